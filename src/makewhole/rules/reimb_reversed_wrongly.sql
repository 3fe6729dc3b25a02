-- reimb_reversed_wrongly: Amazon owes what it took back for units that are still missing.
--
-- Policy     window.reversal_dispute
-- Family     reversals
-- Needs      GET_FBA_REIMBURSEMENTS_DATA GET_LEDGER_DETAIL_VIEW_DATA |
--            GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA
-- Owed       units reversed - units explained, at the amount per unit of the reversal. A
--            reversal with an order id is explained by returns of that order and SKU, on any
--            day; one without by units found of the FNSKU, or of its ASIN under an Amazon.Found
--            SKU, on or after the day the payment was approved
-- Not owed   nothing for a reversal without units; one with an order id where no returns report is
--            in hand, one without where no ledger is: what would explain it is not known
-- Evidence   the reversal row, the payment it took back, and every row that explains it
-- Example    3 units paid 5 May, 3 reversed 20 June, 1 found 1 June: 2 units are unexplained
--
-- name: openings
with originals as (
  select account, reimbursement_id, coalesce(msku, fnsku) as sku, min(approval_date) as paid_on
  from payments
  where kind <> 'reversal'
  group by account, reimbursement_id, coalesce(msku, fnsku)
)
select
  r.account, r.reimbursement_id || '|' || coalesce(r.original_reimbursement_id, '') || '|'
    || coalesce(r.order_id, '') || '|' || coalesce(r.msku, '') || '|' || coalesce(r.fnsku, '')
    || '|' || coalesce(cast(r.approval_date as string), '') as event_key,
  r.approval_date as event_date, r.cash_units as units, r.reimbursement_id as rank,
  'reversed' as role, r.because, r.fnsku, r.msku, r.asin, r.order_id, r.reimbursement_id,
  cast(o.paid_on as string) as sibling,
  abs(r.amount_per_unit) as unit_value, r.currency,
  case when r.amount_per_unit is not null then 'amazon_rate' end as valuation, r.source, r.line
from payments as r
left join originals as o on o.account = r.account
  and o.reimbursement_id = r.original_reimbursement_id and o.sku = coalesce(r.msku, r.fnsku)
join hand_reach as h on h.account = r.account
where r.kind = 'reversal' and r.cash_units > 0
  and case when r.order_id is null then h.has_ledger else h.has_returns end
;
-- name: doors
select account, lot, 'explained' as stage, order_id || ' ' || coalesce(msku, fnsku) as key,
  cast(null as date) as from_day, coalesce(sibling, '') as place
from openings where order_id is not null
union all
select account, lot, 'explained_found', fnsku, cast(sibling as date), ''
from openings where order_id is null
union all
select account, lot, 'explained_asin', asin, cast(sibling as date), ''
from openings where order_id is null
;
-- name: offers
select account, lot, 'explained' as stage, order_id || ' ' || coalesce(msku, fnsku) as key
from closings where role = 'returned' and order_id is not null
union all
select account, lot, 'explained_found', fnsku from closings where role = 'found'
union all
select account, lot, 'explained_asin', asin
from closings where role = 'found' and msku like 'Amazon.Found.%'
union all
-- what explains a reversal is handed on: it makes the payment smaller
select o.account, o.lot, 'taken_back',
  r.original_reimbursement_id || ' ' || coalesce(r.msku, r.fnsku)
from openings as o
join payments as r on r.account = o.account and r.source = o.source and r.line = o.line
;
-- name: evidence
select o.account, o.event_key, 'taken_from' as role, cast(null as bigint) as units, p.source, p.line
from openings as o
join payments as r on r.account = o.account and r.source = o.source and r.line = o.line
join payments as p on p.account = o.account
  and p.reimbursement_id = r.original_reimbursement_id
  and coalesce(p.msku, p.fnsku) = coalesce(r.msku, r.fnsku) and p.kind <> 'reversal'
;
-- name: not_checked
select r.account,
  case when r.order_id is null then 'GET_LEDGER_DETAIL_VIEW_DATA'
    else 'GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA' end as report,
  count(*) as events
from payments as r
join hand_reach as h on h.account = r.account
where r.kind = 'reversal' and r.cash_units > 0
  and not case when r.order_id is null then h.has_ledger else h.has_returns end
group by r.account, case when r.order_id is null then 'GET_LEDGER_DETAIL_VIEW_DATA'
    else 'GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA' end
