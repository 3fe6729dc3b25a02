-- item_sums: what an order item brought and what was refunded of it, from whichever files show it.
--
-- After      settled_items later_items ranged_lines
-- Grain      account, order id and seller SKU
-- Units      of order rows signed as printed: `proceeds` is price and promotion with commission and
--            fulfilment fee; refunded amounts are positive. Amounts of several currencies cannot be
--            compared: such an item counts as one of which no order row tells (`is_sold` is false)
--
-- name: view
with ranged as (
  select account, order_id, msku, max(currency) as currency, min(currency) as other_currency,
    cast(sum(case when kind = 'Order' then units else 0 end) as bigint) as units,
    sum(case when kind = 'Order' then principal else 0 end) as principal,
    sum(case when kind = 'Order' then promotion else 0 end) as promotion,
    sum(case when kind = 'Order' then principal + promotion + commission + fulfilment_fee
      else 0 end) as proceeds,
    max(case when kind = 'Order' then 1 else 0 end) = 1 as is_sold,
    -sum(case when kind = 'Refund' then principal else 0 end) as refunded_principal,
    -sum(case when kind = 'Refund' then promotion else 0 end) as refunded_promotion,
    cast(sum(case when kind = 'Refund' then abs(units) else 0 end) as bigint) as refunded_quantity,
    min(case when kind = 'Refund' then day end) as first_refund_date,
    max(case when kind = 'Refund' then day end) as last_refund_date
  from ranged_lines
  group by account, order_id, msku
), settled as (
  select coalesce(s.account, l.account) as account, coalesce(s.order_id, l.order_id) as order_id,
    coalesce(s.msku, l.msku) as msku, s.account is not null as is_sold,
    greatest(s.currency, l.currency) as currency,
    case when s.is_mixed then '' else least(s.currency, l.other_currency) end as other_currency,
    s.units, s.principal, s.promotion,
    s.principal + s.promotion + s.referral + s.fulfilment as proceeds, l.refunded_principal,
    l.refunded_promotion, l.refunded_quantity, l.first_refund_date, l.last_refund_date
  from settled_items as s
  full outer join (select * from later_items where is_refunded) as l on l.account = s.account
    and l.order_id = s.order_id and l.msku = s.msku
)
select coalesce(s.account, r.account) as account, coalesce(s.order_id, r.order_id) as order_id,
  coalesce(s.msku, r.msku) as msku, greatest(s.currency, r.currency) as currency,
  (coalesce(s.is_sold, false) or coalesce(r.is_sold, false))
    and coalesce(greatest(s.currency, r.currency) = least(s.other_currency, r.other_currency), true)
    as is_sold,
  cast(coalesce(s.units, 0) + coalesce(r.units, 0) as bigint) as units,
  coalesce(s.principal, 0) + coalesce(r.principal, 0) as principal,
  coalesce(s.promotion, 0) + coalesce(r.promotion, 0) as promotion,
  coalesce(s.proceeds, 0) + coalesce(r.proceeds, 0) as proceeds,
  coalesce(s.refunded_principal, 0) + coalesce(r.refunded_principal, 0) as refunded_principal,
  coalesce(s.refunded_promotion, 0) + coalesce(r.refunded_promotion, 0) as refunded_promotion,
  cast(coalesce(s.refunded_quantity, 0) + coalesce(r.refunded_quantity, 0) as bigint)
    as refunded_quantity,
  coalesce(s.first_refund_date, r.first_refund_date) as first_refund_date,
  coalesce(s.last_refund_date, r.last_refund_date) as last_refund_date
from settled as s
full outer join ranged as r on r.account = s.account and r.order_id = s.order_id
  and r.msku = s.msku
