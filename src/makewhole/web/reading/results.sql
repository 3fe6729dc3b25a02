-- results: what pages show of the books, made once by the audit job and kept beside its number.
--
-- Reads      the canonical tables, and result_day(as_of)
-- Units      signed as in the reports: negative leaves the stock
--
-- name: life
-- one event of one FNSKU, from whatever report tells of it; `lane` is its place in the picture
select account, fnsku, day, lane, what, units, detail, place, reference, disposition, amount,
  currency, source, line
from (
  select account, fnsku, event_date as day,
    case event_type when 'Receipts' then 'received' when 'Shipments' then 'sold'
      when 'CustomerReturns' then 'returned' when 'VendorReturns' then 'removed'
      when 'WhseTransfers' then 'moved'
      else case when units < 0 then 'lost' else 'found' end end as lane,
    event_type as what, units, reason as detail, fulfillment_center as place,
    reference_id as reference, disposition, cast(null as decimal(18,4)) as amount,
    cast(null as varchar) as currency, source, line
  from ledger_events
  union all
  select account, fnsku, approval_date,
    case when amount_total < 0 or cash_units < 0 then 'taken_back' else 'paid' end,
    'Reimbursement', coalesce(cash_units, 0) + coalesce(inventory_units, 0), reason,
    cast(null as varchar), reimbursement_id, cast(null as varchar), amount_total, currency, source,
    line
  from reimbursements
  union all
  select account, fnsku, return_date, 'returned', 'Customer return report', units, reason,
    fulfillment_center, order_id, disposition, cast(null as decimal(18,4)),
    cast(null as varchar), source, line
  from returns
  union all
  select account, fnsku, shipment_date, 'removed', 'Removal shipment', -units, order_type,
    cast(null as varchar), tracking_number, disposition, cast(null as decimal(18,4)),
    cast(null as varchar), source, line
  from removal_shipments
) as every_event
where fnsku is not null and day is not null and day <= (select as_of from result_day)
order by account, fnsku, day, lane, source, line
;
-- name: flow
-- what went in and out of stock, by account, FNSKU, centre and month; each kind counted gross
select account, fnsku, fulfillment_center, cast(date_trunc('month', event_date) as date) as month,
  max(msku) as msku,
  cast(coalesce(sum(units) filter (where event_type = 'Receipts'), 0) as bigint) as received,
  cast(coalesce(-sum(units) filter (where event_type = 'Shipments'), 0) as bigint) as sold,
  cast(coalesce(sum(units) filter (where event_type = 'CustomerReturns'), 0) as bigint) as returned,
  cast(coalesce(-sum(units) filter (where event_type = 'VendorReturns'), 0) as bigint) as removed,
  cast(coalesce(sum(units) filter (where event_type = 'WhseTransfers'), 0) as bigint) as moved,
  cast(coalesce(-sum(units) filter (where is_stock and code_group = 'lost' and units < 0), 0)
    as bigint) as lost,
  cast(coalesce(sum(units) filter (where is_stock and code_group = 'found' and units > 0), 0)
    as bigint) as found,
  cast(coalesce(-sum(units) filter (where is_stock and code_group = 'damaged' and units < 0), 0)
    as bigint) as damaged,
  cast(coalesce(-sum(units) filter (where is_stock and code_group = 'disposed' and units < 0), 0)
    as bigint) as disposed,
  cast(coalesce(sum(units), 0) as bigint) as net
from (
  select e.*, c.code_group, e.event_type = 'Adjustments' as is_stock
  from ledger_events as e
  left join stock_codes as c on c.code = e.reason
  where e.event_date <= (select as_of from result_day)
) as coded
group by account, fnsku, fulfillment_center, cast(date_trunc('month', event_date) as date)
order by account, fnsku, month, fulfillment_center
;
-- name: stock
select * from stock_account order by account, fnsku, disposition, month
;
-- name: gaps
select * from stock_gaps order by all
;
-- name: orders
-- what Amazon kept for selling units, by product, month and kind of fee
select account, msku, cast(date_trunc('month', posted_date) as date) as month, currency,
  amount_description as fee, cast(count(*) as bigint) as charges, sum(amount) as amount
from settlement_lines
where amount_type = 'ItemFees' and posted_date <= (select as_of from result_day)
group by account, msku, cast(date_trunc('month', posted_date) as date), currency,
  amount_description
order by account, msku, month, fee
;
-- name: own_costs
-- what one unit costs the seller, as the seller said last for each day
select c.account, msku as sku, cost, currency,
  nullif(effective_from, date '1900-01-01') as effective_from, marketplace, f.name as file
from costs as c
join files as f on f.account = c.account and f.source = c.source
order by account, sku, effective_from nulls first, marketplace
;
-- name: own_measurements
select m.account, msku as sku,
  cast(coalesce(length_in, length_cm / 2.54) as decimal(9,3)) as length_in,
  cast(coalesce(width_in, width_cm / 2.54) as decimal(9,3)) as width_in,
  cast(coalesce(height_in, height_cm / 2.54) as decimal(9,3)) as height_in,
  cast(coalesce(weight_lb, weight_g / 453.59237) as decimal(9,3)) as weight_lb, measured_on,
  f.name as file
from measurements as m
join files as f on f.account = m.account and f.source = m.source
order by account, sku, measured_on
;
-- name: parcels
-- units of removals by parcel and who carried it
select account, tracking_number, upper(trim(carrier)) as carrier,
  cast(sum(units) as bigint) as units
from removal_shipments
where carrier is not null and tracking_number is not null
  and shipment_date <= (select as_of from result_day)
group by account, tracking_number, upper(trim(carrier))
order by account, carrier, tracking_number
;
