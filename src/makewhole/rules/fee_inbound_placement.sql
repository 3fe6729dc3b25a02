-- fee_inbound_placement: the inbound placement fee of a product was above its own rate and units.
--
-- Policy     window.fee_other · match.money_tolerance
-- Family     charges
-- Needs      SC_INBOUND_PLACEMENT_FEES
-- Owed       the charge less rate x units received, as the row prints them
-- Not owed   what the row itself explains; the option chosen is in no report
-- Review     always: no report shows the placement option that was accepted
-- Evidence   every charge of the month, every correction
-- Example    100 units at 0.30 charged 36.00: 6.00 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.source, c.line
from printed_charges as c
join audits as a on a.account = c.account
where c.claim_type = 'fee_inbound_placement' and c.excess > 0
;
-- name: evidence
select o.account, o.event_key, 'charged' as role, c.source, c.line
from openings as o
join printed_charges as c on c.account = o.account and c.event_key = o.event_key
where o.owes and c.excess is null and c.claim_type = 'fee_inbound_placement'
group by o.account, o.event_key, c.source, c.line
;
-- name: noted
select o.account, o.event_key, 'charged_twice' as reason, 'A fee was charged twice.' as remark
from openings as o
join printed_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_double and c.claim_type = 'fee_inbound_placement'
group by o.account, o.event_key
;
-- name: not_checked
-- what the row alone cannot show
select account, 'the placement option accepted' as report, count(*) as events
from printed_charges
where claim_type = 'fee_inbound_placement' and excess is null
group by account
