-- refund_days: what was refunded of an order item on a day, and what came back of its referral fee.
--
-- After      charged_items refund_rows
-- Grain      account, order id, seller SKU and day posted; items whose order rows are in hand
-- Units      money positive: `refunded` of the price, `given` of the referral fee (net of what
--            Amazon keeps of it); `units` at most those ordered; `spare` came back of the item's
--            fee on days without a refund of the price, or under another type of row. `source` and
--            `line` are of the row of the price
--
-- name: table
with given_back as (
  select r.account, r.order_id, r.msku, r.day,
    -sum(case when r.is_price then r.amount else 0 end) as refunded,
    cast(sum(case when r.is_price then abs(r.quantity) else 0 end) as bigint) as units,
    sum(case when r.is_credit then r.amount else 0 end) as given
  from refund_rows as r
  join audits as a on a.account = r.account and a.currency = r.currency
  group by r.account, r.order_id, r.msku, r.day
), cited as (
  select r.account, r.order_id, r.msku, r.day, r.source, r.line
  from refund_rows as r
  join audits as a on a.account = r.account and a.currency = r.currency
  where r.is_price
  qualify row_number() over (partition by r.account, r.order_id, r.msku, r.day
    order by r.amount, r.source, r.line) = 1
), apart as (
  select account, order_id, msku, sum(given) as given
  from given_back
  where refunded <= 0
  group by account, order_id, msku
)
select g.account, g.order_id, g.msku, g.day, g.refunded,
  -- where the refund prints no quantity, as many as were ordered: the cap then keeps the most
  case when g.units > 0 then least(g.units, c.units) else c.units end as units, g.given,
  greatest(coalesce(p.given, 0), 0) + c.referral_back as spare,
  c.commission, c.principal, coalesce(t.store, a.store) as marketplace,
  a.store = 'US' or a.currency = 'EUR' as is_judged, s.source, s.line
from given_back as g
join charged_items as c on c.account = g.account and c.order_id = g.order_id and c.msku = g.msku
join audits as a on a.account = g.account
left join cited as s on s.account = g.account and s.order_id = g.order_id and s.msku = g.msku
  and s.day = g.day
left join apart as p on p.account = g.account and p.order_id = g.order_id and p.msku = g.msku
left join order_stores as t on t.account = g.account and t.order_id = g.order_id
where g.refunded > 0 and c.is_refunded and c.principal > 0
