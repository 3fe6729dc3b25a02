-- fulfilment_asks: which measurement, days and price the fulfilment fee of an order item hangs on.
--
-- After      charged_items sized_skus price_bands fee_seen
-- Grain      order item charged a fulfilment fee, in a store whose fulfilment fees are judged
-- Units      days of one `span` and prices of one `band` pay alike; `last_span` only of an item
--            sent in parts. The posting day stands in where no report shows the day it left.
--            `gap` says why the cards cannot be asked
--
-- name: view
select c.account, c.order_id, c.msku, c.fulfilment_date as charge_date, c.units,
  c.fulfilment as charged, s.item,
  case when s.msku is null then 'SELLER_MEASUREMENTS' else s.gap end as gap,
  c.first_day is not null as is_ship_day, d.span, e.span as last_span, b.band,
  s.source as size_source, s.line as size_line
from charged_items as c
left join sized_skus as s on s.account = c.account and s.msku = c.msku
  and c.fulfilment_date between s.from_day and s.to_day
left join expected_situations as d on d.marketplace = c.store
  and d.day = coalesce(c.first_day, c.fulfilment_date)
left join expected_situations as e on e.marketplace = c.store and e.day = c.last_day
left join price_bands as b on b.store = c.store and b.principal = c.principal
  and b.units = c.units
where c.store = 'US' and c.fulfilment > 0
