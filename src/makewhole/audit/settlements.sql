-- settlements: every line in an account, every statement added up, every approval followed.
--
-- Reads      settlements, settlement_lines, transactions; chart(place, account_name,
--            transaction_type, amount_type, description) with folded words, NULL fits all, a final
--            star a beginning; of an audit line_kinds, approved_lines, lots, entries, payments
-- Units      money signed as printed
--
-- name: settlement_kinds
-- the few kinds of line there are: classified once, whatever the number of lines
select k.transaction_type, k.amount_type, k.amount_description,
  coalesce(min_by(c.account_name, c.place), 'unknown') as account_name
from (
  select distinct transaction_type, amount_type, amount_description from line_kinds
) as k
left join chart as c
  on (c.transaction_type is null or c.transaction_type = mw_fold(k.transaction_type)
    or (c.transaction_type like '%*'
      and mw_fold(k.transaction_type) like replace(c.transaction_type, '*', '%')))
  and (c.amount_type is null or c.amount_type = mw_fold(k.amount_type)
    or (c.amount_type like '%*' and mw_fold(k.amount_type) like replace(c.amount_type, '*', '%')))
  and (c.description is null or c.description = mw_fold(k.amount_description)
    or (c.description like '%*'
      and mw_fold(k.amount_description) like replace(c.description, '*', '%')))
group by k.transaction_type, k.amount_type, k.amount_description
;
-- name: classified_lines
select l.account, l.settlement_id, l.posted_date, l.currency, l.amount, l.order_id, l.msku,
  k.account_name, l.transaction_type, l.amount_type, l.amount_description, l.source, l.line
from settlement_lines as l
join settlement_kinds as k
  on coalesce(k.transaction_type, '') = coalesce(l.transaction_type, '')
  and coalesce(k.amount_type, '') = coalesce(l.amount_type, '')
  and coalesce(k.amount_description, '') = coalesce(l.amount_description, '')
;
-- name: account_sums
select s.account, s.settlement_id, s.currency, k.account_name, s.transaction_type, s.amount_type,
  s.amount_description, s.amount, s.lines
from line_kinds as s
join settlement_kinds as k
  on coalesce(k.transaction_type, '') = coalesce(s.transaction_type, '')
  and coalesce(k.amount_type, '') = coalesce(s.amount_type, '')
  and coalesce(k.amount_description, '') = coalesce(s.amount_description, '')
;
-- name: chart_totals
select account, settlement_id, currency, account_name, cast(sum(amount) as decimal(18,2))
  as amount,
  cast(sum(lines) as bigint) as lines
from account_sums
group by account, settlement_id, currency, account_name
order by account, settlement_id, account_name
;
-- name: unknown_kinds
select account, transaction_type, amount_type, amount_description, currency,
  cast(sum(lines) as bigint) as lines, cast(sum(amount) as decimal(18,2)) as amount
from account_sums
where account_name = 'unknown'
group by account, transaction_type, amount_type, amount_description, currency
order by account, lines desc, transaction_type, amount_type, amount_description
;
-- name: statements_checked
with added as (
  select account, settlement_id, max(currency) as currency, sum(amount) as amount,
    cast(sum(lines) as bigint) as lines,
    sum(case when account_name = 'transfers' then amount else 0 end) as moved
  from account_sums group by account, settlement_id
), ranged as (
  select account, settlement_id, max(currency) as currency,
    sum(case when type = 'Transfer' then 0 else total end) as amount, count(*) as lines
  from transactions
  where settlement_id is not null and coalesce(status, 'released') <> 'deferred'
  group by account, settlement_id
), placed as (
  select *, lag(end_date) over (partition by account, currency order by start_date, settlement_id)
    as before
  from settlements
), named as (
  -- also those of which only a part is in hand: lines without a total, a date range file alone
  select account, settlement_id from settlements
  union select account, settlement_id from added
  union select account, settlement_id from ranged
)
select n.account, n.settlement_id, coalesce(p.currency, a.currency, r.currency) as currency,
  p.start_date, p.end_date, p.deposit_date,
  cast(p.total_amount as decimal(18,2)) as total, cast(a.amount as decimal(18,2)) as lines_total,
  a.lines, cast(a.amount - p.total_amount as decimal(18,2)) as difference,
  case
    when p.account is null and a.account is null then 'only a date range file in hand'
    when p.account is null then 'no total in hand: not added up'
    when p.complete = false then 'a row was set aside: not added up'
    when a.amount is null then 'no lines in hand'
    when a.amount = p.total_amount then 'adds up'
    else 'does not add up'
  end as balance,
  case
    when p.account is null then 'not known'
    when p.before is null then 'first in hand'
    when p.start_date < p.before then 'overlaps the one before'
    when mw_days(p.before, p.start_date) > 1 then 'days before it are missing'
    else 'joins'
  end as period,
  cast(r.amount as decimal(18,2)) as date_range_total,
  cast(r.amount - (a.amount - a.moved) as decimal(18,2)) as date_range_difference
