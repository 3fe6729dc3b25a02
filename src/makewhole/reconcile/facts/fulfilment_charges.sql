-- fulfilment_charges: the fulfilment fee each order item was charged, and what the rate card gives.
--
-- After      fee_asked
-- Grain      account, order id and seller SKU
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing. `confidence` 0 low to 2 high
--
-- name: table
with judged as (
  select a.account, a.order_id, a.msku, max(a.fnsku) as fnsku, max(a.asin) as asin,
    max(a.charge_date) as charge_date, max(a.units) as units, max(a.charged) as charged,
    max(a.double_charged) as double_charged, max(x.highest) as expected, min(x.lowest) as lowest,
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
select account, order_id, msku, fnsku, asin, charge_date,
  coalesce(fnsku, msku) || '|' || substr(cast(charge_date as string), 1, 7) as event_key, units,
  charged, case when gap is null then expected end as expected, lowest, tier, version, readings,
  confidence, gap, double_charged, size_source, size_line
from judged
