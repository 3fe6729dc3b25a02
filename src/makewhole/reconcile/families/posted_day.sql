-- posted_day: lines still unpaid, looked for as the sum of all of one SKU and day of approval.
--
-- After      posted_line
-- Stages     posted_day   settle
--
-- name: closings
select
  l.account, 'approved_day' as role, l.event_date, 'row' as measure, 1 as units,
  min(l.rank) as rank, l.msku, l.currency,
  l.msku || ' ' || l.currency || ' ' || cast(cast(sum(a.cents) as bigint) as string) as sibling,
  min(l.source) as source, min_by(l.line, (l.source, l.line)) as line
from lots as l
join approved_lines as a on a.account = l.account and a.source = l.source and a.line = l.line
left join entries as e on e.taker = l.lot
where l.role = 'approved_line' and e.taker is null
group by l.account, l.event_date, l.msku, l.currency
;
-- name: doors
select c.account, c.lot, 'posted_day' as stage, c.sibling as key,
  mw_add_days(c.event_date, -n.posting_before_days) as from_day,
  mw_add_days(c.event_date, n.posting_after_days) as to_day
from closings as c
join numbers as n on n.account = c.account
where c.role = 'approved_day'
;
-- name: offers
select account, lot, 'posted_day' as stage, sibling as key from closings where role = 'posted'
