-- fulfilment_gaps: how many order items the cards were not asked about, and for want of what.
--
-- After      sized_items
-- Grain      account and gap
--
-- name: table
select account, gap, count(*) as events from sized_items where gap is not null
group by account, gap
