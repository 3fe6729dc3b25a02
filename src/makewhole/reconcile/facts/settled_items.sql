-- settled_items: what settlements show of each order item: sold, charged, refunded, given back.
--
-- After      settled_rows later_rows
-- Grain      account, order id and seller SKU
-- Units      `units` (0 where not told) and amounts of the order rows signed as printed: `base` is
--            price with shipping and gift wrap, `base_less` after promotions. `*_rows` count the
--            rows that charge the fee, `*_back` is what rows outside orders and refunds gave back
--            of it. Refunded amounts are positive. NULL where no row of the kind is in hand
--
-- name: table
with sold as (
  -- rows of taxes and the like are most of an order and tell nothing here
  select account, order_id, msku, max(currency) as currency,
    -- a price that does not say for how many hides how many there are
    case when min(case when is_price then quantity end) = 0 then 0
      else cast(sum(case when is_price then quantity else 0 end) as bigint) end as units,
    cast(sum(case when is_price then amount else 0 end) as decimal(18,4)) as principal,
    cast(sum(case when is_promotion then amount else 0 end) as decimal(18,4)) as promotion,
    cast(sum(case when is_sale then amount else 0 end) as decimal(18,4)) as base,
    cast(sum(case when is_base then amount else 0 end) as decimal(18,4)) as base_less,
    cast(sum(case when is_fulfilment then amount else 0 end) as decimal(18,4)) as fulfilment,
    count(case when is_fulfilment and amount < 0 then 1 end) as fulfilment_rows,
    min(case when is_fulfilment then day end) as fulfilment_date,
    cast(sum(case when is_referral then amount else 0 end) as decimal(18,4)) as referral,
    count(case when is_referral and amount < 0 then 1 end) as referral_rows,
    min(case when is_referral then day end) as referral_date
  from settled_rows
  where kind = 'Order' and (is_base or is_fulfilment or is_referral)
  group by account, order_id, msku
), later as (
  select account, order_id, msku, max(case when kind = 'Refund' then 1 else 0 end) = 1
      as is_refunded,
    max(case when kind = 'Refund' then currency end) as currency,
    -sum(case when kind = 'Refund' and is_price then amount else 0 end) as refunded_principal,
    -sum(case when kind = 'Refund' and is_promotion then amount else 0 end) as refunded_promotion,
    cast(sum(case when kind = 'Refund' and is_price then abs(quantity) else 0 end) as bigint)
      as refunded_quantity,
    min(case when kind = 'Refund' then day end) as first_refund_date,
    max(case when kind = 'Refund' then day end) as last_refund_date,
    sum(case when kind <> 'Refund' and is_fulfilment then amount else 0 end) as fulfilment_back,
    sum(case when kind <> 'Refund' and is_referral then amount else 0 end) as referral_back
  from later_rows
  group by account, order_id, msku
)
select coalesce(s.account, r.account) as account, coalesce(s.order_id, r.order_id) as order_id,
  coalesce(s.msku, r.msku) as msku, s.account is not null as is_sold,
  coalesce(r.is_refunded, false) as is_refunded, greatest(s.currency, r.currency) as currency,
  s.units, s.principal, s.promotion, s.base, s.base_less, s.fulfilment, s.fulfilment_rows,
  s.fulfilment_date, s.referral, s.referral_rows, s.referral_date,
  cast(coalesce(r.fulfilment_back, 0) as decimal(18,4)) as fulfilment_back,
  cast(coalesce(r.referral_back, 0) as decimal(18,4)) as referral_back,
  case when r.is_refunded then cast(r.refunded_principal as decimal(18,4)) end
    as refunded_principal,
  case when r.is_refunded then cast(r.refunded_promotion as decimal(18,4)) end
    as refunded_promotion,
  case when r.is_refunded then r.refunded_quantity end as refunded_quantity, r.first_refund_date,
  r.last_refund_date
from sold as s
full outer join later as r on r.account = s.account and r.order_id = s.order_id
  and r.msku = s.msku
where s.account is not null or r.is_refunded
