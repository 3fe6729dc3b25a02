-- shared: the lots every family draws on: units paid, found and returned, each row once.
--
-- name: closings
select
  account, 'paid' as role, 'cash' as bucket, approval_date as event_date, 'unit' as measure,
  cash_units as units, reimbursement_id as rank, because, fnsku, msku, asin, order_id,
  reimbursement_id, cast(null as string) as review, source, line
from payments where kind = 'payment' and cash_units > 0
union all
select
  account, 'in_kind', 'kind', approval_date, 'unit', kind_units, reimbursement_id, because,
  fnsku, msku, asin, order_id, reimbursement_id, null, source, line
from payments where kind = 'payment' and kind_units > 0
union all
select
  account, 'found', 'settled', event_date, 'unit', settled_units, reference_id,
  reason, fnsku, msku, asin,
  null, null, null, source, line
from stock_changes where code_group = 'found' and settled_units > 0
union all
select
  account, 'found', 'open', event_date, 'unit', open_units, reference_id,
  reason, fnsku, msku, asin,
  null, null, null, source, line
from stock_changes where code_group = 'found' and open_units > 0
union all
select
  account, 'returned', 'open', return_date, 'unit', units, license_plate_number, disposition,
  fnsku, msku, asin, order_id, null, case when condition = 'other' then 'owes_nothing' end,
  source, line
from returned_rows