from named as n
left join placed as p on p.account = n.account and p.settlement_id = n.settlement_id
left join added as a on a.account = n.account and a.settlement_id = n.settlement_id
left join ranged as r on r.account = n.account and r.settlement_id = n.settlement_id
order by n.account, 3, p.start_date, n.settlement_id
;
-- name: carried
-- what one settlement keeps back and the next one gives back; transfers that came back
with placed as (
  select account, settlement_id, currency, start_date, end_date, total_amount,
    coalesce(complete, true) as is_whole,
    lag(settlement_id) over w as before_id, lag(end_date) over w as before_end,
    lead(start_date) over w as next_start
  from settlements
  window w as (partition by account, currency order by start_date, settlement_id)
), kept as (
  select account, settlement_id, mw_fold(amount_description) as said, sum(amount) as amount
  from line_kinds
  where mw_fold(amount_description) in ('CURRENTRESERVEAMOUNT', 'PREVIOUSRESERVEAMOUNTBALANCE')
  group by account, settlement_id, mw_fold(amount_description)
), reserves as (
  select p.account, p.settlement_id, p.currency, p.end_date, p.next_start,
    case when mw_days(p.before_end, p.start_date) between 0 and 1 and b.account is not null
      then p.before_id end as before_id,
    coalesce(-k.amount, 0) as kept_before, coalesce(g.amount, 0) as given_back,
    coalesce(-o.amount, 0) as kept
  from placed as p
  left join placed as b on b.account = p.account and b.settlement_id = p.before_id
    and b.is_whole and p.is_whole
  left join kept as k on k.account = p.account and k.settlement_id = p.before_id
    and k.said = 'CURRENTRESERVEAMOUNT'
  left join kept as g on g.account = p.account and g.settlement_id = p.settlement_id
    and g.said = 'PREVIOUSRESERVEAMOUNTBALANCE'
  left join kept as o on o.account = p.account and o.settlement_id = p.settlement_id
    and o.said = 'CURRENTRESERVEAMOUNT'
), failed as (
  select l.account, l.settlement_id, p.currency, p.end_date, l.posted_date, l.amount, l.source,
    l.line
  from settlement_lines as l
  join placed as p on p.account = l.account and p.settlement_id = l.settlement_id
  where mw_fold(l.amount_description) like 'TRANSFEROFFUNDSUNSUCCESSFUL%' and l.amount <> 0
), sent as (
  -- the latest settlement before it that paid out just that
  select f.account, f.source, f.line, p.settlement_id
  from failed as f
  join placed as p on p.account = f.account and p.currency = f.currency
    and p.settlement_id <> f.settlement_id and p.total_amount = f.amount
    and p.end_date <= f.posted_date
  qualify row_number() over (partition by f.account, f.source, f.line
    order by p.end_date desc, p.settlement_id) = 1
)
select account, 'reserve' as kind, settlement_id, end_date, currency, before_id,
  case when before_id is not null then cast(kept_before as decimal(18,2)) end as expected,
  cast(given_back as decimal(18,2)) as amount,
  case when before_id is null then 'the settlement before it is not in hand'
    when given_back = kept_before then 'all that was kept came back'
    when given_back < kept_before then 'less came back than was kept'
    else 'more came back than was kept' end as state
