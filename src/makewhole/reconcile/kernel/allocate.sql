-- allocate: gives each unit of the givers of one stage to the oldest taker that is open on its day.
--
-- Every taker asks for `units` on the days from `opens` to before `shuts`; every giver has
-- `units` on one day. Per key, all that is asked lies on one axis in the order of the takers;
-- what a giver places is an interval on the same axis, because it always serves the oldest open
-- one. Where nothing shuts, the place reached is a running sum reflected at what is asked so
-- far; where takers shut, each event is a clamp x -> min(high, max(low, x + shift)), clamps
-- compose, and doubling joins compose all before each event. Boundary merge then pairs the two
-- sets of intervals without ever joining them. Per key everything bears a number, its slot: the
-- engine sorts numbers in half the time of two texts.
--
-- name: moved
-- what each lot has taken in and given out before, as far as it counts in this stage
select lot, cast(sum(units_in) as bigint) as units_in, cast(sum(units_out) as bigint) as units_out
from (
  select e.taker as lot, e.units as units_in, 0 as units_out
  from entries as e cross join this_stage as s
  where e.mode <> 'mark' or e.pool = s.pool
  union all
  select e.giver, 0, e.units
  from entries as e cross join this_stage as s
  where e.mode = 'settle' or e.pool = s.pool
) as moves
group by lot
;
-- name: slots
select account, key, row_number() over (order by account, key) as slot
from stage_offers
group by account, key
;
-- name: asking
-- a key nobody gives under needs no work
select k.slot, d.account, d.lot, d.place, d.seq, d.event_date, d.rank, d.event_key, d.source,
  d.line,
  cast(d.units - coalesce(m.units_in, 0)
    - case when d.side = 'give' then coalesce(m.units_out, 0) else 0 end as bigint) as units,
  coalesce(d.from_day, date '0001-01-01') as opens,
  coalesce(mw_add_days(d.to_day, 1), date '9999-12-31') as shuts,
  d.to_day is not null as is_shut
from stage_doors as d
join slots as k on k.account = d.account and k.key = d.key
left join moved as m on m.lot = d.lot
;
-- name: takers
select slot, account, lot, units, opens, shuts, is_shut, 0 as turn, place, seq, event_date, rank,
  event_key, source, line
from asking
where units > 0
;
-- name: takers_newest
-- the same, the newest served first
select slot, account, lot, units, opens, shuts, is_shut,
  row_number() over (partition by slot order by opens, place nulls first, seq,
    event_date desc nulls last, rank desc nulls last, event_key desc nulls last,
    source desc nulls last, line desc nulls last, lot desc) as turn,
  place, seq, event_date, rank, event_key, source, line
from asking
where units > 0
;
-- name: givers
with met as (
  select slot from takers group by slot
), giving as (
  select k.slot, o.account, o.lot, o.seq, o.event_date, o.rank, o.source, o.line,
    case when o.side = 'give'
      then o.units - coalesce(m.units_in, 0) - coalesce(m.units_out, 0)
      else coalesce(m.units_in, 0) - coalesce(m.units_out, 0)
    end as units
  from stage_offers as o
  join slots as k on k.account = o.account and k.key = o.key
  join met on met.slot = k.slot
  left join moved as m on m.lot = o.lot
)
select slot, account, lot, cast(units as bigint) as units,
  coalesce(event_date, date '0001-01-01') as day, seq, rank, source, line
from giving where units > 0
;
-- name: events
-- one order for all: within a day what shuts, then takers by turn and what is older, then givers
with lines as (
  select slot, account, opens as day, 0 as kind, turn, place, seq, event_date, rank, event_key,
    source, line, lot, units, shuts
  from takers
  union all
  select slot, account, shuts, -1, 0, null, 0, null, null, null, null, null, lot, units, null
  from takers where is_shut
  union all
  select slot, account, day, 1, 0, null, seq, null, rank, null, source, line, lot, units, null
  from givers
)
select slot, account, kind, lot, units, shuts, row_number() over w as n,
  cast(sum(case when kind = 0 then units else 0 end) over w as bigint) as asked,
  cast(sum(case when kind = -1 then units else 0 end) over w as bigint) as shut,
  cast(sum(case when kind = 1 then units else 0 end) over w as bigint) as given
from lines
window w as (partition by slot order by day, kind, turn, place nulls first, seq,
  event_date nulls first, rank nulls first, event_key nulls first, source nulls first,
  line nulls first, lot rows between unbounded preceding and current row)
;
-- name: shape
-- how long the longest key is, how many takers stand against the order of their spans
with spans as (
  select n, shuts < max(shuts) over (partition by slot order by n
    rows between unbounded preceding and 1 preceding) and kind = 0 as is_late
  from events
)
select coalesce(max(n), 0) as longest,
  coalesce(sum(case when is_late then 1 else 0 end), 0) as unordered
from spans
;
-- name: placed
-- where on the axis each giver's units lie, where no taker shuts
with reached as (
  select slot, lot, kind,
    given - units - greatest(0, coalesce(max(given - asked) over (partition by slot order by n
      rows between unbounded preceding and 1 preceding), 0)) as low,
    given - greatest(0, max(given - asked) over (partition by slot order by n
      rows between unbounded preceding and current row)) as high
  from events
)
select slot, lot, low, high from reached where kind = 1 and high > low
;
-- name: clamps
select slot, n, kind, lot, case when kind = 1 then units else 0 end as shift,
  shut as low, asked as high
from events
;
-- name: doubled
select a.slot, a.n, a.kind, a.lot, a.shift + coalesce(p.shift, 0) as shift,
  case when p.n is null then a.low else least(a.high, greatest(a.low, p.low + a.shift)) end as low,
  case when p.n is null then a.high else least(a.high, greatest(a.low, p.high + a.shift)) end
    as high
from clamps as a
cross join doubling as d
left join clamps as p on p.slot = a.slot and p.n = a.n - d.step
;
-- name: placed_shut
-- where on the axis each giver's units lie, out of the clamps of all events before
with reached as (
  select slot, n, kind, lot, least(high, greatest(low, shift)) as high from clamps
), steps as (
  select slot, kind, lot, high,
    coalesce(lag(high) over (partition by slot order by n), 0) as low
  from reached
)
select slot, lot, low, high from steps where kind = 1 and high > low
;
-- name: pairs
-- between one end of an interval and the next, one taker and at most one giver lie on the axis
with asked as (
  select slot, account, lot, asked as high from events where kind = 0
), ends as (
  select slot, high as place, 0 as kind, high as taker_end, cast(null as bigint) as giver_end
  from asked
  union all select slot, low, 1, null, null from placed
  union all select slot, high, 2, null, high from placed
), parts as (
  select slot, place, coalesce(lag(place) over (partition by slot order by place, kind), 0) as low,
    min(taker_end) over w as taker_end, min(giver_end) over w as giver_end
  from ends
  window w as (partition by slot order by place, kind
    rows between current row and unbounded following)
)
select a.account, s.family, s.stage, s.mode, s.pool, a.lot as taker, g.lot as giver,
  cast(p.place - p.low as bigint) as units
from parts as p
join asked as a on a.slot = p.slot and a.high = p.taker_end
join placed as g on g.slot = p.slot and g.high = p.giver_end and g.low <= p.low
cross join this_stage as s
where p.place > p.low
