-- fc_disposed_unauthorised: sellable units that Amazon disposed of or gave away without an order.
--
-- Policy     window.fc_ops · wait.soft.fc_damaged_days · valuation.pre_order · cap.unit
-- Family     warehouse
-- Needs      GET_LEDGER_DETAIL_VIEW_DATA GET_FBA_REIMBURSEMENTS_DATA
--            GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA
-- Owed       sellable units disposed of - units Amazon paid as lost or damaged beyond what it
--            lost or damaged (it may dispose of what it bought) - units of the seller's own
--            disposal orders requested on or before that day
-- Not owed   disposals from any other disposition: their damage or return carries its own
--            finding
-- Review     always: a setting or a recall may cover it
-- Evidence   the disposal row, and every paid row and removal order set off against it
-- Example    5 sellable units disposed of 3 May, an order of 28 April covers 2: 3 units to be
--            judged
--
-- name: openings
select
  account, event_key, event_date, units, reference_id as rank, 'disposed' as role,
  fnsku, msku, asin, reference_id, source, line
from stock_changes where code_group = 'disposed' and disposition = 'SELLABLE'
;
-- name: closings
select
  r.account, 'ordered' as role, r.request_date as event_date, r.disposed_units as units,
  r.removal_order_id as rank, coalesce(r.fnsku, f.fnsku) as fnsku, r.msku, r.removal_order_id,
  r.source, r.line
from removal_orders as r
left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku and r.fnsku is null
where upper(r.disposition) = 'SELLABLE' and r.disposed_units > 0
;
-- name: doors
select account, lot, 'left_over' as stage, fnsku as key, cast(null as date) as to_day from openings
union all
select account, lot, 'ordered', fnsku, event_date from openings
;
-- name: offers
select account, lot, 'ordered' as stage, fnsku as key from closings where role = 'ordered'
