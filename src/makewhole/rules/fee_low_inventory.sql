-- fee_low_inventory: the low-inventory-level fee of a product was above its own rate and units.
--
-- Policy     window.fee_other · match.money_tolerance
-- Family     charges
-- Needs      SC_LOW_INVENTORY_LEVEL_FEE
-- Owed       the charge less rate x units, as the row prints them
-- Not owed   what the row itself explains; exemptions are in no report
-- Review     always: the grounds of exemption are in no report
-- Evidence   every charge of the month, every correction
-- Example    10 units at 0.89 charged 9.79: 0.89 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.source, c.line
from printed_charges as c
join audits as a on a.account = c.account
join numbers as n on n.account = c.account
where c.claim_type = 'fee_low_inventory' and c.excess > n.money_tolerance
;
-- name: not_checked
-- what the row alone cannot show
select account, 'the grounds of exemption' as report, count(*) as events
from printed_charges
where claim_type = 'fee_low_inventory' and coalesce(excess, 0) <= 0
group by account
