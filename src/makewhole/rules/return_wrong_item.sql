-- return_wrong_item: a customer sent back another item, an empty box, or a used or incomplete unit.
--
-- Policy     window.removal_other · window.customer_return · valuation.post_order · cap.unit
-- Family     stated_returns
-- Needs      SELLER_STATEMENTS GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       units stated as wrong, at most those the returns report shows for the order and SKU,
--            less units whose return carries or carried a finding of its own, less units paid
-- Not owed   a return Amazon marks as reimbursed; a unit stated as the wrong one of a removal;
--            where no return is in hand, a unit that a finding already asks for as not returned
-- Review     always: reports alone cannot show it
-- Evidence   the statement, the return row, and every row set off against it
-- Example    1 unit returned for order 1-1 is a brick: 1 unit to be judged
--
-- name: openings
with back as (
  select account, order_id, msku, cast(sum(
    case when lower(coalesce(status, '')) = 'reimbursed' then 0 else units end) as bigint) as units
  from returns
  group by account, order_id, msku
), said as (
  select s.account, s.order_id, coalesce(s.msku, g.msku) as msku,
    coalesce(s.fnsku, f.fnsku) as fnsku, s.event_date, s.units, s.license_plate_number,
    s.removal_order_id, s.source, s.line
  from statements as s
  left join fnsku_of_sku as f on f.account = s.account and f.msku = s.msku
  left join sku_of_fnsku as g on g.account = s.account and g.fnsku = s.fnsku
  where s.kind = 'return_wrong_item' and s.units > 0
), stacked as (
  select s.*, coalesce(sum(s.units) over (partition by s.account, s.order_id, s.msku
    order by s.event_date, s.source, s.line
    rows between unbounded preceding and 1 preceding), 0) as before
  from said as s
)
select
  s.account, coalesce(s.order_id, '') || '|' || coalesce(s.msku, '') || '|'
    || coalesce(s.license_plate_number, '') || '|' || cast(s.event_date as string) as event_key,
  s.event_date, case when b.units is null then s.units
    else least(s.units, greatest(b.units - s.before, 0)) end as units,
  s.order_id as rank, 'stated' as role,
  case when b.units is null then 'return_not_in_hand' end as review,
  s.fnsku, s.msku, s.order_id, s.removal_order_id, s.license_plate_number as reference_id,
  s.source, s.line
from stacked as s
left join back as b on b.account = s.account and b.order_id = s.order_id and b.msku = s.msku
left join (
  select account, removal_order_id, product from stated_removals
  where kind = 'removal_wrong_or_short'
  group by account, removal_order_id, product
) as w on w.account = s.account and w.removal_order_id = s.removal_order_id
  and w.product = coalesce(s.fnsku, s.msku)
where w.account is null and (b.units is null or b.units > s.before)
;
-- name: closings
-- what a finding of its own asks for already, or was paid for: the return itself, or the unit as
-- not returned, which can be the stated one only where the returns in hand show none
select l.account, 'own_event' as role, l.event_date, 'unit' as measure,
  l.units - cast(coalesce(e.units, 0) as bigint) as units, l.rank, l.msku, l.order_id, l.source,
  l.line
from lots as l
left join (
  select t.taker, sum(t.units) as units
  from entries as t
  join lots as g on g.lot = t.giver
  where t.mode <> 'mark' and g.role not in ('paid', 'in_kind')
  group by t.taker
) as e on e.taker = l.lot
left join (
  select account, order_id, msku from returns group by account, order_id, msku
) as b on b.account = l.account and b.order_id = l.order_id and b.msku = l.msku
where l.side = 'ask' and l.owes
  and (l.claim_type in ('return_damaged_amazon_fault', 'return_not_credited')
    or l.claim_type in ('return_not_received', 'replacement_not_returned') and b.account is null)
  and l.units > coalesce(e.units, 0)
;
-- name: offers
select account, lot, 'own_event' as stage, order_id || ' ' || msku as key
from closings where role = 'own_event'
;
-- name: evidence
select o.account, o.event_key, 'returned_shown' as role, r.source, r.line
from openings as o
join returns as r on r.account = o.account and r.order_id = o.order_id and r.msku = o.msku
union all
select o.account, o.event_key, 'priced', l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
where l.kind = 'Order'
