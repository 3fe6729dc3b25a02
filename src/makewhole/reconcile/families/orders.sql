-- orders: refunded order items: what did not come back, came back damaged, or was never credited.
--
-- A return both covers the refund and is the event of its own finding, so it mirrors. Payments
-- that name the order are set off before those that name none; a return that names no order only
-- throws doubt. A product of which no report shows an FNSKU goes by its SKU.
--
-- After      replacements
-- Stages     returned               mirror
--            credited_in_centre     settle
--            credited               settle
--            paid                   settle
--            paid_without_order     settle
--            return_without_order   mark
--
-- name: closings
select account, 'credited' as role, event_date, units, shipment_id as rank, fnsku, msku, asin,
  fulfillment_center, source, line
from receipts
where event_type = 'CustomerReturns' and disposition = 'SELLABLE' and units > 0
;
-- name: doors
-- within an order item in the order of the claim types' places
select o.account, o.lot, 'paid' as stage, o.order_id || ' ' || o.msku as key,
  cast(null as date) as from_day, w.place as seq, '' as place
from openings as o
join windows as w on w.account = o.account and w.claim_type = o.claim_type
where o.owes
union all
select o.account, o.lot, 'paid_without_order', coalesce(o.fnsku, o.msku), o.event_date, w.place,
  o.order_id || ' ' || o.msku
from openings as o
join windows as w on w.account = o.account and w.claim_type = o.claim_type
where o.owes
;
-- name: offers
select account, lot, 'returned' as stage, order_id || ' ' || msku as key
from closings where role = 'returned'
union all
select account, lot, 'credited_in_centre', fnsku || ' ' || fulfillment_center
from closings where role = 'credited'
union all
select account, lot, 'credited', fnsku from closings where role = 'credited'
union all
select account, lot, 'paid', order_id || ' ' || msku
from closings where role in ('paid', 'in_kind')
union all
select p.account, p.lot, 'paid_without_order', coalesce(p.fnsku, p.msku)
from closings as p
join (
  select c.because from closes as c
  where c.claim_type in
    ('return_not_received', 'return_damaged_amazon_fault', 'return_not_credited')
  group by c.because
) as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
union all
select account, lot, 'return_without_order', coalesce(fnsku, msku)
from closings where role = 'returned' and order_id is null
