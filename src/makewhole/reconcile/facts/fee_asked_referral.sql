-- fee_asked_referral: every different question about a referral fee, asked once.
--
-- After      referral_situations
-- Prices     referral
-- Grain      store, category, day and sum of one unit
--
-- name: table
select row_number() over (order by marketplace, category, day, amount, amount_less) as ask,
  marketplace, category, day, amount, amount_less
from (
  select distinct marketplace, category, day, amount, amount_less
  from referral_situations where category is not null
) as q
