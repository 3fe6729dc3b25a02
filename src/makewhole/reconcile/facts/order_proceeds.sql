-- order_proceeds: what one unit of an order item brought the seller.
--
-- After      item_sums paid_rows price_rows
-- Grain      account, order id and seller SKU
-- Units      `unit_value` is price and promotion less commission and fulfilment fee, per unit, to
--            the smallest unit of its currency, not below 0
--
-- name: view
select s.account, s.order_id, s.msku, s.currency,
  greatest(case when w.currency is null then mw_round(mw_div(s.proceeds, s.units), 2)
    else mw_round(mw_div(s.proceeds, s.units), 0) end, 0) as unit_value,
  case when p.seen = 1 then p.source else r.source end as source,
  case when p.seen = 1 then p.line else r.line end as line
from item_sums as s
left join paid_rows as p on p.account = s.account and p.order_id = s.order_id and p.msku = s.msku
left join price_rows as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join whole_currencies as w on w.currency = s.currency
where s.is_sold and s.units > 0
