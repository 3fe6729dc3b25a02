-- refund_outside_policy: a buyer was refunded after the days in which an item may be sent back.
--
-- Policy     window.customer_return · match.buyer_return_days
-- Family     refunds
-- Needs      SELLER_STATEMENTS
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2 |
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE | DATE_RANGE_TRANSACTIONS
--            GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA GET_FBA_REIMBURSEMENTS_DATA
-- Owed       nothing by right: lateness alone is no claim, so it is only reported. No report shows
--            the day of delivery; the seller states it, and the refunds posted more than those
--            days later are added up, price and promotion
-- Not owed   an item for which a finding of its own asks, or for which anything was paid or
--            replaced; the longer days of return at the end of a year are not looked at
-- Evidence   the statement, and the order and refund rows of the item
-- Example    delivered 1 March as stated, 20.00 refunded 10 April: 20.00 is reported
--
-- name: openings
with said as (
  select account, order_id, msku, max(event_date) as delivered, min(source) as source,
    min_by(line, (source, line)) as line
  from statements
  where kind = 'refund_outside_policy' and order_id is not null and msku is not null
  group by account, order_id, msku
), late as (
  select l.account, l.order_id, l.msku, l.currency, min(l.day) as first_day,
    -sum(l.principal + l.promotion) as amount, s.source, s.line
  from item_lines as l
  join said as s on s.account = l.account and s.order_id = l.order_id and s.msku = l.msku
  join numbers as n on n.account = l.account
  where l.kind = 'Refund' and l.day > mw_add_days(s.delivered, n.buyer_return_days)
  group by l.account, l.order_id, l.msku, l.currency, s.source, s.line
), own_event as (
  -- what a finding of the item still asks for
  select l.account, l.order_id, l.msku
  from lots as l
  left join (
    select taker, sum(units) as units from entries where mode <> 'mark' group by taker
  ) as e on e.taker = l.lot
  where l.side = 'ask' and l.owes and l.units > coalesce(e.units, 0)
  group by l.account, l.order_id, l.msku
), met as (
  select account, order_id, msku from payments where kind <> 'reversal'
  union
  select account, original_order_id, msku from replacements
)
select
  t.account, t.order_id || '|' || t.msku as event_key, t.first_day as event_date,
  t.currency as measure, mw_cents(t.amount) as units, t.order_id as rank, 'stated' as role,
  i.fnsku, t.msku, i.asin, t.order_id, 'charge_difference' as valuation, t.source, t.line
from late as t
join order_items as i on i.account = t.account and i.order_id = t.order_id and i.msku = t.msku
left join own_event as o on o.account = t.account and o.order_id = t.order_id and o.msku = t.msku
left join met as m on m.account = t.account and m.order_id = t.order_id and m.msku = t.msku
where t.amount > 0 and i.is_sold and o.account is null and m.account is null
  and i.refunded_principal + i.refunded_promotion <= i.principal + i.promotion
;
-- name: evidence
select o.account, o.event_key, case l.kind when 'Order' then 'charged' else 'refunded' end as role,
  l.source, l.line
from openings as o
join item_lines as l on l.account = o.account and l.order_id = o.order_id and l.msku = o.msku
