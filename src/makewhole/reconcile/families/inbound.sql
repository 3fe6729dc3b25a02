-- inbound: shipments to Amazon: what was short or damaged, set off by extra units and payments.
--
-- Certain closings come first: what Amazon says it located in the shipment, then extra units of
-- the same FNSKU on a shipment made the same day, then extra units of the same shipment, then those
-- of shipments whose day no report shows, then payments, which name no shipment and therefore pay
-- the oldest.
--
-- After      warehouse
-- Stages     located            settle
--            sibling_day        settle
--            sibling_shipment   settle
--            sibling_undated    settle
--            paid               settle
--            unknown            settle
--
-- name: doors
select account, lot, 'paid' as stage, claim_type || ' ' || fnsku as key, event_date as from_day,
  cast(null as date) as to_day, 0 as seq, '' as place
from openings
union all
-- each line short, then damaged, the oldest line first
select o.account, o.lot, 'unknown', o.fnsku, o.event_date, null, w.place, o.shipment_id
from openings as o
join windows as w on w.account = o.account and w.claim_type = o.claim_type
;
-- name: offers
select p.account, p.lot, 'paid' as stage, c.claim_type || ' ' || p.fnsku as key, 0 as seq
from closings as p
join closes as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
union all
select account, lot, 'unknown', fnsku, 0
from closings
where role in ('paid', 'in_kind') and order_id is null
  and because in ('GeneralAdjustment', 'unknown')
