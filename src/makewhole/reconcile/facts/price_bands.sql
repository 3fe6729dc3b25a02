-- price_bands: the band of prices each unit price lies in; within one no card makes a difference.
--
-- After      fee_seen
-- Grain      store, price of an order item and its units
-- Units      `price` of one unit
--
-- name: table
select p.store, p.principal, p.units, p.price, e.band
from unit_prices as p
join expected_situations as e on e.marketplace = p.store and e.price = p.price
