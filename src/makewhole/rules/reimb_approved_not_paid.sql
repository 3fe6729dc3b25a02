-- reimb_approved_not_paid: Amazon owes what it has approved and no settlement shows.
--
-- Policy     window.revaluation · case.payment_check_after_days · match.posting_before_days
--            match.posting_after_days
-- Family     payments
-- Needs      GET_FBA_REIMBURSEMENTS_DATA
--            GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE
-- Owed       the lines of a reimbursement and SKU that no settlement row outside orders and refunds
--            paid: together, one by one, or with all of the SKU approved that day
-- Not owed   lines whose days of posting are not all in settlements in hand: the money may be in
--            one that was not downloaded; lines taken back by a reversal that shows in no
--            settlement either: the two were set off. These are named as not checked
-- Review     lines approved as the settlements in hand begin: money may be posted two days earlier
-- Evidence   every line, and the settlement row that paid it
-- Example    12.50 and 7.00 approved 3 May, 12.50 posted 6 May, settlements in hand to 20 May: 7.00
--            owed
--
-- name: openings
select
  account, reimbursement_id || '|' || coalesce(msku, fnsku, '') as event_key,
  approval_date as event_date, currency as measure, cents as units, reimbursement_id as rank,
  'approved' as role, case when not is_reached then 'settlements_not_in_hand' end as review,
  fnsku, msku, asin, order_id, reimbursement_id,
  'charge_difference' as valuation,
  cast(source as string) || ' ' || cast(line as string) as sibling,
  source, line
from approved_lines
where is_judged
;
-- name: closings
with paid as (
  select t.account, t.role, t.event_date, t.reimbursement_id, t.msku, t.currency, t.source, t.line,
    g.event_date as posted_date, g.settlement_id, g.source as posted_source, g.line as posted_line
  from entries as e
  join lots as t on t.lot = e.taker
  join lots as g on g.lot = e.giver
  where e.family in ('posted_sum', 'posted_line', 'posted_day')
), of_line as (
  select a.account, a.source, a.line, a.msku, a.currency, a.cents, p.posted_date, p.settlement_id,
    p.posted_source, p.posted_line,
    case p.role when 'approved_day' then 1 else 0 end as is_late
  from approved_lines as a
  join paid as p on p.account = a.account and p.msku = a.msku and p.currency = a.currency
    and ((p.role = 'approved_sum' and p.reimbursement_id = a.reimbursement_id)
      or (p.role = 'approved_line' and p.source = a.source and p.line = a.line)
      or (p.role = 'approved_day' and p.event_date = a.approval_date))
  where a.is_judged
  qualify row_number() over (partition by a.account, a.source, a.line order by is_late) = 1
)
select account, 'posted' as role, posted_date as event_date, currency as measure, cents as units,
  settlement_id as rank, msku, settlement_id,
  cast(source as string) || ' ' || cast(line as string) as sibling,
  posted_source as source, posted_line as line
from of_line
;
-- name: doors
select account, lot, 'posted' as stage, sibling as key
from openings
;
-- name: offers
select account, lot, 'posted' as stage, sibling as key
from closings where role = 'posted' and measure <> 'row'
;
-- name: not_checked
select account,
  'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE' as report,
  count(*) as events
from approved_lines
where not is_judged
group by account
