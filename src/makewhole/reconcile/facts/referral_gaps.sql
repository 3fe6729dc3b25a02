-- referral_gaps: how many order items have no category by which a referral fee could be judged.
--
-- After      charged_days categories
-- Grain      account, in a store whose referral fees are judged
--
-- name: table
select c.account, cast(sum(c.referred) as bigint) as events
from charged_days as c
join audits as a on a.account = c.account and a.store = 'US'
left join categories as k on k.account = c.account and k.msku = c.msku
where c.referred > 0 and k.category is null
group by c.account
