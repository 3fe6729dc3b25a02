-- charged_days: how many order items of a SKU were charged each fee on a day.
--
-- After      charged_items
-- Grain      account, seller SKU and day of the fulfilment fee (NULL: none was charged)
-- Units      `sized` items charged a fulfilment fee, `referred` items charged a referral fee and
--            not refunded
--
-- name: table
select account, msku, fulfilment_date as day,
  count(case when fulfilment > 0 then 1 end) as sized,
  count(case when not is_refunded and referral > 0 then 1 end) as referred
from charged_items
group by account, msku, fulfilment_date
