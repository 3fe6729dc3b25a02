-- journal: settlements and reimbursements as amounts per ledger account, signed as printed.
--
-- Shape      settlement_amounts: one row per settlement, account of the chart, type and description
--            reimbursement_amounts: one row per row of the reimbursements report that moves money
-- Units      amounts in the row's own currency; units negative where Amazon takes back

-- name: settlement_totals
select
  account, settlement_id, coalesce(deposit_date, end_date) as day, start_date, end_date,
  total_amount, currency, complete
from settlements
where total_amount is not null and currency is not null
  and coalesce(deposit_date, end_date) is not null
order by day, account, settlement_id;

-- name: settlement_amounts
select
  account, settlement_id, currency,
  case
    when lower(amount_type) = 'fba inventory reimbursement' then 'receivable'
    when lower(amount_description) like '%tax%' or lower(amount_type) like '%tax%' then 'tax'
    when lower(amount_description) like '%reserve%' then 'reserve'
    when lower(amount_type) like '%advertising%' or lower(transaction_type) like '%advertising%'
      then 'advertising'
    when lower(amount_type) like '%promotion%' then 'promotions'
    when lower(amount_description) like '%storage%' then 'storage'
    when lower(amount_description) like 'fba%' then 'fulfilment'
    when lower(amount_type) like '%fee%' then 'selling_fees'
    when lower(amount_type) like 'itemprice' and lower(transaction_type) like '%refund%'
      then 'refunds'
    when lower(amount_type) like 'itemprice' then 'sales'
    else 'other'
  end as ledger,
  coalesce(transaction_type, '') as transaction_type, coalesce(amount_type, '') as amount_type,
  coalesce(amount_description, '') as amount_description,
  cast(sum(amount) as decimal(18, 4)) as amount
from settlement_lines
where amount is not null
group by all
order by account, settlement_id, ledger, transaction_type, amount_type, amount_description;

-- name: reimbursement_amounts
select
  r.account, r.approval_date, r.reimbursement_id, r.case_id, r.reason, r.msku, r.fnsku, r.currency,
  r.amount_total, coalesce(r.cash_units, 0) as cash_units,
  coalesce(r.inventory_units, 0) as inventory_units, r.original_reimbursement_id,
  max_by(c.cost, coalesce(c.effective_from, date '1970-01-01')) as cost,
  r.source, r.line
from reimbursements as r
left join costs as c
  on c.account = r.account and c.currency = r.currency
  and coalesce(c.effective_from, date '1970-01-01') <= r.approval_date
  and (c.msku = r.msku or (c.msku is null and c.fnsku = r.fnsku))
where r.amount_total is not null and r.amount_total <> 0 and r.approval_date is not null
  and r.currency is not null
group by all
order by r.approval_date, r.account, r.reimbursement_id, r.source, r.line;
