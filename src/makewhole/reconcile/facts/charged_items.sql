-- charged_items: what an order item was sold for and charged, from settlements alone.
--
-- After      settled_items
-- Grain      account, order id and seller SKU, in the store's currency alone; items with an order
--            row in hand that tells how many were sold
-- Units      money positive: `base` is price with shipping and gift wrap, `base_less` after
--            promotions.
--            `fulfilment` and `referral` are charged, net of what came back outside refunds
--            (`*_back`); `commission` is the referral fee before that. The dates are NULL where no
--            row charges the fee
--
-- name: view
select s.account, s.order_id, s.msku, a.store, s.units, s.principal, s.base, s.base_less,
  s.is_refunded, -s.fulfilment - s.fulfilment_back as fulfilment, s.fulfilment_back,
  s.fulfilment_date, -s.referral as commission, -s.referral - s.referral_back as referral,
  s.referral_back, s.referral_date,
  s.first_day, s.last_day
from settled_items as s
join audits as a on a.account = s.account and a.currency = s.currency
where s.units > 0 and not s.is_mixed
