-- order_prices: what a unit brought, for events whose units are valued after an order.
--
-- Only made where a claim type is valued so: what order items brought is added up from all
-- settlements.
--
-- name: order_prices
select o.event, greatest(mw_share(p.proceeds, p.units, p.places), 0) as unit_value, p.currency,
  'order_proceeds' as valuation, p.source, p.line
from open_events as o
join order_proceeds as p on p.account = o.account and p.order_id = o.order_id and p.msku = o.msku
where o.units > 0 and o.measure = 'unit' and o.own_value is null
  and o.valued = 'valuation.post_order'
