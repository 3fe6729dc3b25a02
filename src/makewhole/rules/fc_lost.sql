-- fc_lost: Amazon owes for units it misplaces and neither finds again nor pays for.
--
-- Policy     window.fc_ops · wait.soft.fc_lost_days · valuation.pre_order · cap.unit
-- Family     warehouse
-- Needs      GET_LEDGER_DETAIL_VIEW_DATA GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units lost and not reconciled by Amazon - units found - units paid (cash or kind),
--            at the policy's unit value; a payment Amazon has taken back for a found unit pays
--            nothing
-- Not owed   what Amazon itself has reconciled; while the soft wait runs; once the window has
--            closed
-- Review     stock that was not sellable: it may have been damaged before; a ledger without
--            reconciled and unreconciled quantities
-- Evidence   the loss row, and every found or paid row set off against it
-- Example    10 lost 3 March, 4 found 9 March, 5 paid 2 April: 1 unit owed
--
-- name: openings
select
  account, event_key, 'open' as bucket, true as owes, event_date, 'unit' as measure,
  open_units as units, reference_id as rank, 'lost' as role,
  case
    when not is_told then 'reconciled_quantity_unknown'
    when disposition is distinct from 'SELLABLE' then 'unsellable_before'
  end as review,
  fnsku, msku, asin, reference_id, source, line
from stock_changes where code_group = 'lost'
union all
select
  account, event_key, 'settled', false, event_date, 'unit', settled_units, reference_id, 'settled',
  null, fnsku, msku, asin, reference_id, source, line
from stock_changes where code_group = 'lost' and settled_units > 0
;
-- name: doors
select account, lot, case bucket when 'open' then 'found' else 'settled_found' end as stage,
  fnsku as key, cast(null as date) as from_day, cast(null as date) as to_day, 0 as seq, '' as place
from openings
union all
-- stock found under an Amazon.Found SKU is any FNSKU's of its ASIN: FNSKUs in order as text
select account, lot, case bucket when 'open' then 'found_asin' else 'settled_found_asin' end,
  asin, null, null, 0, fnsku
from openings where asin is not null
;
-- name: offers
select account, lot, case bucket when 'open' then 'found' else 'settled_found' end as stage,
  fnsku as key, 0 as seq
from closings
where role = 'found' and (asin is null or coalesce(msku, '') not like 'Amazon.Found.%')
union all
select account, lot, case bucket when 'open' then 'found_asin' else 'settled_found_asin' end,
  asin, 0
from closings where role = 'found' and msku like 'Amazon.Found.%' and asin is not null
