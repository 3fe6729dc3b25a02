-- posted_sum: the lines of one reimbursement and SKU, looked for in settlements as one sum.
--
-- A settlement row outside orders and refunds pays lines of the same SKU, currency and amount, if
-- it was
-- posted within some days of the approval; each row pays once. Amazon may pay the lines of a
-- reimbursement together, one by one, or with others of the day: `posted_line` and `posted_day`
-- come after.
--
-- Stages     posted_sum   settle
--
-- name: closings
select
  s.account, 'posted' as role, s.posted_date as event_date, 'row' as measure, 1 as units,
  s.settlement_id as rank, s.msku, s.currency, s.settlement_id,
  cast(null as string) as reimbursement_id,
  s.msku || ' ' || s.currency || ' ' || cast(mw_cents(s.amount) as string) as sibling,
  s.source, s.line
from settlement_lines as s
join (
  select account, msku, currency from approved_lines where is_judged
  group by account, msku, currency
) as a on a.account = s.account and a.msku = s.msku and a.currency = s.currency
where s.transaction_type not in ('Order', 'Refund') and s.amount > 0
union all
select
  account, 'approved_sum', min(approval_date), 'row', 1, reimbursement_id, msku, currency,
  null, reimbursement_id,
  msku || ' ' || currency || ' ' || cast(cast(sum(cents) as bigint) as string),
  min(source), min_by(line, (source, line))
from approved_lines
where is_judged
group by account, reimbursement_id, msku, currency
;
-- name: doors
select c.account, c.lot, 'posted_sum' as stage, c.sibling as key,
  mw_add_days(c.event_date, -n.posting_before_days) as from_day,
  mw_add_days(c.event_date, n.posting_after_days) as to_day
from closings as c
join numbers as n on n.account = c.account
where c.role = 'approved_sum'
;
-- name: offers
select account, lot, 'posted_sum' as stage, sibling as key from closings where role = 'posted'
