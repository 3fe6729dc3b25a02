-- fulfilment_charges: the fulfilment fee each order item was charged, and what the rate card gives.
--
-- After      fee_asked charged_items
-- Grain      account, order id and seller SKU
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing. `confidence` 0 low to 2 high
--
-- name: table
with judged as (
  select a.account, a.order_id, a.msku, max(x.highest) as expected, min(x.lowest) as lowest,
    max(x.tier) as tier, max(x.version) as version, max(x.readings) as readings,
    min(case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end) as confidence,
    max(case when a.gap is not null then a.gap when x.gap is not null then 'a rate card: ' || x.gap
      when not x.is_claimable then 'a rate card that is certain' end) as gap,
    max(a.size_source) as size_source, max(a.size_line) as size_line
  from fulfilment_asks as a
  left join fee_asked as q on q.item = a.item and q.day = a.day and q.is_ship_day = a.is_ship_day
    and q.price = a.price and a.gap is null
  left join expected_fulfilment as x on x.ask = q.ask
  group by a.account, a.order_id, a.msku
)
select c.account, c.order_id, c.msku, c.fnsku, c.asin, c.fulfilment_date as charge_date,
  coalesce(c.fnsku, c.msku) || '|' || substr(mw_text(c.fulfilment_date), 1, 7) as event_key,
    c.units,
  c.fulfilment as charged, case when j.gap is null then j.expected end as expected, j.lowest,
  j.tier, j.version, j.readings, j.confidence, j.gap, c.fulfilment_double as double_charged,
  j.size_source, j.size_line
from charged_items as c
join judged as j on j.account = c.account and j.order_id = c.order_id and j.msku = c.msku
