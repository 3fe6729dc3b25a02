-- ranged_lines: rows of date range files that stand in where no settlement shows an item's rows.
--
-- Order rows stand in where no settlement shows order rows of the item, refund rows where none
-- shows its refund: never both for one kind.
--
-- After      settled_items later_items
-- Grain      one row of a date range file, of what Amazon fulfilled
-- Units      `units` as printed; amounts signed as printed
--
-- name: table
select r.account, r.order_id, r.msku, r.type as kind, r.transaction_date as day, r.currency,
  coalesce(r.units, 0) as units, coalesce(r.product_sales, 0) as principal,
  coalesce(r.promotional_rebates, 0) as promotion, coalesce(r.selling_fees, 0) as commission,
  coalesce(r.fba_fees, 0) as fulfilment_fee, r.source, r.line
from transactions as r
left join settled_items as k on k.account = r.account and k.order_id = r.order_id
  and k.msku = r.msku and r.type = 'Order'
left join later_items as l on l.account = r.account and l.order_id = r.order_id
  and l.msku = r.msku and l.is_refunded and r.type = 'Refund'
where r.type in ('Order', 'Refund') and r.order_id is not null and r.msku is not null
  and r.order_id not like 'S0%' and coalesce(r.fulfillment, 'Amazon') = 'Amazon'
  and k.account is null and l.account is null
