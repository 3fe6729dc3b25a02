-- fulfilment_charges: charges of a fulfilment fee that the rate card does not explain.
--
-- After      fulfilment_asks fulfilment_answers doubled_items fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU; items charged what the card gives, or less, are not
--            here, nor those that cannot be judged, but for fees charged twice
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing. `confidence` 0 low to 2 high
--
-- name: table
with judged as (
  -- one pass over all items: most are explained, and go; of an item sent in parts, the day that
  -- explains more
  select a.*, greatest(x.highest, y.highest) as highest, least(x.lowest, y.lowest) as lowest,
    greatest(x.tier, y.tier) as tier, greatest(x.version, y.version) as version,
    greatest(x.readings, y.readings) as readings,
    least(x.confidence, y.confidence) as confidence,
    coalesce(a.gap, greatest(x.gap, y.gap)) as why,
    coalesce(d.fulfilment, 0) as double_charged
  from fulfilment_asks as a
  left join fulfilment_answers as x on x.item = a.item and x.span = a.span
    and x.is_ship_day = a.is_ship_day and x.band = a.band and a.gap is null
  left join fulfilment_answers as y on y.item = a.item and y.span = a.last_span
    and y.is_ship_day = a.is_ship_day and y.band = a.band and a.gap is null
  left join doubled_items as d on d.account = a.account and d.order_id = a.order_id
    and d.msku = a.msku
  where d.fulfilment > 0
    or (a.gap is null and x.item is not null and x.gap is null and y.gap is null
      and a.charged > greatest(x.highest, y.highest) * a.units)
)
select j.account, j.order_id, j.msku, f.fnsku, g.asin, j.charge_date,
  coalesce(f.fnsku, j.msku) || '|' || substr(cast(j.charge_date as string), 1, 7) as event_key,
  j.units, j.charged, case when j.why is null then j.highest end as expected, j.lowest, j.tier,
  j.version, j.readings, j.confidence, j.why as gap, j.double_charged, j.size_source, j.size_line
from judged as j
left join fnsku_of_sku as f on f.account = j.account and f.msku = j.msku
left join sku_of_fnsku as g on g.account = j.account and g.fnsku = f.fnsku
