-- doubled_items: what is charged by the rows of a fee beyond one a unit, where all are equal.
--
-- After      settled_items settled_rows
-- Grain      account, order id and seller SKU; items with more rows of a fee than units
-- Units      money positive: what the item was charged, all credits off, above one row a unit
--
-- name: table
with suspects as (
  select account, order_id, msku, units, -fulfilment - fulfilment_back as fulfilment,
    -referral - referral_back as referral
  from settled_items
  where units > 0 and (fulfilment_rows > units or referral_rows > units)
), seen as (
  select s.account, s.order_id, s.msku, s.units, s.fulfilment, s.referral,
    count(case when r.is_fulfilment and r.amount < 0 then 1 end) as fulfilment_rows,
    min(case when r.is_fulfilment and r.amount < 0 then r.amount end) as fulfilment_dearest,
    max(case when r.is_fulfilment and r.amount < 0 then r.amount end) as fulfilment_cheapest,
    count(case when r.is_referral and r.amount < 0 then 1 end) as referral_rows,
    min(case when r.is_referral and r.amount < 0 then r.amount end) as referral_dearest,
    max(case when r.is_referral and r.amount < 0 then r.amount end) as referral_cheapest
  from suspects as s
  join settled_rows as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
  where r.kind = 'Order'
  group by s.account, s.order_id, s.msku, s.units, s.fulfilment, s.referral
)
select account, order_id, msku,
  case when fulfilment_rows > units and fulfilment_dearest = fulfilment_cheapest
    then greatest(fulfilment + units * fulfilment_dearest, 0) else 0 end as fulfilment,
  case when referral_rows > units and referral_dearest = referral_cheapest
    then greatest(referral + units * referral_dearest, 0) else 0 end as referral
from seen
