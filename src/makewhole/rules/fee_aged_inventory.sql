-- fee_aged_inventory: the surcharge for aged stock was charged on a volume above the product's own.
--
-- Policy     window.fee_weight_dimension · match.storage_volume_share
-- Family     charges
-- Needs      GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA
-- Owed       the share of the charge that the volume above the declared one makes
-- Not owed   a volume within the tolerated share; a charge by the unit, which hangs on no volume
-- Review     always: the age of the units hangs on receipts that may reach far back
-- Evidence   every surcharge row of the month, the measurement
-- Example    10 units at 1.00 cu ft and 6.90 = 69.00, declared 0.50: 34.50 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.source, c.line
from aged_charges as c
join audits as a on a.account = c.account
where c.excess > 0
;
-- name: evidence
select o.account, o.event_key, 'measured' as role, c.size_source as source, c.size_line as line
from openings as o
join aged_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
;
-- name: not_checked
select account, gap as report, count(*) as events
from aged_charges where gap is not null group by account, gap
