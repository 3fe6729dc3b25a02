-- charged_items: what an order item was sold for and charged, from settlements alone.
--
-- After      settled_items ranged_lines
-- Grain      account, order id and seller SKU, in the store's currency alone; items with an order
--            row in hand
-- Units      money positive: `base` is price with shipping and gift wrap, `base_less` after
--            promotions.
--            `fulfilment` and `referral` are charged, net of what came back outside refunds;
--            `commission` is the referral fee before that. `*_double` is what rows beyond one a
--            unit
--            charge, where all rows of the fee are equal
--
-- name: view
select s.account, s.order_id, s.msku, s.units, s.principal, s.base, s.base_less,
  s.is_refunded or r.account is not null as is_refunded,
  -s.fulfilment - s.fulfilment_back as fulfilment,
  coalesce(s.fulfilment_date, s.priced_date) as fulfilment_date,
  case when s.fulfilment_rows > greatest(s.units, s.price_rows)
      and s.fulfilment_dearest = s.fulfilment_cheapest
    then greatest(cast(s.fulfilment_rows - greatest(s.units, s.price_rows) as bigint)
      * -s.fulfilment_dearest - s.fulfilment_back, 0) else 0 end as fulfilment_double,
  -s.referral as commission, -s.referral - s.referral_back as referral,
  coalesce(s.referral_date, s.priced_date) as referral_date,
  case when s.referral_rows > greatest(s.units, s.price_rows)
      and s.referral_dearest = s.referral_cheapest
    then greatest(cast(s.referral_rows - greatest(s.units, s.price_rows) as bigint)
      * -s.referral_dearest - s.referral_back, 0) else 0 end as referral_double
from settled_items as s
join audits as a on a.account = s.account and a.currency = s.currency
left join (
  select account, order_id, msku from ranged_lines where kind = 'Refund'
  group by account, order_id, msku
) as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
where s.units > 0 and s.least_currency = s.currency
