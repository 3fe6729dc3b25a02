-- settled_items: what settlements show of each order item that was sold, and when it was shipped.
--
-- After      settled_rows later_items shipped_items
-- Grain      account, order id and seller SKU with an order row
-- Units      `units` (0 where not told) and amounts of the order rows signed as printed: `base` is
--            price with shipping and gift wrap, `base_less` after promotions. `*_rows` count the
--            rows that charge the fee, `*_back` is what rows outside orders and refunds gave back
--            of it. `is_mixed` where the rows are in several currencies. The days on which it left
--            Amazon are NULL where no report shows them; `last_day` only if it was sent in parts
--
-- name: table
with sold as (
  -- rows of taxes and the like are most of an order and tell nothing here
  select account, order_id, msku, max(currency) as currency, min(currency) as other_currency,
    -- a price that does not say for how many hides how many there are; the first layout of
    -- settlements says it in a row of its own, which has no amount
    case when sum(case when not is_price then 0 when quantity = 0 and amount <> 0 then 1
        when quantity > 0 and amount = 0 then -1 else 0 end) > 0 then 0
      else cast(sum(case when is_price then quantity else 0 end) as bigint) end as units,
    sum(case when is_price then amount else 0 end) as principal,
    sum(case when is_promotion then amount else 0 end) as promotion,
    sum(case when is_sale then amount else 0 end) as base,
    sum(case when is_base then amount else 0 end) as base_less,
    sum(case when is_fulfilment then amount else 0 end) as fulfilment,
    count(case when is_fulfilment and amount < 0 then 1 end) as fulfilment_rows,
    min(case when is_fulfilment then day end) as fulfilment_date,
    sum(case when is_referral then amount else 0 end) as referral,
    count(case when is_referral and amount < 0 then 1 end) as referral_rows,
    min(case when is_referral then day end) as referral_date
  from settled_rows
  where kind = 'Order' and (is_base or is_fulfilment or is_referral)
  group by account, order_id, msku
)
select s.account, s.order_id, s.msku, s.currency, s.currency <> s.other_currency as is_mixed,
  s.units, cast(s.principal as decimal(18,4)) as principal,
  cast(s.promotion as decimal(18,4)) as promotion, cast(s.base as decimal(18,4)) as base,
  cast(s.base_less as decimal(18,4)) as base_less,
  cast(s.fulfilment as decimal(18,4)) as fulfilment, s.fulfilment_rows, s.fulfilment_date,
  cast(s.referral as decimal(18,4)) as referral, s.referral_rows, s.referral_date,
  h.first_day, case when h.last_day > h.first_day then h.last_day end as last_day,
  coalesce(r.is_refunded, false) as is_refunded,
  cast(coalesce(r.fulfilment_back, 0) as decimal(18,4)) as fulfilment_back,
  cast(coalesce(r.referral_back, 0) as decimal(18,4)) as referral_back
from sold as s
left join later_items as r on r.account = s.account and r.order_id = s.order_id
  and r.msku = s.msku
left join shipped_items as h on h.account = s.account and h.order_id = s.order_id
  and h.msku = s.msku
