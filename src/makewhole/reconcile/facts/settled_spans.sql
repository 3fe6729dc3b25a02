-- settled_spans: the spans of days for which settlements are in hand without a gap.
--
-- Grain      account, currency and span; both ends are in
--
-- name: table
with spans as (
  select account, currency, start_date, max(end_date) as end_date
  from settlements
  where start_date <= end_date
  group by account, currency, start_date
), reached as (
  select *, max(end_date) over (partition by account, currency order by start_date
    rows between unbounded preceding and 1 preceding) as reached_day
  from spans
), numbered as (
  select *, sum(case when start_date <= mw_add_days(reached_day, 1) then 0 else 1 end)
    over (partition by account, currency order by start_date
      rows between unbounded preceding and current row) as span
  from reached
)
select account, currency, min(start_date) as from_day, max(end_date) as to_day
from numbered group by account, currency, span
