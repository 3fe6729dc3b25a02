-- referral_asks: which category, day and sum the referral fee of each order item hangs on.
--
-- After      referred_items
-- Grain      order item that can be asked about or was charged twice
-- Units      `amount` of one unit, with shipping and gift wrap; `amount_less` after promotions
--
-- name: table
select account, order_id, msku, marketplace, category, day,
  case when units = 1 then cast(base as decimal(38,6)) else mw_div(base, units) end as amount,
  case when units = 1 then cast(base_less as decimal(38,6))
    else mw_div(base_less, units) end as amount_less,
  category_source, category_line, units, charged, double_charged
from referred_items
where category is not null or double_charged > 0
