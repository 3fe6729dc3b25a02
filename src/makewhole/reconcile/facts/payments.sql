-- payments: reimbursement rows read once for every rule: payment, top-up or reversal.
--
-- After      sku_of_fnsku fnsku_of_sku
-- Grain      one reimbursement row
-- Units      `cash_units` and `kind_units` as compensation; of a reversal `cash_units` is what
--            it takes back. A row without FNSKU takes that of its SKU, one without SKU that of
--            the reimbursement or the order it names, else that of its FNSKU: under one FNSKU
--            several SKUs may lie, a top-up belongs to the SKU it tops up, and a payment for an
--            order to the SKU that was ordered
--
-- name: table
with rows_read as (
  select r.*, mw_fold(r.reason) as reason_key,
    case
      when r.amount_total < 0 or r.cash_units < 0 then 'reversal'
      when r.original_reimbursement_id is not null then 'top_up'
      else 'payment'
    end as kind
  from reimbursements as r
), originals as (
  select account, reimbursement_id, fnsku, min(msku) as msku
  from reimbursements
  where fnsku is not null and msku is not null
  group by account, reimbursement_id, fnsku
), unnamed as (
  select account, order_id, fnsku
  from reimbursements
  where msku is null and fnsku is not null and order_id is not null
  group by account, order_id, fnsku
), orders_told as (
  select account, order_id, msku from settlement_lines
  union all select account, order_id, msku from transactions
  union all select account, order_id, msku from fulfilled_shipments
  union all select account, merchant_order_id, msku from fulfilled_shipments
  union all select account, order_id, msku from orders
  union all select account, merchant_order_id, msku from orders
  union all select account, order_id, msku from statements
  union all select account, order_id, msku from returns
  union all select account, original_order_id, msku from replacements
  union all select account, replacement_order_id, msku from replacements
), ordered as (
  select u.account, u.order_id, u.fnsku, min(t.msku) as msku
  from orders_told as t
  join unnamed as u on u.account = t.account and u.order_id = t.order_id
  join fnsku_of_sku as f on f.account = t.account and f.msku = t.msku and f.fnsku = u.fnsku
  group by u.account, u.order_id, u.fnsku
)
select
  r.account, r.approval_date, r.reimbursement_id, r.case_id, r.order_id, r.reason, r.kind,
  coalesce(k.name, 'unknown') as because, k.basis,
  coalesce(r.fnsku, f.fnsku) as fnsku, coalesce(r.msku, o.msku, d.msku, s.msku) as msku,
  coalesce(r.asin, s.asin) as asin, r.currency, r.amount_per_unit, r.amount_total,
  case r.kind
    when 'payment' then greatest(coalesce(r.cash_units, 0), 0)
    when 'reversal' then abs(case when coalesce(r.cash_units, 0) = 0
      then coalesce(r.inventory_units, 0) else r.cash_units end)
    else 0
  end as cash_units,
  case when r.kind = 'payment' then greatest(coalesce(r.inventory_units, 0), 0) else 0 end
    as kind_units,
  r.original_reimbursement_id, r.source, r.line
from rows_read as r
left join known_reasons as k on k.reason_key = r.reason_key
left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku and r.fnsku is null
left join originals as o on o.account = r.account and o.fnsku = r.fnsku
  and o.reimbursement_id = r.original_reimbursement_id and r.msku is null
left join ordered as d on d.account = r.account and d.order_id = r.order_id
  and d.fnsku = r.fnsku and r.msku is null
left join sku_of_fnsku as s on s.account = r.account and s.fnsku = r.fnsku
  and (r.msku is null or r.asin is null)
