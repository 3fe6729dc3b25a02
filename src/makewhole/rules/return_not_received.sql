-- return_not_received: Amazon owes for units it refunded in full and never got back.
--
-- Policy     window.customer_return · valuation.post_order · cap.unit · match.refund_rounding ·
--            match.returns_reach_days
-- Family     orders
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2 |
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE | DATE_RANGE_TRANSACTIONS
--            GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units refunded in full beyond those replaced - units returned - units paid for the
--            order, then without an order for a return
-- Not owed   partial refunds that do not reach a unit; before the waiting period is over
-- Review     where the returns in hand do not reach from the refund to the day it may be filed;
--            where a return that names no order may be the unit
-- Evidence   the refund rows, the order rows that give the value, and every returned or paid row
-- Example    2 sold at 20.00, 40.00 refunded 1 March, 1 back 9 March: 1 unit owed from 1 May
--
-- name: openings
select
  i.account, i.order_id || '|' || i.msku as event_key, i.first_refund_date as event_date,
  i.refunded_units - i.replaced_units as units, i.order_id as rank, 'refunded' as role,
  case when h.returns_from <= mw_add_days(i.first_refund_date, n.returns_reach_days)
      and h.returns_to >= mw_add_days(
        least(mw_add_days(i.first_refund_date, w.wait_days), a.as_of), -n.returns_reach_days)
    then null else 'returns_not_in_hand' end as review,
  i.fnsku, i.msku, i.asin, i.order_id, i.refund_source as source,
  i.refund_line as line
from order_items as i
join audits as a on a.account = i.account
join numbers as n on n.account = i.account
join windows as w on w.account = i.account and w.claim_type = 'return_not_received'
left join hand_reach as h on h.account = i.account
where i.first_refund_date is not null and i.is_sold and i.refunded_units > i.replaced_units
;
-- name: doors
select account, lot, 'returned' as stage, order_id || ' ' || msku as key,
  cast(null as date) as from_day, cast(null as date) as to_day
from openings
union all
select o.account, o.lot, 'return_without_order', coalesce(o.fnsku, o.msku),
  mw_add_days(o.event_date, -n.return_doubt_before_days),
  mw_add_days(o.event_date, n.return_doubt_after_days)
from openings as o join numbers as n on n.account = o.account
;
-- name: evidence
select o.account, o.event_key, case l.kind when 'Order' then 'priced' else 'refunded' end as role,
  l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
;
-- name: not_checked
select account, 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2' as report, count(*) as events
from order_items
where first_refund_date is not null and not is_sold
group by account
