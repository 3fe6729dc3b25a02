-- fulfilment_answers: what the cards say to every different question about a fulfilment fee.
--
-- After      fee_asked
-- Grain      measurement, span of days and band of prices
-- Units      money of one unit; `confidence` 0 low to 2 high; `gap` says what is missing
--
-- name: table
select q.item, q.day as span, q.is_ship_day, q.band, x.lowest, x.highest, x.tier, x.version,
  x.readings, case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
  case when x.gap is not null then 'a rate card: ' || x.gap
    when not x.is_claimable then 'a rate card that is certain' end as gap
from fee_asked as q
join expected_fulfilment as x on x.ask = q.ask
