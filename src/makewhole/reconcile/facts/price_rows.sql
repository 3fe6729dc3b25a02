-- price_rows: the row of the largest price of an order item that has not just one row with a price.
--
-- After      item_sums item_lines paid_rows
-- Grain      account, order id and seller SKU; where nothing was sold for money, its first row
--
-- name: table
with wanted as (
  select account, order_id, msku from paid_rows where seen > 1
  union all
  -- without a price above zero there is no sum above zero: few are left to look through
  select s.account, s.order_id, s.msku
  from item_sums as s
  left join paid_rows as p on p.account = s.account and p.order_id = s.order_id
    and p.msku = s.msku
  where s.is_sold and s.principal <= 0 and p.account is null
)
select l.account, l.order_id, l.msku, l.source, l.line
from item_lines as l
join wanted as w on w.account = l.account and w.order_id = l.order_id and w.msku = l.msku
where l.kind = 'Order'
qualify row_number() over (partition by l.account, l.order_id, l.msku
  order by l.principal desc nulls last, l.source, l.line) = 1
