-- sized_items: order items charged a fulfilment fee, with the measurement the card is asked for.
--
-- After      charged_items declared_sizes categories fnsku_of_sku
-- Grain      account, order id and seller SKU, in a store whose fulfilment fees are judged
-- Units      `gap` says why an item cannot be asked about
--
-- name: view
select c.account, c.order_id, c.msku, c.fulfilment_date as charge_date, c.units, c.principal,
  c.fulfilment as charged, c.fulfilment_double as double_charged, s.item, s.source as size_source,
  s.line as size_line,
  case
    when k.is_apparel then 'a rate card of clothing'
    when g.msku is not null then 'a rate card of dangerous goods'
    when s.item is null or s.weight is null then 'SELLER_MEASUREMENTS'
  end as gap
from charged_items as c
join audits as a on a.account = c.account and a.store = 'US'
left join declared_sizes as s on s.account = c.account and s.msku = c.msku
  and c.fulfilment_date between s.from_day and s.to_day
left join categories as k on k.account = c.account and k.msku = c.msku
left join (
  select f.account, f.msku
  from storage_fees as t
  join fnsku_of_sku as f on f.account = t.account and f.fnsku = t.fnsku
  where upper(t.dangerous_goods) not in ('', '--', 'NOT_APPLICABLE', 'NONE', 'N/A', 'NO')
  group by f.account, f.msku
) as g on g.account = c.account and g.msku = c.msku
where c.fulfilment > 0
