-- reimbursements: every reimbursement row with its file, and the settlement line that paid it.
--
-- A settlement line pays a row if it stands outside Order and Refund, has the same SKU, currency
-- and amount, and a posted date from two days before the approval to ten days after it. Of several
-- alike the first row takes the first line; each line pays once.
--
-- name: rows_and_deposits
with wanted as (
  select r.*,
    row_number() over (
      partition by r.account, r.msku, r.currency, r.amount_total
      order by r.approval_date, r.reimbursement_id, r.source, r.line
    ) as place
  from reimbursements as r
),
lines as (
  select l.account, l.settlement_id, l.posted_date, l.msku, l.currency, l.amount,
    l.transaction_type, l.amount_description,
    row_number() over (
      partition by l.account, l.msku, l.currency, l.amount
      order by l.posted_date, l.settlement_id, l.source, l.line
    ) as place
  from settlement_lines as l
  where l.transaction_type not in ('Order', 'Refund')
),
paid as (
  select w.source, w.line, l.settlement_id, l.transaction_type, l.amount_description
  from wanted as w
  join lines as l
    on l.account = w.account and l.msku = w.msku and l.currency = w.currency
    and l.amount = w.amount_total and l.place = w.place
    and mw_days(w.approval_date, l.posted_date) between -2 and 10
)
select w.account, w.approval_date, w.reimbursement_id, w.case_id, w.order_id, w.reason, w.msku,
  w.fnsku, w.asin, w.currency, w.amount_per_unit, w.amount_total, w.cash_units, w.inventory_units,
  w.original_reimbursement_id, f.name as file, w.line, p.settlement_id,
  p.transaction_type, p.amount_description, s.deposit_date
from wanted as w
left join paid as p on p.source = w.source and p.line = w.line
left join settlements as s on s.account = w.account and s.settlement_id = p.settlement_id
left join book_files as f on f.account = w.account and f.source = w.source
order by w.account, w.approval_date, w.reimbursement_id, w.source, w.line
;
