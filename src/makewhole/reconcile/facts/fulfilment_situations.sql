-- fulfilment_situations: the few different situations of all charges of a fulfilment fee.
--
-- After      fulfilment_asks
-- Grain      account, measurement, span of days and band of prices; or account and `gap`
-- Units      `items` are order items
--
-- name: table
select account, gap, item, is_ship_day, span, last_span, band, count(*) as items
from (
  select account, gap, case when gap is null then item end as item,
    case when gap is null then is_ship_day end as is_ship_day,
    case when gap is null then span end as span,
    case when gap is null then last_span end as last_span,
    case when gap is null then band end as band
  from fulfilment_asks
) as a
group by account, gap, item, is_ship_day, span, last_span, band
