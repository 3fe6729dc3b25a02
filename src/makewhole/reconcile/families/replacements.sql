-- replacements: free replacements whose originals did not come back; they come before the refunds.
--
-- A return or payment that covers a replacement is used up: the refunded units of the same order
-- item are judged with what this family leaves.
--
-- After      removals
-- Stages     returned             settle
--            paid_replacement     settle
--            paid_original        settle
--            paid_without_order   settle
--
-- name: offers
-- the oldest returns first, of one day those that would otherwise make or settle a finding of their
-- own
select account, lot, 'returned' as stage, order_id || ' ' || msku as key,
  case when review is null then 0 else 1 end as seq
from closings where role = 'returned'
union all
select account, lot, 'paid_replacement', order_id || ' ' || msku, 0
from closings where role in ('paid', 'in_kind')
union all
select account, lot, 'paid_original', order_id || ' ' || msku, 0
from closings where role in ('paid', 'in_kind')
union all
select p.account, p.lot, 'paid_without_order', c.claim_type || ' ' || coalesce(p.fnsku, p.msku), 0
from closings as p
join closes as c on c.because = p.because
where p.role in ('paid', 'in_kind') and p.order_id is null
