-- fulfilment_gaps: how many order items the cards were not asked about, and for want of what.
--
-- After      sized_days
-- Grain      account and gap
--
-- name: table
select account, gap, cast(sum(items) as bigint) as events
from sized_days where gap is not null
group by account, gap
