-- fee_returns_processing: a returns processing fee outside its own conditions.
--
-- Policy     window.fee_other · match.returns_fee_least_units · match.money_tolerance
-- Family     charges
-- Needs      SC_RETURNS_PROCESSING_FEE
-- Owed       the whole charge in a month of fewer units shipped than the fee needs; the share of
--            units that did not come back; what is above rate x units
-- Not owed   units the row itself explains; thresholds by category are not held for certain
-- Review     always: the thresholds of most categories are not known
-- Evidence   every charge of the month, every correction
-- Example    3 units charged 5.34, 20 units shipped that month: 5.34 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.source, c.line
from printed_charges as c
join audits as a on a.account = c.account
where c.claim_type = 'fee_returns_processing' and c.excess > 0
;
-- name: evidence
select o.account, o.event_key, 'charged' as role, c.source, c.line
from openings as o
join printed_charges as c on c.account = o.account and c.event_key = o.event_key
where o.owes and c.excess is null and c.claim_type = 'fee_returns_processing'
group by o.account, o.event_key, c.source, c.line
;
-- name: noted
select o.account, o.event_key, 'charged_twice' as reason, 'A fee was charged twice.' as remark
from openings as o
join printed_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_double and c.claim_type = 'fee_returns_processing'
group by o.account, o.event_key
;
-- name: not_checked
-- what the row alone cannot show
select account, 'a rate card: thresholds by category' as report, count(*) as events
from printed_charges
where claim_type = 'fee_returns_processing' and excess is null
group by account
