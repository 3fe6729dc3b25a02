-- fee_inbound_defect: an inbound problem was charged for more units than the shipment had.
--
-- Policy     window.fee_inbound_problem · match.money_tolerance
-- Family     charges
-- Needs      GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA
-- Owed       the share of the fee for problem units above the units expected
-- Not owed   what photographs alone can show
-- Review     always: whether the goods were prepared well is in no report
-- Evidence   every charge of the month, every correction
-- Example    12 problem units of 10 expected, 2.40 charged: 0.40 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.source, c.line
from printed_charges as c
join audits as a on a.account = c.account
where c.claim_type = 'fee_inbound_defect' and c.excess > 0
;
-- name: evidence
select o.account, o.event_key, 'charged' as role, c.source, c.line
from openings as o
join printed_charges as c on c.account = o.account and c.event_key = o.event_key
where o.owes and c.excess is null and c.claim_type = 'fee_inbound_defect'
group by o.account, o.event_key, c.source, c.line
;
-- name: noted
select o.account, o.event_key, 'charged_twice' as reason, 'A fee was charged twice.' as remark
from openings as o
join printed_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_double and c.claim_type = 'fee_inbound_defect'
group by o.account, o.event_key
;
-- name: not_checked
-- what the row alone cannot show
select account, 'photographs of the goods as sent' as report, count(*) as events
from printed_charges
where claim_type = 'fee_inbound_defect' and excess is null
group by account
