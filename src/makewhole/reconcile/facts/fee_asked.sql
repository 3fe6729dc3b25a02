-- fee_asked: every different question about a fulfilment fee, asked once.
--
-- After      fulfilment_asks fee_units
-- Prices     fulfilment
-- Grain      measurement, day and price of one unit
--
-- name: table
select row_number() over (order by item, day, is_ship_day, price) as ask, item, day, is_ship_day,
  price
from (
  select item, day, is_ship_day, price from fulfilment_asks where gap is null
  union
  select item, last_day, is_ship_day, price from fulfilment_asks
  where gap is null and last_day is not null
) as q
