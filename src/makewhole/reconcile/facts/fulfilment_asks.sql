-- fulfilment_asks: which card, day and price the fulfilment fee of each order item hangs on.
--
-- After      charged_items declared_sizes categories
-- Grain      order item that was charged a fee. The posting day stands in where no report shows the
--            day it left; `last_day` only of an item sent in parts
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
)
select c.account, c.order_id, c.msku, c.fnsku, c.asin, c.fulfilment_date as charge_date, c.units,
  c.fulfilment as charged, c.fulfilment_double as double_charged, s.item,
  coalesce(l.first_day, c.fulfilment_date) as day,
  case when l.last_day <> l.first_day then l.last_day end as last_day,
  l.first_day is not null as is_ship_day,
  case when c.units = 1 then cast(c.principal as decimal(38,6))
    else mw_div(c.principal, c.units) end as price,
  s.source as size_source, s.line as size_line,
  case
    when k.is_apparel then 'a rate card of clothing'
    when g.fnsku is not null then 'a rate card of dangerous goods'
    when s.item is null or s.weight is null then 'SELLER_MEASUREMENTS'
  end as gap
from charged_items as c
join audits as a on a.account = c.account and a.store = 'US'
left join left_on as l on l.account = c.account and l.order_id = c.order_id and l.msku = c.msku
left join declared_sizes as s on s.account = c.account and s.msku = c.msku
  and c.fulfilment_date between s.from_day and s.to_day
left join categories as k on k.account = c.account and k.msku = c.msku
left join dangerous as g on g.account = c.account and g.fnsku = c.fnsku
where c.fulfilment > 0
