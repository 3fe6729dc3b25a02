-- fee_commission_not_credited: a refund gave back less of the referral fee than Amazon must give.
--
-- Policy     window.fee_other · fee.refund_administration · match.money_tolerance
-- Family     charges
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE
-- Owed       the referral fee of what was refunded, pro rata, less the refund administration fee,
--            less
--            what came back, less corrections; per item and day of refund
-- Not owed   what the cap of the administration fee explains, taken per line or per unit; stores
--            whose
--            cap is not known
-- Evidence   every refund row of the month that gave too little, every correction
-- Example    fee 6.00, all refunded, 4.00 came back, 1.20 may be kept: 0.80 owed
--
-- name: openings
select
  c.account, c.event_key, c.charge_date as event_date, a.currency as measure,
  mw_cents(c.owed_back - c.given) as units, c.order_id as rank, 'overcharged' as role, c.fnsku,
  c.msku, c.asin, c.order_id || ' ' || c.msku as sibling, 'charge_difference' as valuation,
  c.confidence, c.source, c.line
from refund_credits as c
join audits as a on a.account = c.account
join numbers as n on n.account = c.account
where c.owed_back - c.given > n.money_tolerance
;
-- name: evidence
select o.account, o.event_key, case f.transaction_type when 'Order' then 'charged'
  else 'credited' end
    as role, f.source, f.line
from openings as o
join fee_rows as f on f.account = o.account and f.order_id || ' ' || f.msku = o.sibling
where o.owes and f.fee in ('Commission', 'RefundCommission')
  and (f.transaction_type <> 'Refund' or f.posted_date = o.event_date)
;
-- name: cited
select distinct o.account, o.event_key, 'fees.refund_administration' as key, v.since,
  c.version || ': kept at most ' || mw_plain(c.kept_highest) || ' of ' || mw_plain(c.referral_back)
    as value, v.sources as source
from openings as o
join audits as a on a.account = o.account
join refund_credits as c on c.account = o.account and c.order_id || ' ' || c.msku = o.sibling
  and c.charge_date = o.event_date
join fee_versions as v on v.fee = 'refund_admin' and v.marketplace = a.store
  and v.version = c.version
where o.owes
;
-- name: noted
select o.account, o.event_key, cast(null as string) as reason,
  cast(count(*) as string) || case count(*) when 1 then ' refund gave' else ' refunds gave' end
    || ' too little of the referral fee back, with the cap taken per line and per unit.' as remark
from openings as o
where o.owes
group by o.account, o.event_key
;
-- name: not_checked
select account, gap as report, count(*) as events
from refund_credits
where gap is not null
group by account, gap
