-- settlement_error: the lines of a settlement add up to more than the total Amazon paid out.
--
-- Policy     window.fee_other · match.settlement_tolerance
-- Family     settlements
-- Needs      GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2|GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE
-- Owed       the sum of all its lines, those of reserves included, less its total
-- Not owed   a difference of rounding; a total above the lines; a settlement of which a row could
--            not
--            be read, or that has not ended: these are named as not checked
-- Review     always: a line may be missing from the download
-- Evidence   the totals row
-- Example    lines of 1,204.50, total 1,200.00: 4.50 to be judged
--
-- name: openings
select
  s.account, s.settlement_id as event_key, s.end_date as event_date, s.currency as measure,
  mw_cents(s.lines_amount - s.total_amount) as units, s.settlement_id as rank,
  'unbalanced' as role, s.settlement_id, 'charge_difference' as valuation, s.source, s.line
from settlement_sums as s
join numbers as n on n.account = s.account
where s.is_whole and s.end_date is not null
  and s.lines_amount - s.total_amount > n.settlement_tolerance
;
-- name: noted
select o.account, o.event_key,
  'Its ' || cast(s.lines as string) || ' lines add up to '
    || mw_plain(s.lines_amount) || ', its total is '
    || mw_plain(s.total_amount) || '.' as remark
from openings as o
join settlement_sums as s on s.account = o.account and s.settlement_id = o.settlement_id
;
-- name: not_checked
select account, 'a whole settlement file' as report, count(*) as events
from settlement_sums
where not is_whole or end_date is null or total_amount is null or lines_amount is null
group by account
