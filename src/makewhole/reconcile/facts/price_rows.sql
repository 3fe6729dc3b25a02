-- price_rows: the row of the largest price of an order item that has not just one row with a price.
--
-- After      item_sums item_lines
-- Grain      account, order id and seller SKU; where nothing was sold for money, its first row
--
-- name: table
select l.account, l.order_id, l.msku, l.source, l.line
from item_lines as l
join item_sums as s on s.account = l.account and s.order_id = l.order_id and s.msku = l.msku
where l.kind = 'Order' and s.is_sold and s.paid_rows <> 1
qualify row_number() over (partition by l.account, l.order_id, l.msku
  order by l.principal desc nulls last, l.source, l.line) = 1
