-- reversals: what Amazon took back, and which units that came back explain it.
--
-- A unit that was returned or found explains one reversal, and besides covers the loss that
-- reopens, so the explaining stages mirror. What is explained reduces the payment it took back,
-- cash before kind; what is not explained stays with the payment, because the reversal's own
-- finding asks for it.
--
-- After      shared
-- Stages     explained         mirror pool=explained
--            explained_found   mirror pool=explained
--            explained_asin    mirror pool=explained
--            taken_back        settle
--
-- name: doors
select account, lot, 'taken_back' as stage, reimbursement_id || ' ' || coalesce(msku, fnsku) as key,
  case role when 'paid' then 0 else 1 end as seq
from closings where role in ('paid', 'in_kind')
