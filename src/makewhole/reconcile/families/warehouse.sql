-- warehouse: losses, damage and disposals inside Amazon's centres, set off per FNSKU.
--
-- Amazon's own count comes first: what it has reconciled is set off against what it has found
-- and paid, so that only payments and finds it has not yet counted reduce the open units.
--
-- After      reversals
-- Stages     in_kind              mirror
--            settled_found        settle newest
--            settled_found_asin   settle newest
--            settled_paid         settle
--            paid                 settle
--            found                settle
--            found_asin           settle
--            paid_early           settle
--            left_over            settle
--            ordered              settle
--            unknown              settle
--
-- name: doors
-- in_kind: a unit given in kind is booked as N; it counts once, as paid, so the N row is struck;
-- stock found under an Amazon.Found SKU is a find, and no unit given
select account, lot, 'in_kind' as stage, fnsku as key,
  cast(null as date) as from_day, cast(null as date) as to_day,
  case bucket when 'settled' then 0 else 1 end as seq, '' as place
from closings
where role = 'found' and because = 'N' and coalesce(msku, '') not like 'Amazon.Found.%'
union all
select account, lot, 'settled_paid', claim_type || ' ' || fnsku, event_date, null, 0, ''
from openings where bucket = 'settled'
union all
select account, lot, 'paid', claim_type || ' ' || fnsku, event_date, null, 0, ''
from openings where bucket = 'open'
union all
-- a row may be booked only when research is paid: up to a week after the payment
select o.account, o.lot, 'paid_early', o.claim_type || ' ' || o.fnsku,
  mw_add_days(o.event_date, -n.booked_after_payment_days), mw_add_days(o.event_date, -1), 0, ''
from openings as o join numbers as n on n.account = o.account
where o.bucket = 'open'
union all
select account, lot, 'unknown', fnsku, event_date, null, 0, ''
from openings where bucket = 'open'
;
-- name: offers
select account, lot, 'in_kind' as stage, fnsku as key, 0 as seq
from closings where role = 'in_kind' and order_id is null
  and because in ('Lost_Warehouse', 'Damaged_Warehouse', 'GeneralAdjustment', 'unknown')
union all
select p.account, p.lot, s.stage, c.claim_type || ' ' || p.fnsku, 0
from closings as p
join closes as c on c.because = p.because
cross join (values ('settled_paid'), ('paid'), ('paid_early')) as s(stage)
where p.role in ('paid', 'in_kind') and p.order_id is null
union all
select p.account, p.lot, 'left_over', p.fnsku, 0
from closings as p
join closes as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
  and c.claim_type in ('fc_lost', 'fc_damaged')
union all
select account, lot, 'unknown', fnsku, 0
from closings
where role in ('paid', 'in_kind') and order_id is null
  and because in ('GeneralAdjustment', 'unknown')
