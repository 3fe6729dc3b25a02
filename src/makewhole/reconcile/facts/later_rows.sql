-- later_rows: the settlement rows of order items that come after the sale: refunds, credits.
--
-- After      settled_rows
-- Grain      one settlement row that is no order row and tells of a price, a promotion or a fee
-- Units      `amount` signed as printed; `is_credit` where it gives back of the referral fee, or
--            keeps of it
--
-- name: table
select account, order_id, msku, kind, day, currency, amount, quantity, is_price, is_promotion,
  is_referral, is_fulfilment, is_referral or is_kept as is_credit, source, line
from settled_rows
where kind <> 'Order'
  and (kind = 'Refund' or (amount > 0 and (is_fulfilment or is_referral)))
