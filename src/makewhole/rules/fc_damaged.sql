-- fc_damaged: Amazon owes for units damaged in its centres and not paid for.
--
-- Policy     window.fc_ops · wait.soft.fc_damaged_days · valuation.pre_order · cap.unit
-- Family     warehouse
-- Needs      GET_LEDGER_DETAIL_VIEW_DATA GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units damaged and not reconciled by Amazon - units paid (cash or kind) for damage
-- Not owed   what Amazon itself has reconciled; a payment for a loss never pays a damage
-- Review     codes 7, H, K and U: the unit was unsellable before; code 6 where the
--            carrier-damaged unit was received or returned on or before that day; a ledger
--            without reconciled quantities
-- Evidence   the damage row, and every paid row set off against it
-- Example    3 damaged (E) 1 May, 1 paid 9 May: 2 units owed
--
-- name: openings
with carrier_damaged as (
  select account, fnsku, min(event_date) as first_day
  from receipts
  where disposition = 'CARRIER_DAMAGED'
  group by account, fnsku
)
select
  s.account, s.event_key, 'open' as bucket, true as owes, s.event_date, s.open_units as units,
  s.reference_id as rank, 'damaged' as role,
  case
    when not s.is_told then 'reconciled_quantity_unknown'
    when s.reason in ('7', 'H', 'K', 'U') then 'unsellable_before'
    when s.reason = '6' and c.first_day <= s.event_date then 'carrier_damaged_before'
  end as review,
  s.fnsku, s.msku, s.asin, s.reference_id, s.source, s.line
from stock_changes as s
left join carrier_damaged as c on c.account = s.account and c.fnsku = s.fnsku
where s.code_group = 'damaged'
union all
select
  account, event_key, 'settled', false, event_date, settled_units, reference_id, 'settled', null,
  fnsku, msku, asin, reference_id, source, line
from stock_changes where code_group = 'damaged' and settled_units > 0
