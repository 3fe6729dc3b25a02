-- ranged_lines: rows of date range files that stand in where no settlement shows an item's rows.
--
-- Order rows stand in where no settlement shows order rows of the item, refund rows where none
-- shows its refund: never both for one kind. A row that was deferred and is then released is told
-- twice: the last deferred one stands for the last released one of the same item and amounts.
--
-- After      settled_items later_items
-- Grain      one row of a date range file, of what Amazon fulfilled
-- Units      `units` as printed; amounts signed as printed
--
-- name: table
with shown as (
  select r.account, r.order_id, r.msku, r.type as kind, r.transaction_date as day, r.currency,
    coalesce(r.units, 0) as units, coalesce(r.product_sales, 0) as principal,
    coalesce(r.promotional_rebates, 0) as promotion, coalesce(r.selling_fees, 0) as commission,
    coalesce(r.fba_fees, 0) as fulfilment_fee, coalesce(r.status, '') = 'deferred' as is_deferred,
    r.source, r.line
  from transactions as r
  left join settled_items as k on k.account = r.account and k.order_id = r.order_id
    and k.msku = r.msku and r.type = 'Order'
  left join later_items as l on l.account = r.account and l.order_id = r.order_id
    and l.msku = r.msku and l.is_refunded and r.type = 'Refund'
  where r.type in ('Order', 'Refund') and r.order_id is not null and r.msku is not null
    and r.order_id not like 'S0%' and coalesce(r.fulfillment, 'Amazon') = 'Amazon'
    and k.account is null and l.account is null
), waiting as (
  select account, order_id, msku, kind from shown where is_deferred
  group by account, order_id, msku, kind
), numbered as (
  select s.*, row_number() over (partition by s.account, s.order_id, s.msku, s.kind, s.currency,
    s.units, s.principal, s.promotion, s.commission, s.fulfilment_fee, s.is_deferred
    order by s.day desc, s.source, s.line) as place
  from shown as s
  join waiting as w on w.account = s.account and w.order_id = s.order_id and w.msku = s.msku
    and w.kind = s.kind
), released as (
  select r.account, r.source, r.line
  from numbered as r
  join numbered as d on d.account = r.account and d.order_id = r.order_id and d.msku = r.msku
    and d.kind = r.kind and d.currency is not distinct from r.currency and d.units = r.units
    and d.principal = r.principal and d.promotion = r.promotion and d.commission = r.commission
    and d.fulfilment_fee = r.fulfilment_fee and d.place = r.place
  where d.is_deferred and not r.is_deferred
)
select s.account, s.order_id, s.msku, s.kind, s.day, s.currency, s.units, s.principal, s.promotion,
  s.commission, s.fulfilment_fee, s.source, s.line
from shown as s
left join released as r on r.account = s.account and r.source = s.source and r.line = s.line
where r.source is null
