-- referral_charges: charges of a referral fee that the rate of the category does not explain.
--
-- After      referral_asks referral_answers doubled_items fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU, without any refund; items charged what the rate
--            gives, or less, are not here, nor those that cannot be judged, but for fees charged
--            twice
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing
--
-- name: table
with judged as (
  -- one pass over all items: most are explained, and go
  select r.*, x.expected, x.lowest, x.version, coalesce(x.confidence, 0) as confidence,
    case when r.category is null then 'SELLER_COSTS with referral_category' else x.gap end as gap,
    coalesce(d.referral, 0) as double_charged
  from referral_asks as r
  left join referral_answers as x on x.marketplace = r.marketplace and x.category = r.category
    and x.day = r.day and x.base = r.base and x.base_less = r.base_less and x.units = r.units
  left join doubled_items as d on d.account = r.account and d.order_id = r.order_id
    and d.msku = r.msku
  where d.referral > 0 or (x.gap is null and r.charged > x.expected * r.units)
)
select j.account, j.order_id, j.msku, f.fnsku, g.asin, j.day as charge_date,
  coalesce(f.fnsku, j.msku) || '|' || substr(cast(j.day as string), 1, 7) as event_key, j.units,
  j.charged, j.expected, j.lowest, j.category, j.version, j.confidence, j.gap, j.double_charged,
  j.category_source, j.category_line
from judged as j
left join fnsku_of_sku as f on f.account = j.account and f.msku = j.msku
left join sku_of_fnsku as g on g.account = j.account and g.fnsku = f.fnsku
