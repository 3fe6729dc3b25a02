-- evidence: every source row a finding rests on, what it did, and how many of its units are used.
--
-- name: evidence_rows
-- opening rows, and what stood beside them
select event, role, units, source, line
from lots where side = 'ask' and (owes or units > 0) and bucket <> 'uncounted'
union all
-- what was set off; against the part Amazon itself has settled under a name of its own
select l.event,
  case when l.owes then g.role else 'settled_' || g.role end, e.units, g.source, g.line
from entries as e
join lots as l on l.lot = e.taker and l.side = 'ask'
join lots as g on g.lot = e.giver
where e.mode <> 'mark' and l.bucket <> 'uncounted'
union all
select event, 'priced', null, price_source, price_line
from findings where price_source is not null
union all
select event, role, units, source, line from exhibits
union all
select event, role, units, source, line
from doubts where source is not null
;
-- name: evidence
with summed as (
  select event, role, cast(sum(units) as bigint) as units, source, line
  from evidence_rows
  group by event, role, source, line
)
select s.event,
  array_sort(array_agg(mw_evidence(f.report, f.name, s.line, s.role, s.units))) as evidence
from summed as s
join asked as a on a.event = s.event
left join book_files as f on f.account = a.account and f.source = s.source
group by s.event
;
-- name: set_off
-- what was set off in words: "4 found, 5 paid"
select event, mw_join(parts, ', ') as words
from (
  select event, array_sort(array_agg(
    cast(units as string) || ' ' || replace(role, '_', ' '))) as parts
  from met
  group by event
) as m
