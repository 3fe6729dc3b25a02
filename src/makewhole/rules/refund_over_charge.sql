-- refund_over_charge: the buyer was refunded more than he was charged for the item.
--
-- Policy     window.customer_return · match.refund_excess
-- Family     refunds
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2 |
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE | DATE_RANGE_TRANSACTIONS
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       refunded price and promotion - charged price and promotion - what Amazon paid for a
--            customer service issue of the item
-- Not owed   a difference of rounding; where more units were refunded than sold
--            (refund_quantity_excess)
-- Review     always: no policy page promises it
-- Evidence   the order and refund rows of the item, and every paid row set off against them
-- Example    charged 20.00, refunded 25.00, 2.00 paid: 3.00 to be judged
--
-- name: openings
select
  i.account, i.order_id || '|' || i.msku as event_key, i.last_refund_date as event_date,
  i.currency as measure,
  mw_cents(i.refunded_principal + i.refunded_promotion - i.principal - i.promotion) as units,
  i.order_id as rank, 'refunded_excess' as role, i.fnsku, i.msku, i.asin, i.order_id,
  'charge_difference' as valuation, i.refund_source as source, i.refund_line as line
from order_items as i
join numbers as n on n.account = i.account
where i.first_refund_date is not null and i.is_sold
  and i.refunded_principal + i.refunded_promotion - i.principal - i.promotion > n.refund_excess
  and i.refunded_quantity <= i.units
;
-- name: evidence
select o.account, o.event_key, case l.kind when 'Order' then 'charged' else 'refunded' end as role,
  l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
