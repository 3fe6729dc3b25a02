-- posted_line: lines that no settlement row paid together, looked for one by one.
--
-- After      posted_sum
-- Stages     posted_line   settle
--
-- name: closings
select
  a.account, 'approved_line' as role, a.approval_date as event_date, 'row' as measure, 1 as units,
  a.reimbursement_id as rank, a.msku, a.currency, a.reimbursement_id,
  a.msku || ' ' || a.currency || ' ' || cast(a.cents as string) as sibling, a.source, a.line
from approved_lines as a
left join (
  select l.account, l.reimbursement_id, l.msku, l.currency
  from entries as e
  join lots as l on l.lot = e.taker and l.role = 'approved_sum'
) as p on p.account = a.account and p.reimbursement_id = a.reimbursement_id and p.msku = a.msku
  and p.currency = a.currency
where a.is_judged and p.account is null
;
-- name: doors
select c.account, c.lot, 'posted_line' as stage, c.sibling as key,
  mw_add_days(c.event_date, -n.posting_before_days) as from_day,
  mw_add_days(c.event_date, n.posting_after_days) as to_day
from closings as c
join numbers as n on n.account = c.account
where c.role = 'approved_line'
;
-- name: offers
select account, lot, 'posted_line' as stage, sibling as key from closings where role = 'posted'
