-- order_proceeds: what one unit of an order item brought the seller.
--
-- After      order_items
-- Grain      account, order id and seller SKU
--
-- name: view
select account, order_id, msku, currency, unit_value, order_source as source, order_line as line
from order_items
where is_sold and unit_value is not null
