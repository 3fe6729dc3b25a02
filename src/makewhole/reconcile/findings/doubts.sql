-- doubts: why a person must judge an event: said by its own row, or marked by another.
--
-- name: doubts
select event, review as reason, cast(null as string) as role,
  cast(null as bigint) as units, cast(null as bigint) as source, cast(null as bigint) as line
from lots where side = 'ask' and owes and review is not null
union all
select l.event, e.stage, 'doubt', e.units, g.source, g.line
from entries as e
join lots as l on l.lot = e.taker
join lots as g on g.lot = e.giver
where e.mode = 'mark'
union all
-- of several stores, whose it is nothing tells
select l.event, 'store_unknown', null, null, null, null
from lots as l
join storeless as s on s.account = l.account and s.source = l.source and s.line = l.line
where l.side = 'ask' and l.owes
