-- referral_asks: which category, day and sum the referral fee of each order item hangs on.
--
-- After      charged_items categories
-- Grain      order item without any refund, in a store whose referral fees are judged, that can be
--            asked about or was charged twice
-- Units      `amount` of one unit, with shipping and gift wrap; `amount_less` after promotions
--
-- name: table
select c.account, c.order_id, c.msku, a.store as marketplace, k.category, c.referral_date as day,
  cast(case when c.units = 1 then c.base else mw_div(c.base, c.units) end as decimal(18,6))
    as amount,
  cast(case when c.units = 1 then c.base_less else mw_div(c.base_less, c.units) end
    as decimal(18,6)) as amount_less,
  c.units, c.referral as charged, c.referral_double as double_charged
from charged_items as c
join audits as a on a.account = c.account and a.store = 'US'
left join categories as k on k.account = c.account and k.msku = c.msku
where not c.is_refunded and c.referral > 0 and (k.category is not null or c.referral_double > 0)
