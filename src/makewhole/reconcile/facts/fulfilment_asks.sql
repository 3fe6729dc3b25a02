-- fulfilment_asks: which card, day and price the fulfilment fee of each order item hangs on.
--
-- After      sized_days
-- Grain      order item that can be asked about or was charged twice. The posting day stands in
--            where no report shows the day it left; `last_day` only of an item sent in parts
-- Units      `price` of one unit
--
-- name: table
with wanted as (
  select c.account, c.order_id, c.msku, c.fulfilment_date as charge_date, c.units,
    c.fulfilment as charged, c.fulfilment_double as double_charged, d.item, d.gap,
    cast(case when c.units = 1 then c.principal else mw_div(c.principal, c.units) end
      as decimal(18,6)) as price
  from charged_items as c
  join sized_days as d on d.account = c.account and d.msku = c.msku and d.day = c.fulfilment_date
  where c.fulfilment > 0 and (d.gap is null or c.fulfilment_double > 0)
), left_on as (
  select account, order_id, msku, min(shipment_date) as first_day, max(shipment_date) as last_day
  from fulfilled_shipments
  where order_id is not null and msku is not null and shipment_date is not null
  group by account, order_id, msku
)
select w.account, w.order_id, w.msku, w.charge_date, w.units, w.charged, w.double_charged, w.item,
  coalesce(l.first_day, w.charge_date) as day,
  case when l.last_day <> l.first_day then l.last_day end as last_day,
  l.first_day is not null as is_ship_day, w.price, w.gap
from wanted as w
left join left_on as l on l.account = w.account and l.order_id = w.order_id and l.msku = w.msku
