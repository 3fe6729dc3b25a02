-- order_items: one order item: what was sold and for how much, what was refunded and when.
--
-- After      item_sums item_lines fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU
-- Units      `refunded_units` are those refunded in full: a partial refund that does not reach
--            the price of a unit gives none; `replaced_units` were replaced free of charge.
--            Refunded amounts are positive. `is_sold` is false where no order row is in hand
--
-- name: table
with cited as (
  -- the row that stands for the refund: of the earliest day, the one with the price
  select account, order_id, msku, source, line
  from item_lines
  where kind = 'Refund'
  qualify row_number() over (partition by account, order_id, msku
    order by day, principal, source, line) = 1
), replaced as (
  select account, original_order_id as order_id, msku, cast(sum(units) as bigint) as units
  from replacements where units > 0
  group by account, original_order_id, msku
)
select s.account, s.order_id, s.msku, s.currency, s.units, s.principal, s.promotion, s.is_sold,
  s.refunded_principal, s.refunded_promotion, s.refunded_quantity, s.first_refund_date,
  s.last_refund_date,
  case when s.refunded_principal > 0 and s.principal > 0 and s.units > 0
    then least(s.units, mw_whole(
      cast((s.refunded_principal + n.refund_rounding) * 10000 as bigint) * s.units,
      cast(s.principal * 10000 as bigint)))
    else 0 end as refunded_units,
  coalesce(r.units, 0) as replaced_units, f.fnsku, g.asin, c.source as refund_source,
  c.line as refund_line
from item_sums as s
join numbers as n on n.account = s.account
left join cited as c on c.account = s.account and c.order_id = s.order_id and c.msku = s.msku
left join replaced as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
left join sku_of_fnsku as g on g.account = s.account and g.fnsku = f.fnsku
