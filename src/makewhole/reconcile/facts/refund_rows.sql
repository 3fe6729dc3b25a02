-- refund_rows: the settlement rows of refunds of order items that Amazon fulfilled.
--
-- After      settled_rows
-- Grain      one settlement row
-- Units      `amount` signed as printed; `is_credit` where it gives back of the referral fee, or
--            keeps of it
--
-- name: table
select account, order_id, msku, day, currency, amount, quantity, is_price, is_promotion,
  is_referral or is_kept as is_credit, source, line
from settled_rows
where kind = 'Refund'
