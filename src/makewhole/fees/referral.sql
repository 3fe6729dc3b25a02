-- referral: the referral fee of every item asked for, with and without promotions in its base.
--
-- Reads      fee_asked_referral(ask, marketplace, category, day, amount, amount_less): money of one
--            unit, price with shipping and gift wrap; amount_less after promotions (or NULL)
-- Gives      expected_referral(ask, version, expected, lowest, highest, confidence, is_claimable,
--            gap): money of one unit; expected is of amount. A claim is against highest.
-- Readings   the base before and after promotions; a minimum on which sources differ

-- name: fee_referral_bases
select ask, marketplace, category, day, amount, true as is_main from fee_asked_referral
union all
select ask, marketplace, category, day, amount_less, false
from fee_asked_referral
where amount_less <> amount;

-- name: fee_referral_readings
select b.ask, b.is_main, p.version, p.confidence, p.is_claimable, p.minimum_disputed,
       -- yen have no hundredths
       case when p.currency = 'JPY'
            then cast(cast(greatest(p.base + p.per_step * (b.amount - p.first), p.minimum)
                           as decimal(18,0)) as decimal(18,2))
            else cast(greatest(p.base + p.per_step * (b.amount - p.first), p.minimum)
                      as decimal(18,2)) end as fee
from (
  select ask, marketplace, category, day, is_main, cast(amount as decimal(18,6)) as amount
  from fee_referral_bases
) b
join fee_pieces p
  on p.marketplace = b.marketplace and p.tier = b.category
 and b.day between p.valid_from and p.valid_to
 and (p.above is null or b.amount > p.above) and (p.up_to is null or b.amount <= p.up_to)
where p.fee = 'referral' and b.amount >= 0;

-- name: expected_referral
select a.ask, r.version, r.expected,
       case when r.expected is not null then r.lowest end as lowest,
       case when r.expected is not null then r.highest end as highest,
       r.confidence,
       coalesce(r.is_claimable and r.expected is not null, false) as is_claimable,
       case when r.expected is null
            then 'no rate is held for this store, category, day and price' end as gap
from fee_asked_referral a
left join (
  select ask, max(case when is_main then version end) as version,
         max(case when is_main then fee end) as expected, min(fee) as lowest,
         max(greatest(fee, cast(minimum_disputed as decimal(18,2)))) as highest,
         max(case when is_main then confidence end) as confidence,
         min(case when is_claimable and minimum_disputed <= fee then 1 else 0 end) = 1
           as is_claimable
  from fee_referral_readings
  group by ask
) r on r.ask = a.ask;
