-- approved_lines: reimbursement rows that promise money, and whether it would show by now.
--
-- After      payments settled_spans
-- Grain      one reimbursement row with a positive amount: a payment or a top-up
-- Units      `cents`; `is_judged` where settlements in hand cover every day from the approval to
--            the last one on which its money may be posted, and a SKU tells which rows may be
--            its money
--
-- name: table
select p.account, p.reimbursement_id, p.order_id, p.fnsku, p.msku, p.asin, p.approval_date,
  p.currency, mw_cents(p.amount_total) as cents,
  s.from_day is not null and p.msku is not null as is_judged, p.source, p.line
from payments as p
join numbers as n on n.account = p.account
left join settled_spans as s on s.account = p.account and s.currency = p.currency
  and p.approval_date between s.from_day and s.to_day
  and mw_add_days(p.approval_date, n.posting_after_days) <= s.to_day
where p.kind <> 'reversal' and p.amount_total > 0
