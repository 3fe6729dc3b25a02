-- refund: what must come back of the referral fee on every refund asked for.
--
-- Reads      fee_asked_refunds(ask, marketplace, day, referral_fee, refunded, ordered, units): the
--            referral fee charged on the whole line (positive), the principal given back and that
--            of the whole line, and the units given back (at most those ordered)
-- Gives      expected_refund(ask, version, currency, referral_back, kept, kept_highest, credit,
--            credit_lowest, confidence, is_claimable, gap): money of the line; kept takes the cap
--            per line, kept_highest per unit. A claim is against credit_lowest.

-- name: fee_refund_shares
select a.ask, p.version, p.currency, p.confidence, p.is_claimable, p.per_step, p.maximum, a.units,
       case when a.ordered > 0 then
         cast(mw_div(cast(cast(a.referral_fee as decimal(18,4))
                          * cast(least(a.refunded, a.ordered) as decimal(18,4)) as decimal(34,8)),
                     a.ordered) as decimal(18,2))
       end as referral_back
from fee_asked_refunds a
join fee_pieces p
  on p.marketplace = a.marketplace and a.day between p.valid_from and p.valid_to
where p.fee = 'refund_admin' and p.tier = '' and a.referral_fee >= 0 and a.refunded >= 0;

-- name: expected_refund
select a.ask, s.version, s.currency, s.referral_back,
       least(s.share, s.cap) as kept,
       least(s.share, s.cap * greatest(s.units, 1)) as kept_highest,
       s.referral_back - least(s.share, s.cap) as credit,
       s.referral_back - least(s.share, s.cap * greatest(s.units, 1)) as credit_lowest,
       s.confidence,
       coalesce(s.is_claimable and s.referral_back is not null, false) as is_claimable,
       case
         when s.ask is null then 'no cap is held for this store and day'
         when s.referral_back is null then 'the order has no principal'
       end as gap
from fee_asked_refunds a
left join (
  select ask, version, currency, confidence, is_claimable, referral_back, units,
         cast(referral_back * per_step as decimal(18,2)) as share,
         cast(maximum as decimal(18,2)) as cap
  from fee_refund_shares
) s on s.ask = a.ask;
