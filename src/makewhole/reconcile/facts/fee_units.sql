-- fee_units: the units whose fees the rate cards are asked for, by the seller's own measurements.
--
-- After      declared_sizes
-- Grain      one declared measurement with a weight, in a store whose fulfilment fees are judged
-- Units      inches and pounds
--
-- name: table
select d.item, a.store as marketplace, '' as service, '' as card_column, 'standard' as goods,
  d.side_1, d.side_2, d.side_3, d.weight
from declared_sizes as d
join audits as a on a.account = d.account
where a.store = 'US' and d.weight > 0 and d.is_largest
