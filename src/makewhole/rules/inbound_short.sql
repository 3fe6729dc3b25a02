-- inbound_short: Amazon owes for units of a closed shipment that it did not receive.
--
-- Policy     window.inbound · inbound.reconcile_days · valuation.pre_order · cap.unit
-- Family     inbound
-- Needs      FULFILLMENT_INBOUND_V0 | FULFILLMENT_INBOUND_2024_03_20 |
--            SC_INBOUND_SHIPMENT_CONTENTS SC_SHIPPING_QUEUE | FULFILLMENT_INBOUND_V0 |
--            FULFILLMENT_INBOUND_2024_03_20 GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units shipped - units received - units located in the shipment - extra units on a
--            shipment of the same day or on other lines of the same shipment - units paid
-- Not owed   while the shipment is not closed; units received damaged count as received
-- Review     where neither the line's received quantity nor the shipment's units located are
--            known
-- Evidence   the line, the shipment, its receipts, and every row set off against it
-- Example    20 shipped, 17 received, 1 extra unit on a sibling shipment, 1 paid: 1 unit owed
--
-- name: openings
select
  account, shipment_id || '|' || fnsku as event_key, event_date, shipped - received as units,
  shipment_id as rank, 'short' as role,
  case when not is_counted then 'received_quantity_unknown' end as review,
  fnsku, msku, asin, shipment_id, fnsku || '|' || cast(created_date as string) as sibling,
  source, line
from inbound_lines
where status = 'CLOSED' and event_date is not null and shipped > received
;
-- name: closings
select
  account, 'overage' as role, cast(null as date) as event_date, received - shipped as units,
  shipment_id as rank, fnsku, msku, asin, shipment_id,
  fnsku || '|' || cast(created_date as string) as sibling, source, line
from inbound_lines
where received > shipped and coalesce(status, '') not in ('CANCELLED', 'DELETED')
union all
-- the ledger in hand may not reach back: what the queue located beyond the lines is received all
-- the same
select s.account, 'located', null, s.located_units - l.received, s.shipment_id, null, null, null,
  s.shipment_id, null, s.queue_source, s.queue_line
from inbound_states as s
join (
  select account, shipment_id, cast(sum(shipped) as bigint) as shipped,
    cast(sum(received) as bigint) as received
  from inbound_lines group by account, shipment_id
) as l on l.account = s.account and l.shipment_id = s.shipment_id
where l.shipped = s.expected_units and s.located_units > l.received
;
-- name: doors
select account, lot, 'located' as stage, shipment_id as key, fnsku as place from openings
union all
select account, lot, 'sibling_day', sibling, shipment_id from openings
union all
select account, lot, 'sibling_shipment', shipment_id, fnsku from openings
union all
-- shipments whose day no report in hand shows may be of one day
select account, lot, 'sibling_undated', fnsku, shipment_id from openings where sibling is null
;
-- name: offers
select account, lot, 'located' as stage, shipment_id as key from closings where role = 'located'
union all
select account, lot, 'sibling_day', sibling from closings where role = 'overage'
union all
select account, lot, 'sibling_shipment', shipment_id from closings where role = 'overage'
union all
select account, lot, 'sibling_undated', fnsku
from closings where role = 'overage' and sibling is null
;
-- name: evidence
select o.account, o.event_key, 'shipment' as role, s.source, s.line
from openings as o
join inbound_states as s on s.account = o.account and s.shipment_id = o.shipment_id
union all
select o.account, o.event_key, 'received', r.source, r.line
from openings as o
join receipts as r on r.account = o.account and r.shipment_id = o.shipment_id
  and r.fnsku = o.fnsku and r.event_type = 'Receipts'
