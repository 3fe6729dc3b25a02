-- charged_items: what an order item was sold for and charged, from settlements alone.
--
-- After      fee_rows item_lines fnsku_of_sku sku_of_fnsku
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
with sold as (
  select s.account, s.order_id, s.msku,
    cast(sum(case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then coalesce(s.quantity_purchased, 0) else 0 end) as bigint) as units,
    sum(case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then 1 else 0 end) as price_rows,
    sum(case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then s.amount else 0 end) as principal,
    sum(case when s.amount_type = 'ItemPrice' then s.amount else 0 end) as base,
    sum(s.amount) as base_less, min(s.posted_date) as posted_date
  from settlement_lines as s
  join audits as a on a.account = s.account and a.currency = s.currency
  where s.transaction_type = 'Order' and s.amount_type in ('ItemPrice', 'Promotion')
    and s.amount_description in ('Principal', 'Shipping', 'GiftWrap')
    and s.order_id is not null and s.msku is not null and s.order_id not like 'S0%'
    and coalesce(s.fulfillment_id, '') <> 'MFN'
  group by s.account, s.order_id, s.msku
), fees as (
  select account, order_id, msku, fee,
    -sum(case when transaction_type = 'Order' then amount else 0 end) as charged,
    sum(case when transaction_type not in ('Order', 'Refund') and amount > 0 then amount
      else 0 end) as given_back,
    sum(case when transaction_type = 'Order' and amount < 0 then 1 else 0 end) as charges,
    -min(case when transaction_type = 'Order' and amount < 0 then amount end) as dearest,
    -max(case when transaction_type = 'Order' and amount < 0 then amount end) as cheapest,
    min(case when transaction_type = 'Order' then posted_date end) as charge_date
  from fee_rows
  where fee <> 'RefundCommission'
  group by account, order_id, msku, fee
), refunded as (
  select account, order_id, msku from item_lines where kind = 'Refund'
  group by account, order_id, msku
)
select s.account, s.order_id, s.msku, s.units, s.principal, s.base, s.base_less,
  r.order_id is not null as is_refunded,
  coalesce(f.charged, 0) - coalesce(f.given_back, 0) as fulfilment,
  coalesce(f.charge_date, s.posted_date) as fulfilment_date,
  case when f.dearest = f.cheapest then greatest(cast(f.charges - greatest(s.units,
    s.price_rows) as bigint)
    * f.dearest - f.given_back, 0) else 0 end as fulfilment_double,
  coalesce(c.charged, 0) as commission, coalesce(c.charged, 0) - coalesce(c.given_back, 0)
    as referral,
  coalesce(c.charge_date, s.posted_date) as referral_date,
  case when c.dearest = c.cheapest then greatest(cast(c.charges - greatest(s.units,
    s.price_rows) as bigint)
    * c.dearest - c.given_back, 0) else 0 end as referral_double,
  k.fnsku, g.asin
from sold as s
left join fees as f on f.account = s.account and f.order_id = s.order_id and f.msku = s.msku
  and f.fee = 'FBAPerUnitFulfillmentFee'
left join fees as c on c.account = s.account and c.order_id = s.order_id and c.msku = s.msku
  and c.fee = 'Commission'
left join refunded as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join fnsku_of_sku as k on k.account = s.account and k.msku = s.msku
left join sku_of_fnsku as g on g.account = s.account and g.fnsku = k.fnsku
where s.units > 0
