-- sized_skus: the measurement by which the fulfilment fees of a SKU are judged, or why they cannot.
--
-- After      declared_sizes categories fnsku_of_sku
-- Grain      account, seller SKU and the days for which a measurement stands, both in; also SKUs
--            without one that another card holds for. SKUs that are not here were never measured
-- Units      `gap` says why the fees cannot be judged
--
-- name: table
with dangerous as (
  select f.account, f.msku
  from storage_fees as t
  join fnsku_of_sku as f on f.account = t.account and f.fnsku = t.fnsku
  where upper(t.dangerous_goods) not in ('', '--', 'NOT_APPLICABLE', 'NONE', 'N/A', 'NO')
  group by f.account, f.msku
), other_cards as (
  select coalesce(k.account, g.account) as account, coalesce(k.msku, g.msku) as msku,
    case when k.msku is not null then 'a rate card of clothing'
      else 'a rate card of dangerous goods' end as gap
  from (select account, msku from categories where is_apparel) as k
  full outer join dangerous as g on g.account = k.account and g.msku = k.msku
)
select coalesce(s.account, o.account) as account, coalesce(s.msku, o.msku) as msku,
  coalesce(s.from_day, date '0001-01-01') as from_day,
  coalesce(s.to_day, date '9999-12-30') as to_day, s.item,
  coalesce(o.gap, case when s.weight is null then 'SELLER_MEASUREMENTS' end) as gap, s.source,
  s.line
from (select * from declared_sizes where is_largest) as s
full outer join other_cards as o on o.account = s.account and o.msku = s.msku
