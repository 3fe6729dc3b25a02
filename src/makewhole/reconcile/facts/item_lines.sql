-- item_lines: the rows that tell what an order item brought and what was refunded.
--
-- Where no settlement shows an item's order rows, or its refund rows, those of date range files
-- stand in.
--
-- After      settled_rows refund_rows ranged_lines
-- Grain      one source row
-- Units      `units` sold or refunded as its principal rows print them; amounts signed as
--            printed
--
-- name: view
select account, order_id, msku, kind, day, currency,
  case when is_price then quantity else 0 end as units,
  case when is_price then amount else 0 end as principal,
  case when is_promotion then amount else 0 end as promotion, source, line
from settled_rows
where kind = 'Order'
union all
select account, order_id, msku, 'Refund', day, currency,
  case when is_price then quantity else 0 end, case when is_price then amount else 0 end,
  case when is_promotion then amount else 0 end, source, line
from refund_rows
union all
select account, order_id, msku, kind, day, currency, units, principal, promotion, source, line
from ranged_lines
