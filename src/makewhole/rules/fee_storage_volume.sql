-- fee_storage_volume: monthly storage was charged on a volume above the product's own.
--
-- Policy     window.fee_weight_dimension · match.storage_volume_share · match.storage_charge_days
-- Family     charges
-- Needs      GET_FBA_STORAGE_FEE_CHARGES_DATA
-- Owed       the fee of the row less average quantity x declared volume x the row's own rate, less
--            corrections; the fee is taken as charged on the first day it is due
-- Not owed   a volume within the tolerated share; where several SKUs share the FNSKU, what the
--            largest of them explains
-- Evidence   every storage row of the month, the measurement, every correction
-- Example    10 units at 0.50 cu ft and 0.78, declared 0.40: 3.90 - 3.12 = 0.78 owed
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.charged - c.expected) as units, cast(c.line as string) as rank, 'overcharged' as role,
    c.fnsku,
  c.msku, c.asin, 'charge_difference' as valuation, c.source, c.line
from storage_charges as c
join audits as a on a.account = c.account
where c.gap is null and c.is_larger and c.charged > c.expected
;
-- name: evidence
select o.account, o.event_key, 'measured' as role, c.size_source as source, c.size_line as line
from openings as o
join storage_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes
;
-- name: noted
select o.account, o.event_key, cast(null as string) as reason,
  'Charged on ' || mw_plain(max(c.item_volume)) || ' a unit where '
    || mw_plain(max(c.declared_volume)) || ' is declared.' as remark
from openings as o
join storage_charges as c on c.account = o.account and c.source = o.source and c.line = o.line
where o.owes
group by o.account, o.event_key
;
-- name: not_checked
select account, gap as report, count(*) as events
from storage_charges
where gap is not null and charged > 0
group by account, gap
