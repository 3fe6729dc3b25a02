-- approved_lines: reimbursement rows that promise money, and whether it would show by now.
--
-- After      payments settled_spans
-- Grain      one reimbursement row with a positive amount: a payment or a top-up
-- Units      `cents`; `is_judged` where settlements in hand cover every day from the approval to
--            the last one on which its money may be posted, a SKU tells which rows may be its
--            money, and it was not set off: taken back by a reversal that would show by now and
--            does not, so that neither amount was ever posted. `is_reached`: so do the days before
--            the approval on which it may have been posted; of the first day of a span a part lies
--            in the settlement before it
--
-- name: table
with reversals as (
  select r.account, r.original_reimbursement_id as reimbursement_id, r.msku, r.currency,
    r.amount_total, mw_add_days(r.approval_date, -n.posting_before_days) as from_day,
    mw_add_days(r.approval_date, n.posting_after_days) as to_day, r.source, r.line
  from payments as r
  join numbers as n on n.account = r.account
  join settled_spans as s on s.account = r.account and s.currency = r.currency
    and r.approval_date between s.from_day and s.to_day
    and mw_add_days(r.approval_date, n.posting_after_days) <= s.to_day
  where r.kind = 'reversal' and r.amount_total < 0
), shown as (
  select r.account, r.source, r.line
  from reversals as r
  join settlement_lines as l on l.account = r.account and l.msku = r.msku
    and l.currency = r.currency and l.amount <= r.amount_total
    and l.posted_date between r.from_day and r.to_day
    and l.transaction_type not in ('Order', 'Refund')
  group by r.account, r.source, r.line
  union
  select r.account, r.source, r.line
  from reversals as r
  join settlement_lines as l on l.account = r.account and l.msku is null
    and l.currency = r.currency and l.amount = r.amount_total
    and l.posted_date between r.from_day and r.to_day
    and l.transaction_type not in ('Order', 'Refund')
), set_off as (
  select r.account, r.reimbursement_id, r.msku, r.currency
  from reversals as r
  left join shown as s on s.account = r.account and s.source = r.source and s.line = r.line
  where s.account is null
  group by r.account, r.reimbursement_id, r.msku, r.currency
)
select p.account, p.reimbursement_id, p.order_id, p.fnsku, p.msku, p.asin, p.approval_date,
  p.currency, mw_cents(p.amount_total) as cents,
  s.from_day is not null and p.msku is not null and o.account is null as is_judged,
  mw_add_days(p.approval_date, -n.posting_before_days) > s.from_day as is_reached,
  p.source, p.line
from payments as p
join numbers as n on n.account = p.account
left join settled_spans as s on s.account = p.account and s.currency = p.currency
  and p.approval_date between s.from_day and s.to_day
  and mw_add_days(p.approval_date, n.posting_after_days) <= s.to_day
left join set_off as o on o.account = p.account and o.reimbursement_id = p.reimbursement_id
  and o.msku = p.msku and o.currency = p.currency
where p.kind <> 'reversal' and p.amount_total > 0
