-- fulfilment_charges: charges of a fulfilment fee that the rate card does not explain.
--
-- After      fee_asked declared_sizes fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU; items charged what the card gives, or less, are not
--            here. `is_asked` where the card was asked
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing. `confidence` 0 low to 2 high
--
-- name: table
with answers as (
  select q.item, q.day, q.is_ship_day, q.price, x.lowest, x.highest, x.tier, x.version, x.readings,
    case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
    case when x.gap is not null then 'a rate card: ' || x.gap
      when not x.is_claimable then 'a rate card that is certain' end as gap
  from fee_asked as q
  join expected_fulfilment as x on x.ask = q.ask
), judged as (
  -- of an item sent in parts, the day that explains more
  select a.*, greatest(x.highest, y.highest) as highest, least(x.lowest, y.lowest) as lowest,
    greatest(x.tier, y.tier) as tier, greatest(x.version, y.version) as version,
    greatest(x.readings, y.readings) as readings,
    least(x.confidence, y.confidence) as confidence,
    coalesce(a.gap, greatest(x.gap, y.gap)) as why
  from fulfilment_asks as a
  left join answers as x on x.item = a.item and x.day = a.day and x.is_ship_day = a.is_ship_day
    and x.price = a.price and a.gap is null
  left join answers as y on y.item = a.item and y.day = a.last_day
    and y.is_ship_day = a.is_ship_day and y.price = a.price and a.gap is null
)
select j.account, j.order_id, j.msku, f.fnsku, g.asin, j.charge_date,
  coalesce(f.fnsku, j.msku) || '|' || substr(cast(j.charge_date as string), 1, 7) as event_key,
  j.units, j.charged, case when j.why is null then j.highest end as expected, j.lowest, j.tier,
  j.version, j.readings, j.confidence, j.gap is null as is_asked,
  j.why as gap, j.double_charged, s.source as size_source, s.line as size_line
from judged as j
left join fnsku_of_sku as f on f.account = j.account and f.msku = j.msku
left join sku_of_fnsku as g on g.account = j.account and g.fnsku = f.fnsku
left join declared_sizes as s on s.account = j.account and s.msku = j.msku
  and j.charge_date between s.from_day and s.to_day
where j.why is not null or j.double_charged > 0 or j.charged > j.highest * j.units
