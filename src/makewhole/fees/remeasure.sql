-- remeasure: the products to have measured again, by the money at stake.
--
-- Reads      measure_sorted, measure_signs, expected_fulfilment (of both sets of measures)
-- Gives      expected_remeasure(item, signs, own_tier, amazon_tier, own_fee, amazon_fee, units,
--            at_stake): own_fee is the largest reading by the seller's measures, amazon_fee the
--            smallest by Amazon's, so at_stake is what no reading explains; NULL where unknown

-- name: expected_remeasure
select s.item, g.signs, o.tier as own_tier, a.tier as amazon_tier, o.highest as own_fee,
       a.lowest as amazon_fee, s.units,
       case when a.lowest > o.highest then (a.lowest - o.highest) * s.units
            when a.lowest is not null and o.highest is not null then 0 end as at_stake
from measure_sorted s
left join expected_fulfilment o on o.ask = 'own ' || s.item
left join expected_fulfilment a on a.ask = 'amazon ' || s.item
left join (
  select item, array_sort(array_agg(sign)) as signs
  from (select distinct item, sign from measure_signs) t
  group by item
) g on g.item = s.item
where s.age = 1 and (g.signs is not null or o.tier <> a.tier);
