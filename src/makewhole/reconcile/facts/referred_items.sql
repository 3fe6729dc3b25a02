-- referred_items: order items charged a referral fee, with the category of their SKU.
--
-- After      charged_items categories
-- Grain      account, order id and seller SKU, without any refund, in a store whose referral fees
--            are judged
--
-- name: view
select c.account, c.order_id, c.msku, a.store as marketplace, k.category, c.referral_date as day,
  c.base, c.base_less, k.source as category_source, k.line as category_line, c.units,
  c.referral as charged, c.referral_double as double_charged
from charged_items as c
join audits as a on a.account = c.account and a.store = 'US'
left join categories as k on k.account = c.account and k.msku = c.msku
where not c.is_refunded and c.referral > 0
