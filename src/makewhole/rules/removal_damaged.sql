-- removal_damaged: sellable units came back from Amazon damaged.
--
-- Policy     window.removal_other · valuation.pre_order · cap.unit
-- Family     stated_removals
-- Needs      SELLER_STATEMENTS GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units stated as damaged, at most those of the parcel, less units paid
-- Not owed   units removed as unsellable; units of a parcel lost or not received
-- Review     where the parcel is not in the reports in hand
-- Evidence   the statement, the parcel's row, and every paid row set off against it
-- Example    3 of 5 units damaged on delivery 4 May, 1 paid as Removal_Order_Damaged: 2 units owed
--
-- name: openings
select
  s.account, coalesce(s.removal_order_id, '') || '|' || coalesce(s.tracking_number, '') || '|'
    || coalesce(s.fnsku, s.msku, '') || '|' || cast(s.event_date as string) as event_key,
  s.event_date, s.units,
  -- statements of one day: by parcel, then in the order in which the three kinds are heard
  coalesce(s.removal_order_id, '') || ' ' || coalesce(s.tracking_number, '~') || ' 3' as rank,
  'stated' as role,
  case when not s.is_shown then 'parcel_not_in_hand' end as review,
  s.fnsku, s.msku, s.asin, s.removal_order_id, s.tracking_number as reference_id, s.source, s.line
from stated_removals as s
left join (
  select account, removal_order_id, reference_id, coalesce(fnsku, msku) as product
  from lots
  where claim_type = 'removal_lost'
  group by account, removal_order_id, reference_id, coalesce(fnsku, msku)
) as l on l.account = s.account and l.removal_order_id = s.removal_order_id
  and l.product = s.product and l.reference_id = coalesce(s.tracking_number, l.reference_id)
where s.kind = 'removal_damaged' and s.units > 0 and l.account is null
  and not s.is_unsellable
;
-- name: evidence
select o.account, o.event_key, 'parcel_shown' as role, s.parcel_source as source,
  s.parcel_line as line
from openings as o
join stated_removals as s on s.account = o.account and s.source = o.source and s.line = o.line
where s.parcel_source is not null
