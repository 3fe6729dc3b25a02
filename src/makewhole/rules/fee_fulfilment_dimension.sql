-- fee_fulfilment_dimension: a fulfilment fee was above the card of the unit's own size.
--
-- Policy     window.fee_weight_dimension · match.fulfilment_tolerance · match.money_tolerance
-- Family     charges
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE
-- Owed       what the order item was charged, credits off, less units x the fee of the declared
--            sides
--            and weight on the ship day, surcharge included, less corrections
-- Not owed   what any reading of the card explains; where the card is missing, undecided, disputed
--            or
--            of low confidence; clothing and dangerous goods, which other cards hold for
-- Review     a fee charged twice for a unit that was not measured
-- Evidence   every charge of the month, the measurement, every correction
-- Example    2 units charged 7.20, the card gives 3.22 a unit: 0.76 owed
--
-- name: openings
with over as (
  select c.account, c.event_key, c.charge_date, c.order_id, c.msku, c.fnsku, c.asin, c.confidence,
    cast(null as string) as review, c.charged - c.expected * c.units as excess
  from fulfilment_charges as c
  join numbers as n on n.account = c.account
  where c.expected is not null
    and c.charged - c.expected * c.units > n.fulfilment_tolerance * c.units
  union all
  select c.account, c.event_key, c.charge_date, c.order_id, c.msku, c.fnsku, c.asin, 1,
    'charged_twice', c.double_charged
  from fulfilment_charges as c
  join numbers as n on n.account = c.account
  where c.expected is null and c.double_charged > n.money_tolerance
), cited as (
  select f.account, f.order_id, f.msku, f.source, f.line
  from fee_rows as f
  join over as o on o.account = f.account and o.order_id = f.order_id and o.msku = f.msku
  where f.fee = 'FBAPerUnitFulfillmentFee' and f.transaction_type = 'Order'
  qualify row_number() over (partition by f.account, f.order_id, f.msku
    order by f.posted_date, f.amount, f.source, f.line) = 1
)
select
  o.account, o.event_key, o.charge_date as event_date, a.currency as measure,
  mw_cents(o.excess) as units, o.order_id as rank, 'overcharged' as role, o.review, o.fnsku,
    o.msku,
  o.asin, o.order_id || ' ' || o.msku as sibling, 'charge_difference' as valuation, o.confidence,
  c.source, c.line
from over as o
join audits as a on a.account = o.account
left join cited as c on c.account = o.account and c.order_id = o.order_id and c.msku = o.msku
;
-- name: evidence
select o.account, o.event_key, case when f.amount > 0 then 'credited' else 'charged' end as role,
  f.source, f.line
from openings as o
join fee_rows as f on f.account = o.account and f.order_id || ' ' || f.msku = o.sibling
where o.owes and f.fee = 'FBAPerUnitFulfillmentFee' and f.transaction_type <> 'Refund'
union all
select o.account, o.event_key, 'measured', c.size_source, c.size_line
from openings as o
join fulfilment_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.size_source is not null
;
-- name: cited
select distinct o.account, o.event_key, 'fees.us_fulfilment' as key, v.since,
  c.version || ': ' || c.tier || ', at most ' || mw_plain(c.expected) || ' a unit, '
    || cast(c.readings as string) || ' readings' as value, v.sources as source
from openings as o
join fulfilment_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
join fee_versions as v on v.fee = 'fulfilment' and v.marketplace = 'US' and v.version = c.version
where o.owes and c.expected is not null
;
-- name: noted
select o.account, o.event_key, cast(null as string) as reason,
  cast(count(*) as string) || case count(*) when 1 then ' charge is' else ' charges are' end
    || ' above every reading of the rate card (' || replace(max(c.tier), '_', ' ')
    || ', at most '
    || mw_plain(max(c.expected)) || ' a unit, ' || cast(max(c.readings) as string)
    || case max(c.readings) when 1 then ' reading' else ' readings' end || ' tried).' as remark
from openings as o
join fulfilment_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.expected is not null
group by o.account, o.event_key
union all
select o.account, o.event_key, 'charged_twice', 'A fee was charged twice.'
from openings as o
join fulfilment_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.double_charged > 0
group by o.account, o.event_key
;
-- name: not_checked
select account, gap as report, events from fulfilment_gaps
