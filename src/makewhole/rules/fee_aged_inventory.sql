-- fee_aged_inventory: the surcharge for aged stock was charged on too large a volume, or too dear.
--
-- Policy     window.fee_weight_dimension · match.storage_volume_share · match.money_tolerance
-- Family     charges
-- Needs      GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA
-- Owed       the charge less units x the declared volume x the card's rate of its age band, at
--            least the card's sum by the unit; the whole of a charge made twice
-- Not owed   a volume within the tolerated share at the card's rate; a charge by the unit; where no
--            card holds the band for certain
-- Review     always: the age of the units hangs on receipts that may reach far back
-- Evidence   every surcharge row of the month, the measurement
-- Example    10 units at 1.00 cu ft and 5.45 = 54.50, declared 0.50: 27.25 to be judged
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.excess) as units, cast(c.line as string) as rank,
  'overcharged' as role, c.fnsku, c.msku,
  c.asin, 'charge_difference' as valuation, c.confidence, c.source, c.line
from aged_charges as c
join audits as a on a.account = c.account
where c.excess > 0
;
-- name: evidence
select o.account, o.event_key, 'measured' as role, c.size_source as source, c.size_line as line
from openings as o
join aged_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_larger and not c.is_double
union all
select o.account, o.event_key, 'charged', c.source, c.line
from openings as o
join aged_charges as c on c.account = o.account and c.event_key = o.event_key
where o.owes and c.excess is null
group by o.account, o.event_key, c.source, c.line
;
-- name: cited
select distinct o.account, o.event_key, 'fees.us_aged_inventory' as key, v.since,
  c.version || ': ' || mw_plain(c.card_rate) || ' a cubic foot' as value, v.sources as source
from openings as o
join aged_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
join fee_versions as v on v.fee = 'aged' and v.marketplace = 'US' and v.version = c.version
where o.owes and not c.is_double
;
-- name: noted
select o.account, o.event_key, cast(null as string) as reason,
  'Charged on ' || mw_plain(max(c.item_volume)) || ' cu ft a unit where '
    || mw_plain(max(c.declared_volume)) || ' is declared.' as remark
from openings as o
join aged_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_larger and not c.is_double
group by o.account, o.event_key
union all
select o.account, o.event_key, 'charged_twice', 'A fee was charged twice.'
from openings as o
join aged_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes and c.is_double
group by o.account, o.event_key
;
-- name: not_checked
select account, gap as report, count(*) as events
from aged_charges where gap is not null group by account, gap
