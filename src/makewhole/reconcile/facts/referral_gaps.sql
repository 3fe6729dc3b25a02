-- referral_gaps: how many referral fees could not be judged, and for want of what.
--
-- After      referral_situations referral_answers
-- Grain      account and gap
--
-- name: table
select account, gap, cast(sum(items) as bigint) as events
from (
  select s.account, s.items,
    case when s.category is null then 'SELLER_COSTS with referral_category' else x.gap end as gap
  from referral_situations as s
  left join referral_answers as x on x.marketplace = s.marketplace and x.category = s.category
    and x.day = s.day and x.base = s.base and x.base_less = s.base_less and x.units = s.units
) as g
where gap is not null
group by account, gap
