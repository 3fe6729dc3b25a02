-- return_damaged_amazon_fault: Amazon owes for returned units that it or its carrier damaged.
--
-- Policy     window.customer_return · valuation.post_order · cap.unit
-- Family     orders
-- Needs      GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2 |
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE | DATE_RANGE_TRANSACTIONS
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       refunded units returned as DAMAGED, WAREHOUSE_DAMAGED or CARRIER_DAMAGED - units
--            paid for the order, then without an order for a return
-- Not owed   customer-damaged, defective or expired units; returns of status Reimbursed; returns
--            that cover a free replacement
-- Evidence   the return rows, the refund, the order rows that give the value, and every paid row
-- Example    1 unit refunded 1 March, returned CARRIER_DAMAGED 9 March: 1 unit owed from 1 May
--
-- name: openings
select
  account, order_id || '|' || msku as event_key, first_refund_date as event_date,
  judged_units as units, order_id as rank, 'returned_damaged' as role, fnsku, msku, asin,
  order_id, source, line
from returned_items
where condition = 'damaged' and first_refund_date is not null and judged_units > 0
;
-- name: evidence
select o.account, o.event_key, case l.kind when 'Order' then 'priced' else 'refunded' end as role,
  l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
