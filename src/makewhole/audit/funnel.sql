-- funnel: how much each claim type saw, what explained it, and what is left.
--
-- name: not_checked_rows
select account, claim_type, report, cast(null as bigint) as events
from lacking
union all
select account, claim_type, report, cast(sum(events) as bigint) from partly_checked
where events > 0
group by account, claim_type, report
order by 1, 2, 3
;
-- name: seen
select f.account, f.claim_type, count(*) as events,
  cast(sum(f.units_affected) as bigint) as units_seen,
  cast(sum(f.units_compensated) as bigint) as units_explained,
  cast(sum(f.units) as bigint) as units_owed
from findings as f
group by f.account, f.claim_type
order by 1, 2
;
-- name: explained
select l.account, l.claim_type, e.stage, g.role,
  cast(sum(e.units) as bigint) as units
from entries as e
join lots as l on l.lot = e.taker and l.side = 'ask' and l.owes and l.measure = 'unit'
join lots as g on g.lot = e.giver
where e.mode <> 'mark'
group by l.account, l.claim_type, e.stage, g.role
order by 1, 2, 3, 4
;
-- name: decided
select account, claim_type, decision, currency, count(*) as events,
  cast(sum(units) as bigint) as units, cast(sum(amount) as decimal(38,2)) as amount,
  cast(sum(case when amount is null then 1 else 0 end) as bigint) as unvalued
from findings
group by account, claim_type, decision, currency
order by 1, 2, 3, 4
;
-- name: read
select account, report, count(*) as files, cast(sum(rows) as bigint) as rows_kept
from book_files
group by account, report
order by 1, 2