from reserves
where given_back <> 0 or (before_id is not null and kept_before <> 0)
union all
select account, 'reserve', settlement_id, end_date, currency, null, cast(kept as decimal(18,2)),
  null, 'kept; the settlement after it is not in hand'
from reserves
where kept <> 0 and (next_start is null or mw_days(end_date, next_start) not between 0 and 1)
union all
select f.account, 'failed transfer', f.settlement_id, f.end_date, f.currency, s.settlement_id, null,
  cast(f.amount as decimal(18,2)),
  case when s.settlement_id is not null then 'came back, and is part of this total again'
    else 'came back; the settlement that sent it is not in hand' end
from failed as f
left join sent as s on s.account = f.account and s.source = f.source and s.line = f.line
order by 1, 5, 4, 3, 2, 8
;
-- name: deferred
-- rows that a date range file shows as deferred, and whether one shows them as released
with told as (
  select account, transaction_date, settlement_id, type, order_id, msku, currency, total,
    release_date, source, line, coalesce(status, 'released') = 'deferred' as is_deferred
  from transactions
  where total is not null and type <> 'Transfer'
), numbered as (
  -- the first deferred row of an order item and amount meets the first released one
  select *, row_number() over (
    partition by account, is_deferred, type, coalesce(order_id, ''), coalesce(msku, ''), currency,
      total
    order by transaction_date, source, line) as place
  from told
)
select d.account, d.transaction_date, d.type, d.order_id, d.msku, d.currency,
  cast(d.total as decimal(18,2)) as amount, coalesce(r.release_date, d.release_date)
    as release_date,
  r.settlement_id,
  case when r.account is not null then 'released'
    when d.release_date is null then 'deferred; no file shows its release'
    when d.release_date >= a.as_of then 'deferred; not due yet'
    else 'deferred; past the day of its release' end as state
from numbered as d
join audits as a on a.account = d.account
left join numbered as r on not r.is_deferred and r.account = d.account and r.type = d.type
  and r.place = d.place and coalesce(r.order_id, '') = coalesce(d.order_id, '')
  and coalesce(r.msku, '') = coalesce(d.msku, '') and r.currency = d.currency
  and r.total = d.total and r.transaction_date >= d.transaction_date
where d.is_deferred
order by 1, 2, 4, 5, 7
;
-- name: chain
-- every approval to the line that paid it and on to the deposit; every paid line no report row
-- explains
with paid as (
  select t.account, t.source, t.line, g.settlement_id, g.source as paid_source, g.line as paid_line
  from entries as e
  join lots as t on t.lot = e.taker and t.claim_type = 'reimb_approved_not_paid'
  join lots as g on g.lot = e.giver
)
select a.account, a.reimbursement_id, a.msku, a.approval_date as day, a.currency,
  cast(mw_div(a.cents, 100) as decimal(18,2)) as amount, p.settlement_id, s.deposit_date,
  case when p.settlement_id is not null then 'paid'
    when a.is_judged then 'approved, never paid'
    else 'settlements of its days are not all in hand' end as state
from approved_lines as a
left join paid as p on p.account = a.account and p.source = a.source and p.line = a.line
left join settlements as s on s.account = p.account and s.settlement_id = p.settlement_id
union all
select account, reimbursement_id, msku, approval_date, currency,
  cast(amount_total as decimal(18,2)), null, null, 'taken back'
from payments where kind = 'reversal'
union all
select c.account, null, c.msku, c.posted_date, c.currency, cast(c.amount as decimal(18,2)),
  c.settlement_id, s.deposit_date,
  case c.account_name when 'reversals' then 'taken back in a settlement'
    else 'paid, no report row found' end
from classified_lines as c
left join paid as p on p.account = c.account and p.paid_source = c.source and p.paid_line = c.line
left join settlements as s on s.account = c.account and s.settlement_id = c.settlement_id
where c.account_name in ('reimbursements', 'reversals') and p.account is null
order by 1, 4, 2, 3, 6
