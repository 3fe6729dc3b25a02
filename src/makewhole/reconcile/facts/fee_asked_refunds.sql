-- fee_asked_refunds: every different question about a referral fee to be given back, once.
--
-- After      refund_days
-- Prices     refund
-- Grain      store, day, and the sums of the item
--
-- name: table
select row_number() over (order by marketplace, day, referral_fee, refunded, ordered, units) as
  ask,
  marketplace, day, referral_fee, refunded, ordered, units
from (
  select distinct marketplace, day, commission as referral_fee, refunded, principal as ordered,
    units
  from refund_days
  where is_judged and commission > 0
) as q
