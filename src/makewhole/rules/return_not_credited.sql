-- return_not_credited: Amazon owes for sellable units returned and never put into stock.
--
-- Policy     window.customer_return · valuation.post_order · cap.unit ·
--            match.return_credit_before_days · match.return_credit_after_days
-- Family     orders
-- Needs      GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA GET_LEDGER_DETAIL_VIEW_DATA
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2 |
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE | DATE_RANGE_TRANSACTIONS
--            GET_FBA_REIMBURSEMENTS_DATA
-- Owed       refunded units returned as SELLABLE - units the ledger credited from two days
--            before the return to thirty after, in the same centre, then in any - units paid
-- Not owed   until those thirty days have passed; returns of status Reimbursed; returns that
--            cover a free replacement; what the ledger in hand does not reach is not checked
-- Evidence   the return rows, the refund, the order rows that give the value, every credited or
--            paid row
-- Example    1 unit refunded 1 March, returned SELLABLE 9 March, no credit by 8 April: 1 unit
--            owed
--
-- name: openings
with sellable as (
  select r.*,
    case
      when a.as_of > mw_add_days(r.return_date, n.return_credit_after_days)
        and h.ledger_from <= r.return_date
        and h.ledger_to >= mw_add_days(r.return_date, n.return_credit_after_days)
        and r.first_refund_date is not null
      then r.judged_units else 0
    end as owed_units
  from returned_items as r
  join audits as a on a.account = r.account
  join numbers as n on n.account = r.account
  left join hand_reach as h on h.account = r.account
  where r.condition = 'sellable'
)
select
  account, order_id || '|' || msku as event_key, 'open' as bucket, true as owes,
  first_refund_date as event_date, owed_units as units, license_plate_number as rank,
  'returned_sellable' as role, fnsku, msku, asin, order_id, fulfillment_center,
  cast(return_date as string) as sibling, source, line
from sellable where owed_units > 0
union all
-- returns that cannot be owed are credited too, and take their credits first come, first served
select
  account, coalesce(order_id, '') || '|' || coalesce(msku, ''), 'unjudged', false, return_date,
  left_units - owed_units, license_plate_number, 'unjudged', fnsku, msku, asin, order_id,
  fulfillment_center, cast(return_date as string), source, line
from sellable where left_units > owed_units
;
-- name: doors
select o.account, o.lot, 'credited_in_centre' as stage,
  o.fnsku || ' ' || o.fulfillment_center as key,
  mw_add_days(cast(o.sibling as date), -n.return_credit_before_days) as from_day,
  mw_add_days(cast(o.sibling as date), n.return_credit_after_days) as to_day,
  coalesce(o.rank, '') as place, case when o.owes then 0 else 1 end as seq
from openings as o join numbers as n on n.account = o.account
union all
select o.account, o.lot, 'credited', o.fnsku,
  mw_add_days(cast(o.sibling as date), -n.return_credit_before_days),
  mw_add_days(cast(o.sibling as date), n.return_credit_after_days),
  coalesce(o.rank, ''), case when o.owes then 0 else 1 end
from openings as o join numbers as n on n.account = o.account
;
-- name: evidence
select o.account, o.event_key, case l.kind when 'Order' then 'priced' else 'refunded' end as role,
  l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
where o.owes
;
-- name: not_checked
select r.account, 'GET_LEDGER_DETAIL_VIEW_DATA' as report, count(*) as events
from returned_items as r
join audits as a on a.account = r.account
join numbers as n on n.account = r.account
left join hand_reach as h on h.account = r.account
where r.condition = 'sellable' and r.judged_units > 0
  and a.as_of > mw_add_days(r.return_date, n.return_credit_after_days)
  and not coalesce(h.ledger_from <= r.return_date
    and h.ledger_to >= mw_add_days(r.return_date, n.return_credit_after_days), false)
group by r.account
