-- ranged_refunds: order items of which only a date range file shows that they were refunded.
--
-- After      ranged_lines
-- Grain      account, order id and seller SKU
--
-- name: table
select account, order_id, msku
from ranged_lines
where kind = 'Refund'
group by account, order_id, msku
