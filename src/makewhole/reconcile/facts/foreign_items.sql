-- foreign_items: order items with an order row in another currency than the store's.
--
-- After      settled_rows
-- Grain      account, order id and seller SKU
--
-- name: table
select r.account, r.order_id, r.msku
from settled_rows as r
join audits as a on a.account = r.account
where r.kind = 'Order' and r.currency <> a.currency
group by r.account, r.order_id, r.msku
