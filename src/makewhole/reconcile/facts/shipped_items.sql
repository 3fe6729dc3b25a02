-- shipped_items: the days on which an order item left Amazon, of one sent in parts first and last.
--
-- Grain      account, order id and seller SKU
--
-- name: table
select account, order_id, msku, min(shipment_date) as first_day, max(shipment_date) as last_day
from fulfilled_shipments
where order_id is not null and msku is not null and shipment_date is not null
group by account, order_id, msku
