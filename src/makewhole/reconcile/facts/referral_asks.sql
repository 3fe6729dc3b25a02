-- referral_asks: which category, day and sum the referral fee of each order item hangs on.
--
-- After      charged_items categories ranged_refunds
-- Grain      order item without any refund, in a store whose referral fees are judged
-- Units      `base` of all units, with shipping and gift wrap; `base_less` after promotions.
--            `category` is NULL where no cost row names it
--
-- name: view
select c.account, c.order_id, c.msku, c.store as marketplace, k.category, c.referral_date as day,
  c.base, c.base_less,
  c.units, c.referral as charged, k.source as category_source, k.line as category_line
from charged_items as c
left join categories as k on k.account = c.account and k.msku = c.msku
left join ranged_refunds as r on r.account = c.account and r.order_id = c.order_id
  and r.msku = c.msku
where c.store = 'US' and not c.is_refunded and c.referral > 0 and r.account is null
