-- removals: units sent back to the seller that never arrived, or not as they should.
--
-- After      inbound
-- Stages     paid      settle
--            unknown   settle
--
-- name: doors
-- a product of which no report shows an FNSKU goes by its SKU
select account, lot, 'paid' as stage, claim_type || ' ' || coalesce(fnsku, msku) as key,
  event_date as from_day
from openings
union all
select account, lot, 'unknown', coalesce(fnsku, msku), event_date
from openings where claim_type = 'removal_lost'
;
-- name: offers
select p.account, p.lot, 'paid' as stage, c.claim_type || ' ' || coalesce(p.fnsku, p.msku) as key
from closings as p
join closes as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
union all
select account, lot, 'unknown', coalesce(fnsku, msku)
from closings
where role in ('paid', 'in_kind') and order_id is null
  and because in ('GeneralAdjustment', 'unknown')
