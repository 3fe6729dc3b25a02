-- parcels: the tracking numbers of removals and orders.
--
-- Grain      id of a removal order or an order, and tracking number
--
-- name: tracking_numbers
select w.id, s.tracking_number
from wanted as w
join removal_shipments as s on s.removal_order_id = w.id
where s.tracking_number is not null
union
select w.id, f.tracking_number
from wanted as w
join fulfilled_shipments as f on f.order_id = w.id
where f.tracking_number is not null
order by 1, 2
;
