-- allocate: gives each unit of the givers of one stage to the oldest taker that is open on its day.
--
-- Every taker asks for `units` on the days from `opens` to before `shuts`; every giver has
-- `units` on one day. Per key, all that is asked lies on one axis in the order of the takers;
-- what a giver places is an interval on the same axis, because it always serves the oldest open
-- one. Where nothing shuts, the place reached is a running sum reflected at what is asked so
-- far; where takers shut, each event is a clamp x -> min(high, max(low, x + shift)), clamps
-- compose, and doubling joins compose all before each event. Boundary merge then pairs the two
-- sets of intervals without ever joining them.
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
-- name: takers
with met as (
  -- a key nobody gives under needs no work
  select account, key from stage_offers group by account, key
), asking as (
  select d.account, d.key, d.lot, d.from_day, d.to_day, d.place, d.seq, d.event_date, d.rank,
    d.event_key, d.source, d.line,
    d.units - coalesce(m.units_in, 0)
      - case when d.side = 'give' then coalesce(m.units_out, 0) else 0 end as units
  from stage_doors as d
  join met on met.account = d.account and met.key = d.key
  left join moved as m on m.lot = d.lot
)
select a.account, a.key, a.lot, cast(a.units as bigint) as units,
  coalesce(a.from_day, date '0001-01-01') as opens,
  coalesce(mw_add_days(a.to_day, 1), date '9999-12-31') as shuts,
  a.to_day is not null as is_shut,
  case when s.newest_first
    then row_number() over (partition by a.account, a.key
      order by coalesce(a.from_day, date '0001-01-01'), a.place nulls first, a.seq,
        a.event_date desc nulls last, a.rank desc nulls last, a.event_key desc nulls last,
        a.source desc nulls last, a.line desc nulls last, a.lot desc nulls last)
    else row_number() over (partition by a.account, a.key
      order by coalesce(a.from_day, date '0001-01-01'), a.place nulls first, a.seq,
        a.event_date nulls first, a.rank nulls first, a.event_key nulls first,
        a.source nulls first, a.line nulls first, a.lot)
  end as turn
from asking as a cross join this_stage as s
where a.units > 0
;
-- name: givers
with met as (
  select account, key from takers group by account, key
), giving as (
  select o.account, o.key, o.lot, o.seq, o.event_date, o.rank, o.source, o.line,
    case when o.side = 'give'
      then o.units - coalesce(m.units_in, 0) - coalesce(m.units_out, 0)
      else coalesce(m.units_in, 0) - coalesce(m.units_out, 0)
    end as units
  from stage_offers as o
  join met on met.account = o.account and met.key = o.key
  left join moved as m on m.lot = o.lot
)
select account, key, lot, cast(units as bigint) as units,
  coalesce(event_date, date '0001-01-01') as day,
  row_number() over (partition by account, key
    order by coalesce(event_date, date '0001-01-01'), seq, rank nulls first,
      source nulls first, line nulls first, lot) as turn
from giving where units > 0
;
-- name: events
-- `is_late` takers shut before one served before them: spans do not grow with the order
with ordered as (
  select *, shuts < max(shuts) over (partition by account, key order by turn
    rows between unbounded preceding and 1 preceding) as is_late
  from takers
), lines as (
  select account, key, opens as day, 0 as kind, turn, lot, units, is_late from ordered
  union all
  select account, key, shuts, -1, turn, lot, units, false from ordered where is_shut
  union all
  select account, key, day, 1, turn, lot, units, false from givers
)
select account, key, day, kind, turn, lot, units, is_late,
  row_number() over w as n,
  cast(sum(case when kind = 0 then units else 0 end) over w as bigint) as asked,
  cast(sum(case when kind = -1 then units else 0 end) over w as bigint) as shut,
  cast(sum(case when kind = 1 then units else 0 end) over w as bigint) as given
from lines
window w as (partition by account, key order by day, kind, turn
  rows between unbounded preceding and current row)
;
-- name: shape
-- how long the longest key is, whether anything shuts, how many takers stand against the order
select coalesce(max(n), 0) as longest,
  coalesce(max(case when kind = -1 then 1 else 0 end), 0) as shuts,
  coalesce(sum(case when is_late then 1 else 0 end), 0) as unordered
from events
;
-- name: reached_unshut
select account, key, n, kind, lot, units,
  given - greatest(0, max(given - asked) over (partition by account, key order by n
    rows between unbounded preceding and current row)) as high
from events
;
-- name: clamps
select account, key, n, kind, lot, units, case when kind = 1 then units else 0 end as shift,
  shut as low, asked as high
from events
;
-- name: doubled
select a.account, a.key, a.n, a.kind, a.lot, a.units, a.shift + coalesce(p.shift, 0) as shift,
  case when p.n is null then a.low else least(a.high, greatest(a.low, p.low + a.shift)) end as low,
  case when p.n is null then a.high else least(a.high, greatest(a.low, p.high + a.shift)) end
    as high
from clamps as a
cross join doubling as d
left join clamps as p on p.account = a.account and p.key = a.key and p.n = a.n - d.step
;
-- name: reached_shut
select account, key, n, kind, lot, units, least(high, greatest(low, shift)) as high from clamps
;
-- name: placed
-- where on the axis each giver's units lie
select account, key, lot, low, high
from (
  select account, key, kind, lot, high,
    coalesce(lag(high) over (partition by account, key order by n), 0) as low
  from reached
) as r
where kind = 1 and high > low
;
-- name: pairs
with asked as (
  select account, key, lot, asked - units as low, asked as high from events where kind = 0
), cuts as (
  select account, key, low as cut from asked union select account, key, high from asked
  union select account, key, low from placed union select account, key, high from placed
), segments as (
  select account, key, cut as low,
    lead(cut) over (partition by account, key order by cut) as high
  from cuts
), lines as (
  select account, key, low, high, 0 as kind, cast(null as bigint) as taker_end,
    cast(null as bigint) as giver_end
  from segments where high is not null
  union all select account, key, low, high, -2, high, null from asked
  union all select account, key, low, high, -1, null, high from placed
), met as (
  select account, key, low, high, kind, max(taker_end) over w as taker_end,
    max(giver_end) over w as giver_end
  from lines
  window w as (partition by account, key order by low, kind
    rows between unbounded preceding and current row)
), paired as (
  select account, key, taker_end, giver_end, cast(sum(high - low) as bigint) as units
  from met
  where kind = 0 and high <= taker_end and high <= giver_end
  group by account, key, taker_end, giver_end
)
select p.account, s.family, s.stage, s.mode, s.pool, a.lot as taker, g.lot as giver, p.units
from paired as p
join asked as a on a.account = p.account and a.key = p.key and a.high = p.taker_end
join placed as g on g.account = p.account and g.key = p.key and g.high = p.giver_end
cross join this_stage as s
