-- stock_changes: ledger rows that lose, find, damage or dispose of units, with Amazon's own count.
--
-- After      ledger_rest
-- Grain      one ledger row
-- Units      `units` is how many, always positive; `open_units` of them Amazon has not settled,
--            `settled_units` it has. Where the ledger says neither, all are open and `is_told`
--            is false
--
-- name: table
select
  e.account, e.event_date, e.fnsku, e.msku, e.asin, e.reference_id, e.fulfillment_center,
  e.disposition, e.reason, c.code_group, abs(e.units) as units,
  case
    when e.unreconciled_units is not null
      then least(greatest(e.unreconciled_units, 0), abs(e.units))
    when e.reconciled_units is not null
      then greatest(abs(e.units) - greatest(e.reconciled_units, 0), 0)
    else abs(e.units)
  end as open_units,
  case
    when e.unreconciled_units is not null
      then abs(e.units) - least(greatest(e.unreconciled_units, 0), abs(e.units))
    when e.reconciled_units is not null
      then least(greatest(e.reconciled_units, 0), abs(e.units))
    else 0
  end as settled_units,
  e.unreconciled_units is not null or e.reconciled_units is not null as is_told,
  coalesce(cast(e.event_date as string), '') || '|' || e.fnsku || '|' || coalesce(e.msku, '')
    || '|' || coalesce(e.reference_id, '') || '|' || coalesce(e.fulfillment_center, '')
    || '|' || coalesce(e.disposition, '') || '|' || coalesce(e.reason, '') as event_key,
  e.source, e.line
from ledger_rest as e
join ledger_codes as c on c.code = e.reason
where e.event_type = 'Adjustments'
  and ((c.code_group = 'found' and e.units > 0)
    or (c.code_group in ('lost', 'damaged', 'disposed') and e.units < 0))
