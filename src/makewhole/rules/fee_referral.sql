-- fee_referral: the referral fee of an order was above the rate of its category.
--
-- Policy     window.fee_referral · match.money_tolerance
-- Family     charges
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE
-- Owed       what the order item was charged, credits off, less units x the referral fee of one
--            unit's
--            price with shipping and gift wrap, less corrections; minimum fee respected
-- Not owed   what the base before or after promotions explains; where the card is missing or not
--            certain; items of which anything was refunded
-- Review     a fee charged twice for an item without a category
-- Evidence   every charge of the month, the cost row that names the category, every correction
-- Example    a unit of 40.00 at 15 % and charged 8.00: 2.00 owed
--
-- name: openings
with over as (
  select c.account, c.event_key, c.charge_date, c.order_id, c.msku, c.fnsku, c.asin, c.confidence,
    cast(null as string) as review, c.charged - c.expected * c.units as excess
  from referral_charges as c
  join numbers as n on n.account = c.account
  where c.expected is not null and c.charged - c.expected * c.units > n.money_tolerance
  union all
  select c.account, c.event_key, c.charge_date, c.order_id, c.msku, c.fnsku, c.asin, 1,
    'charged_twice', c.double_charged
  from referral_charges as c
  join numbers as n on n.account = c.account
  where c.expected is null and c.double_charged > n.money_tolerance
), cited as (
  select f.account, f.order_id, f.msku, f.source, f.line
  from fee_rows as f
  join over as o on o.account = f.account and o.order_id = f.order_id and o.msku = f.msku
  where f.fee = 'Commission' and f.transaction_type = 'Order'
  qualify row_number() over (partition by f.account, f.order_id, f.msku
    order by f.posted_date, f.amount, f.source, f.line) = 1
)
select
  o.account, o.event_key, o.charge_date as event_date, a.currency as measure,
  mw_cents(o.excess) as units, o.order_id as rank, 'overcharged' as role, o.review, o.fnsku, o.msku,
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
where o.owes and f.fee = 'Commission' and f.transaction_type <> 'Refund'
union all
select o.account, o.event_key, 'category', c.category_source, c.category_line
from openings as o
join referral_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.category_source is not null
;
-- name: cited
select distinct o.account, o.event_key, 'fees.us_referral' as key, v.since,
  c.version || ': ' || c.category || ', base with and without promotions' as value,
  v.sources as source
from openings as o
join referral_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
join fee_versions as v on v.fee = 'referral' and v.marketplace = 'US' and v.version = c.version
where o.owes and c.expected is not null
;
-- name: noted
select o.account, o.event_key, cast(null as string) as reason,
  cast(count(*) as string) || case count(*) when 1 then ' charge is' else ' charges are' end
    || ' above the rate of ' || replace(max(c.category), '_', ' ')
    || ', with and without promotions in the base.' as remark
from openings as o
join referral_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.expected is not null
group by o.account, o.event_key
union all
select o.account, o.event_key, 'charged_twice', 'A fee was charged twice.'
from openings as o
join referral_charges as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
where o.owes and c.double_charged > 0
group by o.account, o.event_key
;
-- name: not_checked
select account, gap as report, events from referral_gaps
