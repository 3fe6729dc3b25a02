-- referral_charges: each order item's referral fee, and what its category's rate gives.
--
-- After      fee_asked_referral referral_asks
-- Grain      account, order id and seller SKU; items without any refund
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged` of the item, `expected` of one unit by the reading that explains
--            most;
--            NULL where `gap` says what is missing
--
-- name: table
select r.account, r.order_id, r.msku, r.fnsku, r.asin, r.day as charge_date,
  coalesce(r.fnsku, r.msku) || '|' || substr(cast(r.day as string), 1, 7) as event_key, r.units,
  r.charged, case when x.is_claimable then x.highest end as expected, x.lowest,
  r.category, x.version,
  case x.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
  case when r.category is null then 'SELLER_COSTS with referral_category'
    when x.gap is not null then 'a rate card: ' || x.gap
    when not x.is_claimable then 'a rate card that is certain' end as gap,
  r.double_charged, r.category_source, r.category_line
from referral_asks as r
left join fee_asked_referral as q on q.marketplace = r.marketplace and q.category = r.category
  and q.day = r.day and q.amount = r.amount and q.amount_less = r.amount_less
left join expected_referral as x on x.ask = q.ask
