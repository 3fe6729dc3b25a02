-- referral_charges: charges of a referral fee that the rate of the category does not explain.
--
-- After      fee_asked_referral referral_asks categories fnsku_of_sku sku_of_fnsku
-- Grain      account, order id and seller SKU, without any refund; items charged what the rate
--            gives, or less, are not here
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing
--
-- name: table
with answers as (
  select q.marketplace, q.category, q.day, q.amount, q.amount_less, x.version, x.lowest,
    case when x.is_claimable then x.highest end as expected,
    case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
    case when x.gap is not null then 'a rate card: ' || x.gap
      when not x.is_claimable then 'a rate card that is certain' end as gap
  from fee_asked_referral as q
  join expected_referral as x on x.ask = q.ask
), judged as (
  select r.*, x.expected, x.lowest, x.version, coalesce(x.confidence, 0) as confidence,
    case when r.category is null then 'SELLER_COSTS with referral_category' else x.gap end as gap
  from referral_asks as r
  left join answers as x on x.marketplace = r.marketplace and x.category = r.category
    and x.day = r.day and x.amount = r.amount and x.amount_less = r.amount_less
)
select j.account, j.order_id, j.msku, f.fnsku, g.asin, j.day as charge_date,
  coalesce(f.fnsku, j.msku) || '|' || substr(cast(j.day as string), 1, 7) as event_key, j.units,
  j.charged, j.expected, j.lowest, j.category, j.version, j.confidence, j.gap, j.double_charged,
  k.source as category_source, k.line as category_line
from judged as j
left join fnsku_of_sku as f on f.account = j.account and f.msku = j.msku
left join sku_of_fnsku as g on g.account = j.account and g.fnsku = f.fnsku
left join categories as k on k.account = j.account and k.msku = j.msku
where j.gap is not null or j.double_charged > 0 or j.charged > j.expected * j.units
