-- order_proceeds: what an order item brought the seller, and how many units it had.
--
-- One unit brought greatest(mw_share(proceeds, units, places), 0): reckoned by those who ask, for
-- the few items they ask for.
--
-- After      item_sums paid_rows price_rows
-- Grain      account, order id and seller SKU
-- Units      `proceeds` is price and promotion less commission and fulfilment fee; `places` are
--            those of the smallest unit of its currency
--
-- name: view
select s.account, s.order_id, s.msku, s.currency, s.proceeds, s.units,
  case when w.currency is null then 2 else 0 end as places,
  case when p.seen = 1 then p.source else r.source end as source,
  case when p.seen = 1 then p.line else r.line end as line
from item_sums as s
left join paid_rows as p on p.account = s.account and p.order_id = s.order_id and p.msku = s.msku
left join price_rows as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join whole_currencies as w on w.currency = s.currency
where s.is_sold and s.units > 0
