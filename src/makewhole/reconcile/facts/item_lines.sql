-- item_lines: the rows that tell what an order item brought and what was refunded.
--
-- An order item is an order id and a seller SKU. Multi-channel orders (ids starting S0) and rows
-- the seller fulfilled himself are left out. Where no settlement shows an item's order rows, or
-- its refund rows, those of date range files stand in, never both for one kind.
--
-- Grain      one source row
-- Units      `units` sold or refunded as its principal rows print them; amounts signed as
--            printed
--
-- name: table
with settled as (
  select account, order_id, msku, transaction_type as kind, posted_date as day, currency,
    case when amount_type = 'ItemPrice' and amount_description = 'Principal'
      then coalesce(quantity_purchased, 0) else 0 end as units,
    case when amount_type = 'ItemPrice' and amount_description = 'Principal'
      then amount else 0 end as principal,
    case when amount_type = 'Promotion' and amount_description = 'Principal'
      then amount else 0 end as promotion,
    case when amount_type = 'ItemFees' and amount_description = 'Commission'
      then amount else 0 end as commission,
    case when amount_type = 'ItemFees' and amount_description = 'FBAPerUnitFulfillmentFee'
      then amount else 0 end as fulfilment_fee,
    true as is_settled, source, line
  from settlement_lines
  where transaction_type in ('Order', 'Refund') and order_id is not null and msku is not null
    and order_id not like 'S0%' and coalesce(fulfillment_id, '') <> 'MFN'
), ranged as (
  select account, order_id, msku, type as kind, transaction_date as day, currency,
    coalesce(units, 0) as units, coalesce(product_sales, 0) as principal,
    coalesce(promotional_rebates, 0) as promotion, coalesce(selling_fees, 0) as commission,
    coalesce(fba_fees, 0) as fulfilment_fee, false as is_settled, source, line
  from transactions
  where type in ('Order', 'Refund') and order_id is not null and msku is not null
    and order_id not like 'S0%' and coalesce(fulfillment, '') not in ('MFN', 'Seller')
), known as (
  select account, order_id, msku, kind from settled group by account, order_id, msku, kind
)
select * from settled
union all
select r.* from ranged as r
left join known as k on k.account = r.account and k.order_id = r.order_id and k.msku = r.msku
  and k.kind = r.kind
where k.kind is null
