-- fee_asked: every different question about a fulfilment fee, asked once.
--
-- After      fulfilment_situations fee_units price_bands
-- Prices     fulfilment
-- Grain      measurement, span of days and band of prices, by a day and a price that lie in them
--
-- name: table
select row_number() over (order by q.item, q.span, q.is_ship_day, q.band) as ask, q.item,
  q.span as day, q.is_ship_day, b.price, q.band
from (
  select item, span, is_ship_day, band from fulfilment_situations where gap is null
  union
  select item, last_span, is_ship_day, band from fulfilment_situations
  where gap is null and last_span is not null
) as q
left join (
  select band, min(price) as price from price_bands group by band
) as b on b.band = q.band
