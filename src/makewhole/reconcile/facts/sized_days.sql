-- sized_days: the measurement by which the fulfilment fees of a SKU and day are judged.
--
-- After      charged_days declared_sizes categories fnsku_of_sku
-- Grain      account, seller SKU and day of the charge, in a store whose fulfilment fees are judged
-- Units      `items` charged; `gap` says why they cannot be judged
--
-- name: table
select c.account, c.msku, c.day, c.sized as items, s.item,
  case
    when k.is_apparel then 'a rate card of clothing'
    when g.msku is not null then 'a rate card of dangerous goods'
    when s.item is null or s.weight is null then 'SELLER_MEASUREMENTS'
  end as gap
from charged_days as c
join audits as a on a.account = c.account and a.store = 'US'
left join declared_sizes as s on s.account = c.account and s.msku = c.msku
  and c.day between s.from_day and s.to_day
left join categories as k on k.account = c.account and k.msku = c.msku
left join (
  select f.account, f.msku
  from storage_fees as t
  join fnsku_of_sku as f on f.account = t.account and f.fnsku = t.fnsku
  where upper(t.dangerous_goods) not in ('', '--', 'NOT_APPLICABLE', 'NONE', 'N/A', 'NO')
  group by f.account, f.msku
) as g on g.account = c.account and g.msku = c.msku
where c.sized > 0
