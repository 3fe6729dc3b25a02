-- stated_removals: what the seller says of removal parcels, held against what left the centre.
--
-- After      fnsku_of_sku sku_of_fnsku
-- Grain      one statement; `product` is its FNSKU, or its SKU where no report shows one
-- Units      `units` at most those of the parcel that no statement of an earlier claim type has: a
--            parcel not received cannot be opened, a missing unit cannot be the damaged one. A
--            statement without tracking number speaks of what those with one leave of the order.
--            `is_shown` is false where no removal shipment row of the order and FNSKU is in hand
--
-- name: table
with said as (
  select s.account, s.kind, s.removal_order_id, s.tracking_number, s.event_date, s.units as stated,
    coalesce(s.fnsku, f.fnsku) as fnsku, coalesce(s.msku, g.msku) as msku, g.asin,
    coalesce(s.fnsku, f.fnsku, s.msku) as product, w.place, s.source, s.line
  from statements as s
  join windows as w on w.account = s.account and w.claim_type = s.kind
  left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
  left join sku_of_fnsku as g on g.account = s.account and g.fnsku = coalesce(s.fnsku, f.fnsku)
  where s.kind in ('removal_not_received', 'removal_wrong_or_short', 'removal_damaged')
    and s.units > 0
), parcels as (
  select s.account, s.removal_order_id, s.tracking_number,
    coalesce(s.fnsku, f.fnsku, s.msku) as product, cast(sum(s.units) as bigint) as units,
    max(case when upper(s.disposition) = 'SELLABLE' then 0 else 1 end) as unsellable,
    min(s.source) as source, min_by(s.line, (s.source, s.line)) as line
  from removal_shipments as s
  left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
  where s.units > 0
  group by s.account, s.removal_order_id, s.tracking_number, coalesce(s.fnsku, f.fnsku, s.msku)
), matched as (
  select d.account, d.source, d.line, cast(sum(p.units) as bigint) as shown,
    max(p.unsellable) as unsellable, min(p.source) as parcel_source,
    min_by(p.line, (p.source, p.line)) as parcel_line
  from said as d
  join parcels as p on p.account = d.account and p.removal_order_id = d.removal_order_id
    and p.product = d.product and coalesce(d.tracking_number, p.tracking_number) = p.tracking_number
  group by d.account, d.source, d.line
), heard as (
  -- what statements that name a parcel have of each removal order
  select p.account, p.removal_order_id, p.product, cast(sum(p.units) as bigint) as units
  from (
    select d.account, d.removal_order_id, d.product, least(sum(d.stated), max(m.shown)) as units
    from said as d
    join matched as m on m.account = d.account and m.source = d.source and m.line = d.line
    where d.tracking_number is not null
    group by d.account, d.removal_order_id, d.tracking_number, d.product
  ) as p
  group by p.account, p.removal_order_id, p.product
), stacked as (
  select d.*, m.shown, m.unsellable, m.parcel_source, m.parcel_line,
    coalesce(sum(d.stated) over (
      partition by d.account, d.removal_order_id, d.tracking_number, d.product
      order by d.place, d.event_date, d.source, d.line
      rows between unbounded preceding and 1 preceding), 0)
      + case when d.tracking_number is null then coalesce(h.units, 0) else 0 end as before
  from said as d
  left join heard as h on h.account = d.account and h.removal_order_id = d.removal_order_id
    and h.product = d.product
  left join matched as m on m.account = d.account and m.source = d.source and m.line = d.line
)
select account, kind, removal_order_id, tracking_number, event_date, fnsku, msku, asin, product,
  stated,
  case when shown is null then stated
    else cast(least(stated, greatest(shown - before, 0)) as bigint) end as units,
  shown is not null as is_shown, coalesce(unsellable, 0) = 1 as is_unsellable, parcel_source,
  parcel_line, source, line
from stacked
