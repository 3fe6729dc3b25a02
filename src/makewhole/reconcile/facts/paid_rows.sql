-- paid_rows: how many rows show a price above zero of an order item, and the one where it is one.
--
-- After      item_lines
-- Grain      account, order id and seller SKU with such a row
--
-- name: table
select account, order_id, msku, count(*) as seen, max(source) as source, max(line) as line
from item_lines
where kind = 'Order' and principal > 0
group by account, order_id, msku
