-- refunds: money refunded above what the buyer was charged, set off by what Amazon paid for it.
--
-- After      orders stated_returns
-- Sees       all
-- Stages     paid   settle
--
-- name: closings
select account, 'paid' as role, approval_date as event_date, currency as measure,
  mw_cents(amount_total) as units, reimbursement_id as rank, because, fnsku, msku, asin,
  order_id, reimbursement_id, source, line
from payments
where kind = 'payment' and because = 'CustomerServiceIssue' and order_id is not null
  and amount_total > 0
;
-- name: doors
select account, lot, 'paid' as stage, measure || ' ' || order_id || ' ' || msku as key from openings
;
-- name: offers
select account, lot, 'paid' as stage, measure || ' ' || order_id || ' ' || msku as key
from closings where role = 'paid' and measure <> 'unit'
