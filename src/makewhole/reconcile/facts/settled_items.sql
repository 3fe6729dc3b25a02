-- settled_items: what settlements show of each order item: sold, charged, refunded, given back.
--
-- After      settled_rows refund_rows
-- Grain      account, order id and seller SKU
-- Units      `units` and amounts of the order rows signed as printed: `base` is price with shipping
--            and gift wrap, `base_less` after promotions. `*_rows`, `*_dearest` and `*_cheapest`
--            tell of the rows that charge the fee, `*_back` what rows outside orders and refunds
--            gave back of it. `price_source` and `price_line` are of the one row with a price above
--            0 where `paid_rows` is 1. Refunded amounts are positive. NULL where no row of the kind
--            is in hand
--
-- name: table
with sold as (
  select account, order_id, msku, min(currency) as least_currency, max(currency) as currency,
    cast(sum(case when is_price then quantity else 0 end) as bigint) as units,
    count(case when is_price then 1 end) as price_rows,
    count(case when is_price and amount > 0 then 1 end) as paid_rows,
    max(case when is_price and amount > 0 then source end) as price_source,
    max(case when is_price and amount > 0 then line end) as price_line,
    sum(case when is_price then amount else 0 end) as principal,
    sum(case when is_promotion then amount else 0 end) as promotion,
    sum(case when is_sale then amount else 0 end) as base,
    sum(case when is_base then amount else 0 end) as base_less,
    min(case when is_base then day end) as priced_date,
    sum(case when is_fulfilment then amount else 0 end) as fulfilment,
    count(case when is_fulfilment and amount < 0 then 1 end) as fulfilment_rows,
    min(case when is_fulfilment and amount < 0 then amount end) as fulfilment_dearest,
    max(case when is_fulfilment and amount < 0 then amount end) as fulfilment_cheapest,
    min(case when is_fulfilment then day end) as fulfilment_date,
    sum(case when is_referral then amount else 0 end) as referral,
    count(case when is_referral and amount < 0 then 1 end) as referral_rows,
    min(case when is_referral and amount < 0 then amount end) as referral_dearest,
    max(case when is_referral and amount < 0 then amount end) as referral_cheapest,
    min(case when is_referral then day end) as referral_date
  from settled_rows
  where kind = 'Order'
  group by account, order_id, msku
), refunded as (
  select account, order_id, msku, max(currency) as currency,
    -sum(case when is_price then amount else 0 end) as refunded_principal,
    -sum(case when is_promotion then amount else 0 end) as refunded_promotion,
    cast(sum(case when is_price then abs(quantity) else 0 end) as bigint) as refunded_quantity,
    min(day) as first_refund_date, max(day) as last_refund_date
  from refund_rows
  group by account, order_id, msku
), given_back as (
  select account, order_id, msku,
    sum(case when is_fulfilment then amount else 0 end) as fulfilment_back,
    sum(case when is_referral then amount else 0 end) as referral_back
  from settled_rows
  where kind not in ('Order', 'Refund') and (is_fulfilment or is_referral) and amount > 0
  group by account, order_id, msku
)
select coalesce(s.account, r.account) as account, coalesce(s.order_id, r.order_id) as order_id,
  coalesce(s.msku, r.msku) as msku, s.account is not null as is_sold,
  r.account is not null as is_refunded, s.least_currency,
  greatest(s.currency, r.currency) as currency, s.units, s.price_rows, s.paid_rows, s.price_source,
  s.price_line, s.principal, s.promotion, s.base, s.base_less, s.priced_date, s.fulfilment,
  s.fulfilment_rows, s.fulfilment_dearest, s.fulfilment_cheapest, s.fulfilment_date, s.referral,
  s.referral_rows, s.referral_dearest, s.referral_cheapest, s.referral_date,
  coalesce(b.fulfilment_back, 0) as fulfilment_back, coalesce(b.referral_back, 0) as referral_back,
  r.refunded_principal, r.refunded_promotion, r.refunded_quantity, r.first_refund_date,
  r.last_refund_date
from sold as s
full outer join refunded as r on r.account = s.account and r.order_id = s.order_id
  and r.msku = s.msku
left join given_back as b on b.account = s.account and b.order_id = s.order_id and b.msku = s.msku
