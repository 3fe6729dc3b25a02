-- order_proceeds: what one unit of an order item brought: price and promotion less commission and fulfilment fee.
--
-- Grain      account, order and seller SKU
-- Units      `unit_value` per unit, rounded to the cent, not below 0; tax, shipping and gift wrap stay out
--
-- name: table
with item_lines as (
  select s.account, s.order_id, s.msku, s.currency, s.amount, s.source, s.line,
    case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then s.quantity_purchased end as units
  from settlement_lines as s
  where s.transaction_type = 'Order'
    and ((s.amount_type in ('ItemPrice', 'Promotion') and s.amount_description = 'Principal')
      or (s.amount_type = 'ItemFees'
        and s.amount_description in ('Commission', 'FBAPerUnitFulfillmentFee')))
), summed as (
  select account, order_id, msku, currency, sum(amount) as amount, sum(units) as units,
    min(source) as source, min(line) as line
  from item_lines group by account, order_id, msku, currency
)
select account, order_id, msku, currency,
  greatest(mw_round(mw_div(amount, units), 2), 0) as unit_value, source, line
from summed where units > 0
