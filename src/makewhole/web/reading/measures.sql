-- measures: the seller's own measurements of a product beside each sighting of Amazon's.
--
-- Reads      measurements, storage_fees, fee_previews, fulfilled_shipments, ledger_events
-- Units      inches and pounds; only stores whose rate card is in them (the United States)
--
-- name: measure_products
select account, fnsku, max(msku) as msku
from ledger_events
where fnsku is not null and msku is not null
group by account, fnsku
;
-- name: measure_own
select account, msku, side_1, side_2, side_3, weight
from (
  select account, msku,
    cast(coalesce(length_in, length_cm / 2.54) as decimal(9,4)) as side_1,
    cast(coalesce(width_in, width_cm / 2.54) as decimal(9,4)) as side_2,
    cast(coalesce(height_in, height_cm / 2.54) as decimal(9,4)) as side_3,
    cast(coalesce(weight_lb, weight_g / 453.59237) as decimal(9,4)) as weight,
    row_number() over (partition by account, msku order by measured_on desc nulls last) as place
  from measurements
) as latest
where place = 1 and side_1 is not null and side_2 is not null and side_3 is not null
  and weight is not null
;
-- name: measure_seen
select account, fnsku, seen_on, max(longest_side) as longest, max(median_side) as median,
  max(shortest_side) as shortest, max(item_weight) as weight, max(price) as price
from (
  select account, fnsku, charge_month as seen_on, longest_side, median_side, shortest_side,
    item_weight, cast(null as decimal(18,4)) as price
  from storage_fees
  where country = 'US' and length_unit ilike 'in%' and weight_unit ilike 'pound%'
  union all
  select account, fnsku, snapshot_date, longest_side, median_side, shortest_side, item_weight,
    your_price
  from fee_previews
  where currency = 'USD' and length_unit ilike 'in%' and weight_unit ilike 'pound%'
) as printed
where fnsku is not null and longest_side > 0 and median_side > 0 and shortest_side > 0
group by account, fnsku, seen_on
;
-- name: measure_history
select o.account || '|' || o.msku as item, 'US' as marketplace, s.seen_on, o.side_1, o.side_2,
  o.side_3, o.weight, cast(s.longest as decimal(9,4)) as longest,
  cast(s.median as decimal(9,4)) as median, cast(s.shortest as decimal(9,4)) as shortest,
  cast(s.weight as decimal(9,4)) as amazon_weight, cast(s.price as decimal(18,4)) as price,
  cast(coalesce(u.units, 0) as bigint) as units
from measure_own as o
join measure_products as p on p.account = o.account and p.msku = o.msku
join measure_seen as s on s.account = p.account and s.fnsku = p.fnsku
left join (
  select account, fnsku, cast(-sum(units) as bigint) as units
  from ledger_events where event_type = 'Shipments' group by account, fnsku
) as u on u.account = p.account and u.fnsku = p.fnsku
;
