-- removal_wrong_or_short: a removal parcel with wrong items, or with fewer units than shipped.
--
-- Policy     window.removal_other · valuation.pre_order · cap.unit
-- Family     stated_removals
-- Needs      SELLER_STATEMENTS GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units stated as missing or wrong, at most those of the parcel, less units paid
-- Not owed   units of a parcel lost or not received
-- Review     where the parcel is not in the reports in hand; units removed as unsellable
-- Evidence   the statement, the parcel's row, and every paid row set off against it
-- Example    10 shipped, 8 in the box: 2 units owed
--
-- name: openings
select
  s.account, coalesce(s.removal_order_id, '') || '|' || coalesce(s.tracking_number, '') || '|'
    || coalesce(s.fnsku, s.msku, '') || '|' || cast(s.event_date as string) as event_key,
  s.event_date, s.units,
  -- statements of one day: by parcel, then in the order in which the three kinds are heard
  coalesce(s.removal_order_id, '') || ' ' || coalesce(s.tracking_number, '~') || ' 2' as rank,
  'stated' as role,
  case when not s.is_shown then 'parcel_not_in_hand'
    when s.is_unsellable then 'unsellable_when_removed' end as review,
  s.fnsku, s.msku, s.asin, s.removal_order_id, s.tracking_number as reference_id, s.source, s.line
from stated_removals as s
left join (
  select account, removal_order_id, reference_id, coalesce(fnsku, msku) as product
  from lots
  where claim_type = 'removal_lost'
  group by account, removal_order_id, reference_id, coalesce(fnsku, msku)
) as l on l.account = s.account and l.removal_order_id = s.removal_order_id
  and l.product = s.product and l.reference_id = coalesce(s.tracking_number, l.reference_id)
where s.kind = 'removal_wrong_or_short' and s.units > 0 and l.account is null
;
-- name: evidence
select o.account, o.event_key, 'parcel_shown' as role, s.parcel_source as source,
  s.parcel_line as line
from openings as o
join stated_removals as s on s.account = o.account and s.source = o.source and s.line = o.line
where s.parcel_source is not null
