-- measurements: where Amazon's measures of a product do not fit the seller's own.
--
-- Reads      measure_history(item, marketplace, seen_on, side_1, side_2, side_3, weight, longest,
--            median, shortest, amazon_weight, price, units): one row per product and day Amazon's
--            measures were seen; side_1..3 and weight are the seller's, in the card's units,
--            longest to amazon_weight Amazon's as printed; units shipped and price for the money
--            at stake
--            measure_margin(margin): the share within which two measures count as equal
-- Gives      measure_signs(item, seen_on, sign): tier apart is judged in remeasure.sql
--            sign: sides_swapped (Amazon's longest is not its longest), length_unit (every side is
--            the seller's times or by 2.54), weight_unit (times or by 16), larger, heavier, jump
--            (a measure moved between two sightings while the seller's stayed)
--            fee_units, fee_asked: both sets of measures, latest sighting, for the fulfilment fees

-- name: measure_sorted
select item, marketplace, seen_on, price, units, longest, median, shortest, amazon_weight, weight,
       greatest(side_1, side_2, side_3) as own_longest,
       side_1 + side_2 + side_3 - greatest(side_1, side_2, side_3) - least(side_1, side_2, side_3)
         as own_median,
       least(side_1, side_2, side_3) as own_shortest,
       side_1, side_2, side_3,
       lag(longest) over (partition by item order by seen_on nulls first) as last_longest,
       lag(median) over (partition by item order by seen_on nulls first) as last_median,
       lag(shortest) over (partition by item order by seen_on nulls first) as last_shortest,
       lag(amazon_weight) over (partition by item order by seen_on nulls first) as last_weight,
       row_number() over (partition by item order by seen_on desc nulls last) as age
from measure_history;

-- name: measure_signs
select item, seen_on, 'sides_swapped' as sign
from measure_sorted
where longest < median or median < shortest or longest < shortest
union all
select s.item, s.seen_on, 'length_unit'
from measure_sorted s cross join measure_margin m
where (abs(s.longest - s.own_longest * 2.54) <= m.margin * s.own_longest * 2.54
       and abs(s.median - s.own_median * 2.54) <= m.margin * s.own_median * 2.54
       and abs(s.shortest - s.own_shortest * 2.54) <= m.margin * s.own_shortest * 2.54)
   or (abs(s.longest * 2.54 - s.own_longest) <= m.margin * s.own_longest
       and abs(s.median * 2.54 - s.own_median) <= m.margin * s.own_median
       and abs(s.shortest * 2.54 - s.own_shortest) <= m.margin * s.own_shortest)
union all
select s.item, s.seen_on, 'weight_unit'
from measure_sorted s cross join measure_margin m
where abs(s.amazon_weight - s.weight * 16) <= m.margin * s.weight * 16
   or abs(s.amazon_weight * 16 - s.weight) <= m.margin * s.weight
union all
select s.item, s.seen_on, 'larger'
from measure_sorted s cross join measure_margin m
where s.longest > s.own_longest * (1 + m.margin) or s.median > s.own_median * (1 + m.margin)
   or s.shortest > s.own_shortest * (1 + m.margin)
union all
select s.item, s.seen_on, 'heavier'
from measure_sorted s cross join measure_margin m
where s.amazon_weight > s.weight * (1 + m.margin)
union all
select s.item, s.seen_on, 'jump'
from measure_sorted s cross join measure_margin m
where abs(s.longest - s.last_longest) > m.margin * s.last_longest
   or abs(s.median - s.last_median) > m.margin * s.last_median
   or abs(s.shortest - s.last_shortest) > m.margin * s.last_shortest
   or abs(s.amazon_weight - s.last_weight) > m.margin * s.last_weight;

-- name: fee_units
select 'own ' || item as item, marketplace, '' as service, '' as card_column, 'standard' as goods,
       side_1, side_2, side_3, weight
from measure_sorted
where age = 1
union all
select 'amazon ' || item, marketplace, '', '', 'standard', longest, median, shortest, amazon_weight
from measure_sorted
where age = 1;

-- name: fee_asked
select u.item as ask, u.item, d.day, true as is_ship_day, s.price
from fee_units u
join measure_sorted s
  on s.age = 1 and (u.item = 'own ' || s.item or u.item = 'amazon ' || s.item)
cross join measure_day d;
