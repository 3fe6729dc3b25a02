-- fee_seen: the days and prices that fulfilment fees hang on, for the cards to tell apart.
--
-- After      unit_prices
-- Prices     situations
-- Grain      store and a day, or a price of one unit; the other is NULL
--
-- name: table
select store as marketplace, day, cast(null as decimal(18,6)) as price
from (
  select store, coalesce(first_day, fulfilment_date) as day
  from charged_items where store = 'US' and fulfilment > 0
  union
  select store, last_day from charged_items where store = 'US' and fulfilment > 0
) as d
where day is not null
union all
select distinct store, cast(null as date), price from unit_prices
