-- reimbursements: every reimbursement row with its file, and the settlement line that paid it.
--
-- The audit has found which lines paid which rows: together, one by one, or with all of the SKU
-- approved that day (see the rule reimb_approved_not_paid). What it has not judged yet, because the
-- settlements in hand end too soon, is paid by a line outside Order and Refund of the same SKU,
-- currency and amount, posted from two days before the approval to ten days after it, where each is
-- the other's nearest.
--
-- name: paid_judged
with paid as (
  select t.account, t.role, t.event_date, t.reimbursement_id, t.msku, t.currency, t.source, t.line,
    g.settlement_id, g.source as posted_source, g.line as posted_line
  from entries as e
  join lots as t on t.lot = e.taker
  join lots as g on g.lot = e.giver
  where e.family in ('posted_sum', 'posted_line', 'posted_day')
)
select a.account, a.source, a.line, p.settlement_id, p.posted_source, p.posted_line
from approved_lines as a
join paid as p on p.account = a.account and p.msku = a.msku and p.currency = a.currency
  and ((p.role = 'approved_sum' and p.reimbursement_id = a.reimbursement_id)
    or (p.role = 'approved_line' and p.source = a.source and p.line = a.line)
    or (p.role = 'approved_day' and p.event_date = a.approval_date))
where a.is_judged
qualify row_number() over (partition by a.account, a.source, a.line
  order by case p.role when 'approved_day' then 1 else 0 end, p.posted_source, p.posted_line) = 1
;
-- name: none_judged
select account, source, line, cast(null as string) as settlement_id,
  cast(null as bigint) as posted_source, cast(null as bigint) as posted_line
from reimbursements
where 1 = 0
;
-- name: paid_nearest
with near as (
  select r.account, r.source, r.line, l.settlement_id, l.source as posted_source,
    l.line as posted_line,
    row_number() over (
      partition by r.account, r.source, r.line
      order by abs(mw_days(r.approval_date, l.posted_date)), l.posted_date, l.source, l.line
    ) as by_row,
    row_number() over (
      partition by l.account, l.source, l.line
      order by abs(mw_days(r.approval_date, l.posted_date)), r.approval_date, r.source, r.line
    ) as by_line
  from reimbursements as r
  join settlement_lines as l
    on l.account = r.account and l.msku = r.msku and l.currency = r.currency
    and l.amount = r.amount_total and l.transaction_type not in ('Order', 'Refund')
    and mw_days(r.approval_date, l.posted_date) between -2 and 10
  left join paid_judged as known
    on known.account = r.account and known.source = r.source and known.line = r.line
  left join paid_judged as used
    on used.account = l.account and used.posted_source = l.source and used.posted_line = l.line
  where known.source is null and used.source is null
)
select account, source, line, settlement_id, posted_source, posted_line
from near
where by_row = 1 and by_line = 1
;
-- name: rows_and_deposits
with paid as (
  select * from paid_judged
  union all
  select * from paid_nearest
), said as (
  -- a record of the old layout becomes several lines
  select account, source, line, min(transaction_type) as transaction_type,
    min(amount_description) as amount_description
  from settlement_lines
  group by account, source, line
)
select w.account, w.approval_date, w.reimbursement_id, w.case_id, w.order_id, w.reason, w.msku,
  w.fnsku, w.asin, w.currency, w.amount_per_unit, w.amount_total, w.cash_units, w.inventory_units,
  w.original_reimbursement_id, f.name as file, w.line, p.settlement_id,
  l.transaction_type, l.amount_description, s.deposit_date
from reimbursements as w
left join paid as p on p.account = w.account and p.source = w.source and p.line = w.line
left join said as l
  on l.account = p.account and l.source = p.posted_source and l.line = p.posted_line
left join settlements as s on s.account = w.account and s.settlement_id = p.settlement_id
left join book_files as f on f.account = w.account and f.source = w.source
order by w.account, w.approval_date, w.reimbursement_id, w.source, w.line
;
