-- inbound_states: where each shipment to Amazon stands; the queue's word comes first.
--
-- After      receipts
-- Grain      account and shipment
-- Units      `expected_units` and `located_units` over all lines, only where the queue prints
--            them. `event_date` is the earliest receipt, else the day the shipment was created:
--            the day of verified delivery is in no report
--
-- name: table
with told as (
  select account, shipment_id,
    max_by(upper(status), told_rank) as status,
    max(case when kind = 'queue' then created_date end) as queue_created,
    max(created_date) as created_date,
    max(case when kind = 'queue' then expected_units end) as expected_units,
    max(case when kind = 'queue' then located_units end) as located_units,
    max(case when kind = 'queue' then source end) as queue_source,
    max(case when kind = 'queue' then line end) as queue_line,
    max_by(source, told_rank) as source, max_by(line, told_rank) as line
  from (
    select *, case kind when 'queue' then 3 when 'v2024' then 1 else 2 end
      + case when status is null then -4 else 0 end as told_rank
    from inbound_shipments where shipment_id is not null
  ) as ranked
  group by account, shipment_id
), first_receipts as (
  select account, shipment_id, min(event_date) as first_day
  from receipts where event_type = 'Receipts' and units > 0 and shipment_id is not null
  group by account, shipment_id
)
select t.account, t.shipment_id, t.status, t.created_date,
  coalesce(r.first_day, t.queue_created) as event_date,
  t.expected_units, t.located_units, t.queue_source, t.queue_line, t.source, t.line
from told as t
left join first_receipts as r on r.account = t.account and r.shipment_id = t.shipment_id
