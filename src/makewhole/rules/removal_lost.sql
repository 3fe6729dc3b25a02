-- removal_lost: Amazon owes for sellable units sent back in a parcel that never arrived.
--
-- Policy     window.removal_lost · valuation.pre_order · cap.unit · match.removal_silence_days
-- Family     removals
-- Needs      GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA SELLER_TRACKING
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units of parcels the carrier lost, or on which it has been silent too long - units
--            paid
-- Not owed   disposals; unsellable units; parcels delivered or still moving
-- Evidence   the parcel's row, the carrier's word, and every paid row set off against it
-- Example    4 units shipped 2 March, last scan 5 March, 1 paid: 3 units owed
--
-- name: openings
select
  s.account, s.removal_order_id || '|' || s.tracking_number || '|' || coalesce(s.fnsku, f.fnsku, '')
    || '|' || coalesce(s.msku, '') || '|' || cast(s.shipment_date as string) as event_key,
  s.shipment_date as event_date, s.units, s.tracking_number as rank, 'parcel' as role,
  coalesce(s.fnsku, f.fnsku) as fnsku, s.msku, s.removal_order_id,
  s.tracking_number as reference_id, s.source, s.line
from removal_shipments as s
join tracking as t on t.account = s.account and t.tracking_number = s.tracking_number
join audits as a on a.account = s.account
join numbers as n on n.account = s.account
left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku and s.fnsku is null
where lower(s.order_type) = 'return' and upper(s.disposition) = 'SELLABLE' and s.units > 0
  and t.delivered_date is null and t.status is distinct from 'delivered'
  and (t.status = 'lost'
    or t.last_event_date < mw_add_days(a.as_of, -n.removal_silence_days))
;
-- name: evidence
select o.account, o.event_key, 'carrier' as role, t.source, t.line
from openings as o
join tracking as t on t.account = o.account and t.tracking_number = o.reference_id
;
-- name: not_checked
select s.account, 'SELLER_TRACKING' as report, count(*) as events
from removal_shipments as s
left join tracking as t on t.account = s.account and t.tracking_number = s.tracking_number
where lower(s.order_type) = 'return' and upper(s.disposition) = 'SELLABLE' and s.units > 0
  and t.tracking_number is null
group by s.account
