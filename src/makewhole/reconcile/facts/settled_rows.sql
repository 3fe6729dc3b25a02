-- settled_rows: the settlement rows of order items that Amazon fulfilled, with what each row tells.
--
-- An order item is an order id and a seller SKU. Multi-channel orders (ids starting S0) and rows
-- the seller fulfilled himself are left out.
--
-- Grain      one settlement row
-- Units      `amount` signed as printed
--
-- name: view
select account, order_id, msku, transaction_type as kind, posted_date as day, currency, amount,
  coalesce(quantity_purchased, 0) as quantity,
  amount_type = 'ItemPrice' and amount_description = 'Principal' as is_price,
  amount_type = 'ItemPrice' and amount_description in ('Principal', 'Shipping', 'GiftWrap')
    as is_sale,
  amount_type = 'Promotion' and amount_description = 'Principal' as is_promotion,
  amount_type in ('ItemPrice', 'Promotion')
    and amount_description in ('Principal', 'Shipping', 'GiftWrap') as is_base,
  amount_description = 'Commission' as is_referral,
  amount_description = 'RefundCommission' as is_kept,
  amount_description = 'FBAPerUnitFulfillmentFee' as is_fulfilment, source, line
from settlement_lines
where order_id is not null and msku is not null and order_id not like 'S0%'
  and coalesce(fulfillment_id, '') <> 'MFN'
