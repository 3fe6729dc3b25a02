-- referral_gaps: how many order items have no category by which a referral fee could be judged.
--
-- After      referred_items
-- Grain      account
--
-- name: table
select account, count(*) as events from referred_items where category is null group by account
