-- settlement_sums: the total of each settlement and what its lines add up to.
--
-- A statement that ended by the day of the audit is added up whole: its last lines, such as what is
-- kept in reserve, may be posted on a later day.
--
-- After      line_kinds
-- Grain      account and settlement; only those that ended by the day of the audit
-- Units      money signed as printed; `is_whole` is false where a row of the statement was set
--            aside
--
-- name: table
with told as (
  select account, settlement_id, amount, lines from line_kinds
  union all
  select l.account, l.settlement_id, l.amount, 1
  from book_settlement_lines as l
  join audits as a on a.account = l.account
  where l.posted_date > a.as_of
)
select t.account, t.settlement_id, t.start_date, t.end_date, t.deposit_date, t.currency,
  t.total_amount, s.amount as lines_amount, s.lines, coalesce(t.complete, true) as is_whole,
  t.source, t.line
from settlements as t
left join (
  select account, settlement_id, sum(amount) as amount,
    cast(sum(lines) as bigint) as lines
  from told group by account, settlement_id
) as s on s.account = t.account and s.settlement_id = t.settlement_id
