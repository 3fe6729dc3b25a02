-- order_items: one order item: what was sold and for how much, what was refunded and when.
--
-- After      item_lines fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU
-- Units      `refunded_units` are those refunded in full: a partial refund that does not reach
--            the price of a unit gives none; `replaced_units` were replaced free of charge.
--            `unit_value` is price and promotion less commission and fulfilment fee, per unit,
--            to the cent, not below 0; `dearest` is the largest price of one order row.
--            Refunded amounts are positive. `is_sold` is false where no order row is in hand
--
-- name: table
with summed as (
  select account, order_id, msku, max(currency) as currency,
    cast(sum(case when kind = 'Order' then units else 0 end) as bigint) as units,
    sum(case when kind = 'Order' then principal else 0 end) as principal,
    sum(case when kind = 'Order' then promotion else 0 end) as promotion,
    sum(case when kind = 'Order' then principal + promotion + commission + fulfilment_fee
      else 0 end) as proceeds,
    max(case when kind = 'Order' then 1 else 0 end) = 1 as is_sold,
    max(case when kind = 'Order' then principal end) as dearest,
    -sum(case when kind = 'Refund' then principal else 0 end) as refunded_principal,
    -sum(case when kind = 'Refund' then promotion else 0 end) as refunded_promotion,
    cast(sum(case when kind = 'Refund' then abs(units) else 0 end) as bigint) as refunded_quantity,
    min(case when kind = 'Refund' then day end) as first_refund_date,
    max(case when kind = 'Refund' then day end) as last_refund_date
  from item_lines
  group by account, order_id, msku
), cited as (
  -- the row that stands for the refund: of the earliest day, the one with the price
  select account, order_id, msku, source, line
  from item_lines
  where kind = 'Refund'
  qualify row_number() over (partition by account, order_id, msku
    order by day, principal, source, line) = 1
), sold_in as (
  -- the row of the largest price; where nothing was sold for money, the first row
  select account, order_id, msku, source, line
  from item_lines
  where kind = 'Order' and principal > 0
  qualify row_number() over (partition by account, order_id, msku
    order by principal desc nulls last, source, line) = 1
  union all
  select l.account, l.order_id, l.msku, l.source, l.line
  from item_lines as l
  join summed as s on s.account = l.account and s.order_id = l.order_id and s.msku = l.msku
  where l.kind = 'Order' and coalesce(s.dearest, 0) <= 0
  qualify row_number() over (partition by l.account, l.order_id, l.msku
    order by l.principal desc nulls last, l.source, l.line) = 1
), replaced as (
  select account, original_order_id as order_id, msku, cast(sum(units) as bigint) as units
  from replacements where units > 0
  group by account, original_order_id, msku
)
select s.*,
  case when s.principal > 0 and s.units > 0 then least(s.units, mw_whole(
      cast((s.refunded_principal + n.refund_rounding) * 10000 as bigint) * s.units,
      cast(s.principal * 10000 as bigint)))
    else 0 end as refunded_units,
  coalesce(r.units, 0) as replaced_units,
  case when s.units > 0 then greatest(mw_round(mw_div(s.proceeds, s.units), 2), 0) end
    as unit_value,
  f.fnsku, g.asin, c.source as refund_source, c.line as refund_line, o.source as order_source,
  o.line as order_line
from summed as s
join numbers as n on n.account = s.account
left join cited as c on c.account = s.account and c.order_id = s.order_id and c.msku = s.msku
left join sold_in as o on o.account = s.account and o.order_id = s.order_id and o.msku = s.msku
left join replaced as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
left join sku_of_fnsku as g on g.account = s.account and g.fnsku = f.fnsku
