-- refund_days: what was refunded of an order item on a day, and what came back of its referral fee.
--
-- After      charged_items
-- Grain      account, order id, seller SKU and day posted; items whose order rows are in hand
-- Units      money positive: `refunded` of the price, `given` of the referral fee (net of what
--            Amazon
--            keeps of it); `units` at most those ordered
--
-- name: table
with given_back as (
  select s.account, s.order_id, s.msku, s.posted_date as day,
    -sum(case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then s.amount else 0 end) as refunded,
    cast(sum(case when s.amount_type = 'ItemPrice' and s.amount_description = 'Principal'
      then abs(coalesce(s.quantity_purchased, 0)) else 0 end) as bigint) as units,
    sum(case when s.amount_description in ('Commission', 'RefundCommission') then s.amount
      else 0 end) as given,
    min_by(s.source, case when s.amount_description = 'Principal' then 0 else 1 end) as source,
    min_by(s.line, case when s.amount_description = 'Principal' then 0 else 1 end) as line
  from settlement_lines as s
  join audits as a on a.account = s.account and a.currency = s.currency
  where s.transaction_type = 'Refund'
    and s.amount_description in ('Principal', 'Commission', 'RefundCommission')
    and s.order_id is not null and s.msku is not null and s.order_id not like 'S0%'
    and coalesce(s.fulfillment_id, '') <> 'MFN'
  group by s.account, s.order_id, s.msku, s.posted_date
)
select g.account, g.order_id, g.msku, g.day, g.refunded,
  -- where the refund prints no quantity, as many as were ordered: the cap then keeps the most
  case when g.units > 0 then least(g.units, c.units) else c.units end as units, g.given,
  c.commission, c.principal, c.fnsku, c.asin, coalesce(t.store, a.store) as marketplace,
  a.store = 'US' or a.currency = 'EUR' as is_judged, g.source, g.line
from given_back as g
join charged_items as c on c.account = g.account and c.order_id = g.order_id and c.msku = g.msku
join audits as a on a.account = g.account
left join order_stores as t on t.account = g.account and t.order_id = g.order_id
where g.refunded > 0 and c.principal > 0
