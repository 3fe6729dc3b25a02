-- inbound_lines: one FNSKU of one shipment to Amazon: units declared and units received.
--
-- After      receipts inbound_states fnsku_of_sku
-- Grain      account, shipment and FNSKU; also an FNSKU that was received without being on the
--            list
-- Units      `shipped` from the interface, else from the contents file; `received` the larger of
--            Amazon's own count and the ledger's receipts; `is_counted` is false where neither
--            Amazon's count of the line nor the units located of the shipment are known
--
-- name: table
with items as (
  select i.account, i.shipment_id, coalesce(i.fnsku, f.fnsku) as fnsku, i.kind,
    cast(sum(i.shipped_units) as bigint) as shipped,
    cast(sum(i.received_units) as bigint) as received,
    min(i.msku) as msku, max(i.asin) as asin, min(i.source) as source,
    min_by(i.line, (i.source, i.line)) as line
  from inbound_items as i
  left join fnsku_of_sku as f on f.account = i.account and f.msku = i.msku and i.fnsku is null
  group by i.account, i.shipment_id, coalesce(i.fnsku, f.fnsku), i.kind
), best as (
  select account, shipment_id, fnsku,
    min_by(shipped, kind_rank) as shipped, max(received) as received, min(msku) as msku,
    max(asin) as asin, min_by(source, kind_rank) as source, min_by(line, kind_rank) as line
  from (
    select *, case kind when 'v0' then 0 when 'v2024' then 1 else 2 end as kind_rank from items
  ) as ranked
  where fnsku is not null and shipment_id is not null
  group by account, shipment_id, fnsku
), booked as (
  select account, shipment_id, fnsku, cast(sum(units) as bigint) as units, min(msku) as msku,
    max(asin) as asin, min(source) as source, min_by(line, (source, line)) as line
  from receipts
  where event_type = 'Receipts' and shipment_id is not null
  group by account, shipment_id, fnsku
), listed as (
  select account, shipment_id from best group by account, shipment_id
), joined as (
  select b.account, b.shipment_id, b.fnsku, b.msku, b.asin, b.shipped,
    greatest(coalesce(b.received, 0), coalesce(r.units, 0), 0) as received,
    b.received is not null as is_counted, b.source, b.line
  from best as b
  left join booked as r on r.account = b.account and r.shipment_id = b.shipment_id
    and r.fnsku = b.fnsku
  union all
  select r.account, r.shipment_id, r.fnsku, r.msku, r.asin, 0, greatest(r.units, 0), true,
    r.source, r.line
  from booked as r
  join listed as l on l.account = r.account and l.shipment_id = r.shipment_id
  left join best as b on b.account = r.account and b.shipment_id = r.shipment_id
    and b.fnsku = r.fnsku
  where b.fnsku is null
)
select j.account, j.shipment_id, j.fnsku, j.msku, j.asin, j.shipped, j.received,
  j.is_counted or s.located_units is not null as is_counted, s.status, s.created_date,
  s.event_date, j.source, j.line
from joined as j
left join inbound_states as s on s.account = j.account and s.shipment_id = j.shipment_id
