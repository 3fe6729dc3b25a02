-- inbound_damaged: units of a closed shipment damaged by Amazon's carrier or at its dock.
--
-- Policy     window.inbound · valuation.pre_order · cap.unit
-- Family     inbound
-- Needs      GET_LEDGER_DETAIL_VIEW_DATA SC_SHIPPING_QUEUE | FULFILLMENT_INBOUND_V0 |
--            FULFILLMENT_INBOUND_2024_03_20 GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units received as carrier-damaged or warehouse-damaged - units paid for inbound
--            damage
-- Not owed   distributor-damaged units: the sender answers for them; receipts taken back
-- Review     always
-- Evidence   the receipt rows, the shipment, and every paid row set off against them
-- Example    2 units received CARRIER_DAMAGED, 1 paid as Damaged_Inbound: 1 unit to be judged
--
-- name: openings
-- a receipt taken back by a negative row comes off the rows of its line
with booked as (
  select *,
    cast(sum(units) over (partition by account, shipment_id, fnsku) as bigint) as net,
    cast(sum(greatest(units, 0)) over (partition by account, shipment_id, fnsku
      order by event_date, source, line
      rows between unbounded preceding and current row) as bigint) as running
  from receipts
  where event_type = 'Receipts' and disposition in ('CARRIER_DAMAGED', 'WAREHOUSE_DAMAGED')
)
select
  r.account, r.shipment_id || '|' || r.fnsku as event_key, s.event_date,
  least(r.units, r.net - (r.running - r.units)) as units,
  r.shipment_id as rank, 'received_damaged' as role, r.fnsku, r.msku, r.asin, r.shipment_id,
  case
    when s.located_units is null and coalesce(l.is_counted, false) = false
      then 'received_quantity_unknown'
  end as review,
  r.source, r.line
from booked as r
join inbound_states as s on s.account = r.account and s.shipment_id = r.shipment_id
left join inbound_lines as l on l.account = r.account and l.shipment_id = r.shipment_id
  and l.fnsku = r.fnsku
where s.status = 'CLOSED' and s.event_date is not null and r.units > 0
  and r.net > r.running - r.units
;
-- name: evidence
select o.account, o.event_key, 'shipment' as role, s.source, s.line
from openings as o
join inbound_states as s on s.account = o.account and s.shipment_id = o.shipment_id
