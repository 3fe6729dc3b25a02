-- referral_answers: what the cards say to every different question about a referral fee.
--
-- After      fee_asked_referral
-- Grain      store, category, day, base of the fee and units
-- Units      money of one unit: `expected` by the reading that explains most; NULL where `gap` says
--            what is missing. `confidence` 0 low to 2 high
--
-- name: table
with asked as (
  select distinct marketplace, category, day, base, base_less, units, amount, amount_less
  from referral_situations where category is not null
)
select a.marketplace, a.category, a.day, a.base, a.base_less, a.units, x.version, x.lowest,
  case when x.is_claimable then x.highest end as expected,
  case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
  case when x.gap is not null then 'a rate card: ' || x.gap
    when not x.is_claimable then 'a rate card that is certain' end as gap
from asked as a
join fee_asked_referral as q on q.marketplace = a.marketplace and q.category = a.category
  and q.day = a.day and q.amount = a.amount and q.amount_less = a.amount_less
join expected_referral as x on x.ask = q.ask
