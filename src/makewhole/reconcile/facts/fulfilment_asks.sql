-- fulfilment_asks: which card, day and price the fulfilment fee of each order item hangs on.
--
-- After      sized_items
-- Grain      order item that can be asked about or was charged twice. The posting day stands in
--            where no report shows the day it left; `last_day` only of an item sent in parts
-- Units      `price` of one unit
--
-- name: table
with wanted as (
  select * from sized_items where gap is null or double_charged > 0
), left_on as (
  select account, order_id, msku, min(shipment_date) as first_day, max(shipment_date) as last_day
  from fulfilled_shipments
  where order_id is not null and msku is not null and shipment_date is not null
  group by account, order_id, msku
)
select w.account, w.order_id, w.msku, w.charge_date, w.units, w.charged, w.double_charged, w.item,
  coalesce(l.first_day, w.charge_date) as day,
  case when l.last_day <> l.first_day then l.last_day end as last_day,
  l.first_day is not null as is_ship_day,
  case when w.units = 1 then cast(w.principal as decimal(38,6))
    else mw_div(w.principal, w.units) end as price,
  w.size_source, w.size_line, w.gap
from wanted as w
left join left_on as l on l.account = w.account and l.order_id = w.order_id and l.msku = w.msku
