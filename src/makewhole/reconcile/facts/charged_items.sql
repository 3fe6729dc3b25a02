-- charged_items: what an order item was sold for and charged, from settlements alone.
--
-- After      item_lines fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU, in the store's currency; items with an order row in
--            hand
-- Units      money positive: `base` is price with shipping and gift wrap, `base_less` after
--            promotions.
--            `fulfilment` and `referral` are charged, net of what came back outside refunds;
--            `commission` is the referral fee before that. `*_double` is what rows beyond one a
--            unit
--            charge, where all rows of the fee are equal
--
-- name: table
with rows_read as (
  -- one reading of the statements for prices and fees alike
  select s.account, s.order_id, s.msku, s.transaction_type, s.posted_date, s.amount,
    s.quantity_purchased,
    s.transaction_type = 'Order' and s.amount_type in ('ItemPrice', 'Promotion')
      and s.amount_description in ('Principal', 'Shipping', 'GiftWrap') as is_base,
    s.amount_type = 'ItemPrice' as is_price, s.amount_description = 'Principal' as is_principal,
    s.amount_description = 'FBAPerUnitFulfillmentFee' as is_fulfilment,
    s.amount_description = 'Commission' as is_referral
  from settlement_lines as s
  join audits as a on a.account = s.account and a.currency = s.currency
  where s.amount_description in ('Principal', 'Shipping', 'GiftWrap', 'FBAPerUnitFulfillmentFee',
      'Commission')
    and (s.amount_description in ('FBAPerUnitFulfillmentFee', 'Commission')
      or (s.transaction_type = 'Order' and s.amount_type in ('ItemPrice', 'Promotion')))
    and s.order_id is not null and s.msku is not null and s.order_id not like 'S0%'
    and coalesce(s.fulfillment_id, '') <> 'MFN'
), added as (
  select account, order_id, msku,
    cast(sum(case when is_base and is_price and is_principal
      then coalesce(quantity_purchased, 0) else 0 end) as bigint) as units,
    sum(case when is_base and is_price and is_principal then 1 else 0 end) as price_rows,
    sum(case when is_base and is_price and is_principal then amount else 0 end) as principal,
    sum(case when is_base and is_price then amount else 0 end) as base,
    sum(case when is_base then amount else 0 end) as base_less,
    min(case when is_base then posted_date end) as posted_date,
    -sum(case when is_fulfilment and transaction_type = 'Order' then amount else 0 end)
      as fulfilment,
    sum(case when is_fulfilment and transaction_type not in ('Order', 'Refund') and amount > 0
      then amount else 0 end) as fulfilment_back,
    sum(case when is_fulfilment and transaction_type = 'Order' and amount < 0 then 1 else 0 end)
      as fulfilment_rows,
    -min(case when is_fulfilment and transaction_type = 'Order' and amount < 0 then amount end)
      as fulfilment_dearest,
    -max(case when is_fulfilment and transaction_type = 'Order' and amount < 0 then amount end)
      as fulfilment_cheapest,
    min(case when is_fulfilment and transaction_type = 'Order' then posted_date end)
      as fulfilment_date,
    -sum(case when is_referral and transaction_type = 'Order' then amount else 0 end) as referral,
    sum(case when is_referral and transaction_type not in ('Order', 'Refund') and amount > 0
      then amount else 0 end) as referral_back,
    sum(case when is_referral and transaction_type = 'Order' and amount < 0 then 1 else 0 end)
      as referral_rows,
    -min(case when is_referral and transaction_type = 'Order' and amount < 0 then amount end)
      as referral_dearest,
    -max(case when is_referral and transaction_type = 'Order' and amount < 0 then amount end)
      as referral_cheapest,
    min(case when is_referral and transaction_type = 'Order' then posted_date end)
      as referral_date
  from rows_read
  group by account, order_id, msku
), refunded as (
  select account, order_id, msku from item_lines where kind = 'Refund'
  group by account, order_id, msku
)
select s.account, s.order_id, s.msku, s.units, s.principal, s.base, s.base_less,
  r.order_id is not null as is_refunded,
  s.fulfilment - s.fulfilment_back as fulfilment,
  coalesce(s.fulfilment_date, s.posted_date) as fulfilment_date,
  case when s.fulfilment_dearest = s.fulfilment_cheapest
    then greatest(cast(s.fulfilment_rows - greatest(s.units, s.price_rows) as bigint)
      * s.fulfilment_dearest - s.fulfilment_back, 0) else 0 end as fulfilment_double,
  s.referral as commission, s.referral - s.referral_back as referral,
  coalesce(s.referral_date, s.posted_date) as referral_date,
  case when s.referral_dearest = s.referral_cheapest
    then greatest(cast(s.referral_rows - greatest(s.units, s.price_rows) as bigint)
      * s.referral_dearest - s.referral_back, 0) else 0 end as referral_double,
  k.fnsku, g.asin
from added as s
left join refunded as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join fnsku_of_sku as k on k.account = s.account and k.msku = s.msku
left join sku_of_fnsku as g on g.account = s.account and g.fnsku = k.fnsku
where s.units > 0
