-- charged_items: what an order item was sold for and charged, from settlements alone.
--
-- After      settled_items foreign_items doubled_items ranged_lines
-- Grain      account, order id and seller SKU, in the store's currency alone; items with an order
--            row in hand
-- Units      money positive: `base` is price with shipping and gift wrap, `base_less` after
--            promotions.
--            `fulfilment` and `referral` are charged, net of what came back outside refunds;
--            `commission` is the referral fee before that. `*_double` is what rows beyond one a
--            unit charge, where all rows of the fee are equal. The dates are NULL where no row
--            charges the fee
--
-- name: view
select s.account, s.order_id, s.msku, s.units, s.principal, s.base, s.base_less,
  s.is_refunded or r.account is not null as is_refunded,
  -s.fulfilment - s.fulfilment_back as fulfilment, s.fulfilment_date,
  greatest(coalesce(d.fulfilment, 0) - s.fulfilment_back, 0) as fulfilment_double,
  -s.referral as commission, -s.referral - s.referral_back as referral, s.referral_date,
  greatest(coalesce(d.referral, 0) - s.referral_back, 0) as referral_double
from settled_items as s
join audits as a on a.account = s.account and a.currency = s.currency
left join (
  select account, order_id, msku from ranged_lines where kind = 'Refund'
  group by account, order_id, msku
) as r on r.account = s.account and r.order_id = s.order_id and r.msku = s.msku
left join doubled_items as d on d.account = s.account and d.order_id = s.order_id
  and d.msku = s.msku
left join foreign_items as m on m.account = s.account and m.order_id = s.order_id
  and m.msku = s.msku
where s.units > 0 and m.account is null
