-- reimb_undervalued: Amazon paid less for a unit than its proper value, and owes the gap.
--
-- Policy     window.revaluation · cap.unit · match.undervalued_amount · match.undervalued_share
--            match.money_tolerance
-- Family     payments
-- Needs      GET_FBA_REIMBURSEMENTS_DATA
-- Owed       (proper value - amount per unit) x cash units, less top-ups that name the payment,
--            then
--            re-evaluations of the SKU that name none, the oldest gap first and not after their day
-- Not owed   a gap of the tolerated amount or share; a payment Amazon has taken back, wholly or in
--            part; reasons policy does not know; what rounding leaves of a topped-up sum
-- Evidence   the payment, the cost or order row its value comes from, and every top-up
-- Example    2 units paid at 8.00 where the cost is 12.50, topped up by 3.00: 6.00 owed
--
-- name: openings
with reversed as (
  select account, original_reimbursement_id as reimbursement_id
  from payments
  where kind = 'reversal' and original_reimbursement_id is not null
  group by account, original_reimbursement_id
)
select
  v.account, v.reimbursement_id || '|' || coalesce(v.msku, v.fnsku, '') as event_key,
  v.approval_date as event_date, v.currency as measure,
  mw_cents((v.proper - v.amount_per_unit) * v.cash_units) as units, v.reimbursement_id as rank,
  'undervalued' as role, v.fnsku, v.msku, v.asin, v.order_id, v.reimbursement_id, v.valuation,
  v.source, v.line
from proper_values as v
join numbers as n on n.account = v.account
left join reversed as r on r.account = v.account and r.reimbursement_id = v.reimbursement_id
where r.reimbursement_id is null
  and v.proper - v.amount_per_unit > n.undervalued_amount
  and v.proper - v.amount_per_unit > v.proper * n.undervalued_share
;
-- name: closings
select
  account, case kind when 'top_up' then 'top_up' else 're_evaluated' end as role,
  approval_date as event_date, currency as measure, mw_cents(amount_total) as units,
  reimbursement_id as rank, fnsku, msku, asin, reimbursement_id,
  original_reimbursement_id as reference_id, source, line
from payments
where amount_total > 0
  and (kind = 'top_up' or (kind = 'payment' and because = 'Re_Evaluation'))
;
-- name: doors
select account, lot, 'top_up' as stage,
  reimbursement_id || ' ' || coalesce(msku, fnsku) || ' ' || measure as key,
  cast(null as date) as from_day
from openings
union all
select account, lot, 're_evaluated', coalesce(msku, fnsku) || ' ' || measure, event_date
from openings
;
-- name: offers
select account, lot, 'top_up' as stage,
  reference_id || ' ' || coalesce(msku, fnsku) || ' ' || measure as key
from closings where role = 'top_up'
union all
select account, lot, 're_evaluated', coalesce(msku, fnsku) || ' ' || measure
from closings where role = 're_evaluated'
;
-- name: evidence
select o.account, o.event_key, 'priced' as role, v.price_source as source, v.price_line as line
from openings as o
join proper_values as v on v.account = o.account and v.source = o.source and v.line = o.line
;
-- name: noted
select o.account, o.event_key,
  'Paid ' || mw_plain(v.amount_per_unit) || ' a unit for ' || cast(v.cash_units as string)
    || ' where ' || mw_plain(v.proper) || ' is proper.' as remark
from openings as o
join proper_values as v on v.account = o.account and v.source = o.source and v.line = o.line
;
-- name: not_checked
-- a cost would show whether a payment valued before an order was proper
select p.account, 'SELLER_COSTS' as report, count(*) as events
from payments as p
join audits as a on a.account = p.account and a.currency = p.currency
left join proper_values as v on v.account = p.account and v.source = p.source and v.line = p.line
where p.kind = 'payment' and p.cash_units > 0 and p.basis = 'pre_order' and v.source is null
group by p.account
