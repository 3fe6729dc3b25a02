-- doubts: why a person must judge an event: said by its own row, or marked by another.
--
-- name: doubts
select account, claim_type, event_key, review as reason, cast(null as varchar) as role,
  cast(null as bigint) as units, cast(null as bigint) as source, cast(null as bigint) as line
from lots where side = 'ask' and owes and review is not null
union all
select l.account, l.claim_type, l.event_key, e.stage, 'doubt', e.units, g.source, g.line
from entries as e
join lots as l on l.lot = e.taker
join lots as g on g.lot = e.giver
where e.mode = 'mark'
