-- reimb_quantity_short: a case granted more units than were paid in it.
--
-- Policy     window.fc_ops · window.revaluation
-- Family     granted
-- Needs      SELLER_STATEMENTS GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units granted, as the seller states, less units paid under the case id (cash or kind)
-- Not owed   units of the FNSKU that a finding of their own still asks for: what a payment leaves
--            open
--            stays in the finding of its own event. Never from reports alone
-- Evidence   the statement, every row paid in the case
-- Example    6 units granted, 4 paid in the case, no other finding open: 2 units owed
--
-- name: openings
select
  s.account, coalesce(s.case_id, '') || '|' || coalesce(s.fnsku, f.fnsku, s.msku, '') as event_key,
  s.event_date, s.units, s.case_id as rank, 'granted' as role,
  coalesce(s.fnsku, f.fnsku) as fnsku, coalesce(s.msku, g.msku) as msku, s.reimbursement_id,
  s.case_id as reference_id, mw_div(s.amount, s.units) as unit_value, s.currency,
  case when s.amount is not null then 'charge_difference' end as valuation, s.source, s.line
from statements as s
left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
left join sku_of_fnsku as g on g.account = s.account and g.fnsku = s.fnsku
where s.kind = 'reimb_quantity_short' and s.units > 0 and s.case_id is not null
;
-- name: closings
select account, 'paid_in_case' as role, approval_date as event_date, 'unit' as measure,
  cash_units + kind_units as units, reimbursement_id as rank, fnsku, msku,
  reimbursement_id, case_id as reference_id, source, line
from payments
where kind = 'payment' and case_id is not null and cash_units + kind_units > 0
union all
select l.account, 'own_event', l.event_date, 'unit',
  l.units - cast(coalesce(e.units, 0) as bigint), l.rank, l.fnsku, l.msku, null, null,
  l.source, l.line
from lots as l
left join (
  select taker, sum(units) as units from entries where mode <> 'mark' group by taker
) as e on e.taker = l.lot
where l.side = 'ask' and l.owes and l.measure = 'unit' and l.units > coalesce(e.units, 0)
;
-- name: doors
select account, lot, 'paid_in_case' as stage, reference_id || ' ' || coalesce(fnsku, msku) as key
from openings
union all
select account, lot, 'own_event', coalesce(fnsku, msku) from openings
;
-- name: offers
select account, lot, 'paid_in_case' as stage, reference_id || ' ' || coalesce(fnsku, msku) as key
from closings where role = 'paid_in_case'
union all
select account, lot, 'own_event', coalesce(fnsku, msku)
from closings where role = 'own_event' and family = 'granted'
