-- referral_charges: charges of a referral fee that the rate of the category does not explain.
--
-- After      fee_asked_referral referral_asks
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
select account, order_id, msku, fnsku, asin, day as charge_date,
  coalesce(fnsku, msku) || '|' || substr(cast(day as string), 1, 7) as event_key, units, charged,
  expected, lowest, category, version, confidence, gap, double_charged, category_source,
  category_line
from judged
where gap is not null or double_charged > 0 or charged > expected * units
