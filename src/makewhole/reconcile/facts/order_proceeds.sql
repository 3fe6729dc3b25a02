-- order_proceeds: what one unit of an order item brought the seller.
--
-- After      item_sums price_rows
-- Grain      account, order id and seller SKU
-- Units      `unit_value` is price and promotion less commission and fulfilment fee, per unit, to
--            the cent, not below 0
--
-- name: view
select s.account, s.order_id, s.msku, s.currency,
  greatest(mw_round(mw_div(s.proceeds, s.units), 2), 0) as unit_value,
  case when s.paid_rows = 1 then s.price_source else p.source end as source,
  case when s.paid_rows = 1 then s.price_line else p.line end as line
from item_sums as s
left join price_rows as p on p.account = s.account and p.order_id = s.order_id and p.msku = s.msku
where s.is_sold and s.units > 0
