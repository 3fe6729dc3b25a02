-- fulfilment_gaps: how many fulfilment fees could not be judged, and for want of what.
--
-- After      fulfilment_situations fulfilment_answers
-- Grain      account and gap
--
-- name: table
select account, gap, cast(sum(items) as bigint) as events
from (
  select s.account, coalesce(s.gap, greatest(x.gap, y.gap)) as gap, s.items
  from fulfilment_situations as s
  left join fulfilment_answers as x on x.item = s.item and x.span = s.span
    and x.is_ship_day = s.is_ship_day and x.band = s.band
  left join fulfilment_answers as y on y.item = s.item and y.span = s.last_span
    and y.is_ship_day = s.is_ship_day and y.band = s.band
) as g
where gap is not null
group by account, gap
