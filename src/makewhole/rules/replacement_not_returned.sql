-- replacement_not_returned: Amazon owes for units it replaced free of charge and never got back.
--
-- Policy     window.customer_return · valuation.post_order · cap.unit · match.returns_reach_days
-- Family     replacements
-- Needs      GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA
--            GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units replaced - units of the original order returned - units paid for the
--            replacement order, then for the original order, then without an order for this
--            cause
-- Not owed   before the waiting period is over: a late return is the main cause of clawbacks;
--            multi-channel orders (ids starting S0)
-- Review     where the returns in hand do not reach from the event to the day it may be filed
-- Evidence   the replacement row, and every returned or paid row set off against it
-- Example    1 replaced 4 March, nothing back by 4 May: 1 unit owed
--
-- name: openings
select
  r.account, r.replacement_order_id || '|' || coalesce(r.original_order_id, '') || '|' || r.msku
    || '|' || cast(r.shipment_date as string) as event_key,
  r.shipment_date as event_date, r.units, r.replacement_order_id as rank, 'replaced' as role,
  case when h.returns_from <= mw_add_days(r.shipment_date, n.returns_reach_days)
      and h.returns_to >= mw_add_days(
        least(mw_add_days(r.shipment_date, w.wait_days), a.as_of), -n.returns_reach_days)
    then null else 'returns_not_in_hand' end as review,
  f.fnsku, r.msku, r.asin, r.original_order_id as order_id,
  r.replacement_order_id as reference_id, r.source, r.line
from replacements as r
join audits as a on a.account = r.account
join numbers as n on n.account = r.account
join windows as w on w.account = r.account and w.claim_type = 'replacement_not_returned'
left join hand_reach as h on h.account = r.account
left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku
where r.units > 0 and coalesce(r.original_order_id, '') not like 'S0%'
;
-- name: doors
select account, lot, 'returned' as stage, order_id || ' ' || msku as key,
  cast(null as date) as from_day
from openings
union all
select account, lot, 'paid_replacement', reference_id || ' ' || msku, null from openings
union all
select account, lot, 'paid_original', order_id || ' ' || msku, null from openings
union all
select account, lot, 'paid_without_order', claim_type || ' ' || coalesce(fnsku, msku), event_date
from openings
;
-- name: evidence
select o.account, o.event_key, 'priced' as role, l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
where l.kind = 'Order'
