-- fulfilment_asks: which card, day and price the fulfilment fee of each order item hangs on.
--
-- After      charged_items declared_sizes categories
-- Grain      order item and ship day; the posting day stands in where no report shows the day it
--            left.
--            An item sent in parts has its first and its last day
-- Units      `price` of one unit; `gap` says why an item cannot be asked about
--
-- name: table
with left_on as (
  select account, order_id, msku, min(shipment_date) as first_day, max(shipment_date) as last_day
  from fulfilled_shipments
  where order_id is not null and msku is not null and shipment_date is not null
  group by account, order_id, msku
), dangerous as (
  select account, fnsku from storage_fees
  where upper(dangerous_goods) not in ('', '--', 'NOT_APPLICABLE', 'NONE', 'N/A', 'NO')
  group by account, fnsku
), asked as (
  select c.account, c.order_id, c.msku, c.fnsku, c.asin, c.fulfilment_date, c.units, c.principal,
    c.fulfilment as charged, c.fulfilment_double as double_charged,
    coalesce(l.first_day, c.fulfilment_date) as first_day,
    coalesce(l.last_day, c.fulfilment_date) as last_day, l.first_day is not null as is_ship_day
  from charged_items as c
  join audits as a on a.account = c.account and a.store = 'US'
  left join left_on as l on l.account = c.account and l.order_id = c.order_id and l.msku = c.msku
), days as (
  select *, first_day as day from asked
  union all
  select *, last_day from asked where last_day <> first_day
)
select d.account, d.order_id, d.msku, d.fnsku, d.asin, d.fulfilment_date as charge_date, d.units,
  d.charged, d.double_charged, s.item, d.day, d.is_ship_day, mw_div(d.principal, d.units) as price,
  s.source as size_source, s.line as size_line,
  case
    when k.is_apparel then 'a rate card of clothing'
    when g.fnsku is not null then 'a rate card of dangerous goods'
    when s.item is null or s.weight is null then 'SELLER_MEASUREMENTS'
  end as gap
from days as d
left join declared_sizes as s on s.account = d.account and s.msku = d.msku
  and d.fulfilment_date between s.from_day and s.to_day
left join categories as k on k.account = d.account and k.msku = d.msku
left join dangerous as g on g.account = d.account and g.fnsku = d.fnsku
