-- refund_rows: the settlement rows of refunds of order items that Amazon fulfilled.
--
-- After      later_rows
-- Grain      one settlement row
-- Units      `amount` signed as printed; `is_credit` where it gives back of the referral fee, or
--            keeps of it
--
-- name: view
select account, order_id, msku, day, currency, amount, quantity, is_price, is_promotion, is_credit,
  source, line
from later_rows
where kind = 'Refund'
