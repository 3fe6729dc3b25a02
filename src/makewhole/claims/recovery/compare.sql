-- compare: a service's billed lines against the reimbursements report.
--
-- Shape      billed_judged: one row per billed line, with the payment it points at and the verdict
-- Units      amounts in the currency printed; over = the part of the billed amount with no ground

-- name: payments
select
  account, reimbursement_id, coalesce(fnsku, msku, '') as item, max(case_id) as case_id,
  min(approval_date) as approval_date, max(currency) as currency,
  cast(sum(amount_total) as decimal(18, 2)) as amount,
  cast(sum(cash_units) as bigint) as cash_units,
  cast(sum(inventory_units) as bigint) as inventory_units,
  max(fnsku) as fnsku, max(msku) as msku
from reimbursements
where reimbursement_id is not null
  and coalesce(amount_total, 0) >= 0 and coalesce(cash_units, 0) >= 0
group by account, reimbursement_id, coalesce(fnsku, msku, '');

-- A line that names no product bills the whole reimbursement.
-- name: payables
select account, reimbursement_id, item, case_id, approval_date, currency, amount, cash_units, fnsku,
  msku, sum(amount) over (partition by account, reimbursement_id) as whole_amount
from payments
union all
select account, reimbursement_id, '*' as item, max(case_id) as case_id,
  min(approval_date) as approval_date, max(currency) as currency,
  cast(sum(amount) as decimal(18, 2)) as amount, cast(sum(cash_units) as bigint) as cash_units,
  null as fnsku, null as msku, cast(sum(amount) as decimal(18, 2)) as whole_amount
from payments
group by account, reimbursement_id
having count(*) > 1;

-- name: reversals
select
  account, original_reimbursement_id as reimbursement_id, coalesce(fnsku, msku, '') as item,
  cast(-sum(amount_total) as decimal(18, 2)) as amount,
  cast(sum(inventory_units) as bigint) as units_found, min(approval_date) as approval_date
from reimbursements
where original_reimbursement_id is not null
  and (coalesce(amount_total, 0) < 0 or coalesce(cash_units, 0) < 0)
group by account, original_reimbursement_id, coalesce(fnsku, msku, '')
union all
select
  account, original_reimbursement_id, '*', cast(-sum(amount_total) as decimal(18, 2)),
  cast(sum(inventory_units) as bigint), min(approval_date)
from reimbursements
where original_reimbursement_id is not null
  and (coalesce(amount_total, 0) < 0 or coalesce(cash_units, 0) < 0)
group by account, original_reimbursement_id;

-- name: billed_matched
select
  b.*, p.account as paid_account, p.reimbursement_id as paid_id, p.item, p.case_id as paid_case_id,
  p.approval_date, p.currency as paid_currency, p.amount as paid_amount, p.whole_amount,
  p.cash_units,
  r.amount as reversed_amount, r.units_found, r.approval_date as reversed_on,
  row_number() over (
    partition by b.line
    order by case
        when b.fnsku = p.fnsku or b.msku = p.msku then 0
        when b.fnsku is null and b.msku is null and p.item = '*' then 1
        else 2 end,
      abs(p.amount - b.amount) nulls last, p.reimbursement_id, p.item
  ) as choice
from billed as b
left join payables as p
  on (b.reimbursement_id is not null and p.reimbursement_id = b.reimbursement_id
    or b.reimbursement_id is null and p.case_id = b.case_id)
  and (b.fnsku is null or p.fnsku is null or p.fnsku = b.fnsku)
left join reversals as r
  on r.account = p.account and r.reimbursement_id = p.reimbursement_id and r.item = p.item;

-- name: billed_judged
with chosen as (
  select
    *,
    coalesce(sum(amount) over (
      partition by paid_account, paid_id, item order by line
      rows between unbounded preceding and 1 preceding
    ), 0) as billed_before,
    coalesce(sum(amount) over (
      partition by paid_account, paid_id order by line
      rows between unbounded preceding and 1 preceding
    ), 0) as billed_of_whole
  from billed_matched where choice = 1
), judged as (
  select
    *,
    case
      when paid_id is null then 'not_in_reports'
      when currency is not null and currency <> paid_currency then 'other_currency'
      when billed_before >= paid_amount and billed_before > 0 then 'billed_twice'
      when billed_of_whole >= whole_amount and billed_of_whole > 0 then 'billed_twice'
      when paid_case_id is null then 'paid_by_itself'
      when reversed_amount is not null and units_found > 0 then 'units_found'
      when reversed_amount is not null then 'reversed'
      when case_id is not null and case_id <> paid_case_id then 'other_case'
      when amount > paid_amount - billed_before then 'above_payment'
      else 'in_order'
    end as verdict
  from chosen
)
select
  line, verdict, reimbursement_id, case_id, order_id, fnsku, msku, units, amount, fee,
  coalesce(currency, paid_currency) as currency, paid_id, paid_case_id, approval_date, paid_amount,
  reversed_amount, reversed_on,
  cast(case
    when verdict in ('in_order', 'not_in_reports', 'other_currency', 'other_case') then 0
    when verdict in ('units_found', 'reversed') then least(amount, reversed_amount)
    when verdict = 'above_payment' then amount - (paid_amount - billed_before)
    else amount
  end as decimal(18, 2)) as over
from judged
order by line;
