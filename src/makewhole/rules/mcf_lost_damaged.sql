-- mcf_lost_damaged: units of a multi-channel order that did not arrive, or not as they should.
--
-- Policy     window.mcf
-- Family     multi_channel
-- Needs      SELLER_STATEMENTS
--    GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL|GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_SALES_DATA
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units stated as lost, damaged, wrong or missing, at most those shipped for the order
--            and
--            SKU, less units paid; counted from the estimated day of arrival, else the day stated
-- Review     always: no report shows the arrival, and the value is an estimate of Amazon's
-- Evidence   the statement, the shipment rows, every row paid
-- Example    2 of 2 units of order S01-1 never arrived, 1 paid as Lost_Outbound: 1 unit to be
--            judged
--
-- name: openings
with said as (
  select s.account, s.order_id, coalesce(s.msku, g.msku) as msku,
    coalesce(s.fnsku, f.fnsku) as fnsku, s.event_date, s.units, s.source, s.line,
    coalesce(sum(s.units) over (partition by s.account, s.order_id, coalesce(s.msku, g.msku)
      order by s.event_date, s.source, s.line
      rows between unbounded preceding and 1 preceding), 0) as before
  from statements as s
  left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
  left join sku_of_fnsku as g on g.account = s.account and g.fnsku = s.fnsku
  where s.kind = 'mcf_lost_damaged' and s.units > 0
), shown as (
  -- an order may stand in both shipment reports
  select s.account, s.source, s.line, f.kind, cast(sum(f.units) as bigint) as units,
    max(f.estimated_arrival_date) as arrival_date
  from said as s
  join fulfilled_shipments as f on f.account = s.account and f.msku = s.msku
    and (f.order_id = s.order_id or f.merchant_order_id = s.order_id)
  where f.units > 0
  group by s.account, s.source, s.line, f.kind
), sent as (
  select account, source, line, max(units) as units, max(arrival_date) as arrival_date
  from shown
  group by account, source, line
)
select
  s.account, coalesce(s.order_id, '') || '|' || coalesce(s.msku, '') as event_key,
  coalesce(t.arrival_date, s.event_date) as event_date,
  case when t.units is null then s.units else least(s.units, greatest(t.units - s.before, 0)) end
    as units,
  s.order_id as rank, 'stated' as role,
  case when t.units is null then 'shipment_not_in_hand' end as review, s.fnsku, s.msku, s.order_id,
  s.source, s.line
from said as s
left join sent as t on t.account = s.account and t.source = s.source and t.line = s.line
where t.units is null or t.units > s.before
;
-- name: evidence
select o.account, o.event_key, 'shipped' as role, t.source, t.line
from openings as o
join fulfilled_shipments as t on t.account = o.account and t.msku = o.msku
  and (t.order_id = o.order_id or t.merchant_order_id = o.order_id)
