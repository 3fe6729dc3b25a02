-- multi_channel: orders of other shops that Amazon shipped and that did not arrive as they should.
--
-- After      orders
-- Stages     paid                 settle
--            paid_without_order   settle
--
-- name: doors
select account, lot, 'paid' as stage, order_id || ' ' || msku as key, cast(null as date) as from_day
from openings
union all
select account, lot, 'paid_without_order', claim_type || ' ' || coalesce(fnsku, msku), event_date
from openings
;
-- name: offers
select account, lot, 'paid' as stage, order_id || ' ' || coalesce(msku, fnsku) as key
from closings where role in ('paid', 'in_kind') and order_id is not null
union all
select p.account, p.lot, 'paid_without_order', c.claim_type || ' ' || coalesce(p.fnsku, p.msku)
from closings as p
join closes as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
