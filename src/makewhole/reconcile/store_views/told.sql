-- told: what an account's rows tell of the store they belong to, where it is audited by store.
--
-- Reads the whole books (`whole_*`) and small tables: `pools` (account, pool, currency, store,
-- place, as_of; place 0 is the account's main pool), `currency_pools` and `country_pools` (account,
-- currency or country, pool; '' where it is a store not asked for), `store_names` (name, store,
-- currency). The statements run in order, each into a table of its name.
--
-- name: told_centers
-- a fulfilment centre lies in one country: rows that print none take that of their centre
select account, fulfillment_center, upper(country) as country
from whole_ledger_events
where country is not null and fulfillment_center is not null
  and account in (select account from pools)
group by account, fulfillment_center, upper(country)
qualify row_number() over (partition by account, fulfillment_center
  order by count(*) desc, upper(country)) = 1
;
-- name: told_orders
-- every pool that a row with the order's id speaks of; the row that says most makes its home
with said as (
  select s.account, s.order_id, s.currency, n.store, n.currency as store_currency, 0 as place
  from whole_settlement_lines as s
  left join store_names as n on n.name = lower(s.marketplace_name)
  where s.order_id is not null and s.transaction_type in ('Order', 'Refund')
  union all
  select t.account, t.order_id, coalesce(t.currency, n.currency), n.store, n.currency, 1
  from whole_transactions as t
  left join store_names as n on n.name = lower(t.marketplace_name)
  where t.order_id is not null and t.type in ('Order', 'Refund')
  union all
  select f.account, f.order_id, coalesce(f.currency, n.currency), n.store, n.currency, 2
  from whole_fulfilled_shipments as f
  left join store_names as n on n.name = lower(f.sales_channel)
  where f.order_id is not null
  union all
  select o.account, o.order_id, coalesce(o.currency, n.currency), n.store, n.currency, 2
  from whole_orders as o
  left join store_names as n on n.name = lower(o.sales_channel)
  where o.order_id is not null
  union all
  select account, order_id, currency, null, null, 3
  from whole_reimbursements where order_id is not null
), counted as (
  select s.account, s.order_id, k.pool, min(s.place) as place, count(*) as seen,
    min(case when s.store_currency = s.currency then s.store end) as store
  from said as s
  join currency_pools as k on k.account = s.account and k.currency = s.currency
  group by s.account, s.order_id, k.pool
), ranked as (
  select *, row_number() over (partition by account, order_id
    order by place, seen desc, pool) as n
  from counted
), own as (
  select account, order_id, pool, store, n = 1 as is_home from ranked
)
select account, order_id, pool, store, is_home from own
union all
-- a replacement's own order is in no settlement: it is where the original is
select r.account, r.replacement_order_id, o.pool, max(o.store), true
from whole_replacements as r
join own as o on o.account = r.account and o.order_id = r.original_order_id and o.is_home
left join own as k on k.account = r.account and k.order_id = r.replacement_order_id and k.is_home
where k.order_id is null and r.replacement_order_id is not null
group by r.account, r.replacement_order_id, o.pool
qualify row_number() over (partition by r.account, r.replacement_order_id order by o.pool) = 1
;
-- name: told_shipments
-- where most of a shipment was received, else where it was sent
with received as (
  select e.account, e.reference_id as shipment_id, k.pool, sum(abs(e.units)) as units
  from whole_ledger_events as e
  left join told_centers as c on c.account = e.account
    and c.fulfillment_center = e.fulfillment_center
  join country_pools as k on k.account = e.account
    and k.country = coalesce(upper(e.country), c.country)
  where e.event_type = 'Receipts' and e.reference_id is not null
  group by e.account, e.reference_id, k.pool
), sent as (
  select s.account, s.shipment_id, k.pool, cast(0 as bigint) as units
  from whole_inbound_shipments as s
  left join told_centers as c on c.account = s.account and c.fulfillment_center = s.destination
  join country_pools as k on k.account = s.account
    and k.country = coalesce(c.country, upper(s.destination))
  where s.shipment_id is not null
  group by s.account, s.shipment_id, k.pool
)
select account, shipment_id, pool
from (select * from received union all select * from sent) as s
qualify row_number() over (partition by account, shipment_id order by units desc, pool) = 1
;
-- name: told_removals
-- where the units left stock, else the currency of the order's fee
with left_stock as (
  select e.account, e.reference_id as removal_order_id, k.pool, 0 as place
  from whole_ledger_events as e
  left join told_centers as c on c.account = e.account
    and c.fulfillment_center = e.fulfillment_center
  join country_pools as k on k.account = e.account
    and k.country = coalesce(upper(e.country), c.country)
  where e.event_type = 'VendorReturns' and e.reference_id is not null
  group by e.account, e.reference_id, k.pool
), charged as (
  select o.account, o.removal_order_id, k.pool, 1 as place
  from whole_removal_orders as o
  join currency_pools as k on k.account = o.account and k.currency = o.currency
  where o.removal_order_id is not null
  group by o.account, o.removal_order_id, k.pool
)
select account, removal_order_id, pool
from (select * from left_stock union all select * from charged) as r
qualify row_number() over (partition by account, removal_order_id order by place, pool) = 1
;
-- name: told_credits
-- products of which a pool's orders were returned to a centre outside the pool's own countries:
-- their stock credits are booked there
select r.account, r.fnsku, o.pool
from whole_returns as r
join told_orders as o on o.account = r.account and o.order_id = r.order_id and o.is_home
left join told_centers as c on c.account = r.account
  and c.fulfillment_center = r.fulfillment_center
left join country_pools as k on k.account = r.account and k.country = c.country
where r.fnsku is not null and coalesce(k.pool, '') <> o.pool
group by r.account, r.fnsku, o.pool
;
-- name: told_products
select e.account, e.fnsku, k.pool
from whole_ledger_events as e
left join told_centers as c on c.account = e.account
  and c.fulfillment_center = e.fulfillment_center
join country_pools as k on k.account = e.account
  and k.country = coalesce(upper(e.country), c.country)
group by e.account, e.fnsku, k.pool
;
-- name: told_statements
select s.account, s.source, s.line, coalesce(o.pool, r.pool, i.pool, k.pool) as pool
from whole_statements as s
left join told_orders as o on o.account = s.account and o.order_id = s.order_id and o.is_home
left join told_removals as r on r.account = s.account
  and r.removal_order_id = s.removal_order_id
left join told_shipments as i on i.account = s.account and i.shipment_id = s.shipment_id
left join currency_pools as k on k.account = s.account and k.currency = s.currency
where s.account in (select account from pools)
;
-- name: storeless
-- rows that may ask for something and of which nothing tells the store: at home in the main pool
select m.pool as account, t.source, t.line
from (
  select e.account, e.source, e.line
  from whole_ledger_events as e
  left join told_centers as c on c.account = e.account
    and c.fulfillment_center = e.fulfillment_center
  left join country_pools as k on k.account = e.account
    and k.country = coalesce(upper(e.country), c.country)
  where k.account is null and e.event_type = 'Adjustments'
  union all
  select r.account, r.source, r.line
  from whole_reimbursements as r
  left join currency_pools as k on k.account = r.account and k.currency = r.currency
  left join told_orders as h on h.account = r.account and h.order_id = r.order_id and h.is_home
  where k.account is null and h.account is null
  union all
  select r.account, r.source, r.line
  from whole_replacements as r
  left join told_orders as o on o.account = r.account and o.order_id = r.original_order_id
    and o.is_home
  left join told_orders as n on n.account = r.account and n.order_id = r.replacement_order_id
    and n.is_home
  where o.account is null and n.account is null
  union all
  select s.account, s.source, s.line
  from whole_settlement_lines as s
  left join currency_pools as k on k.account = s.account and k.currency = s.currency
  where k.account is null
  union all
  select s.account, s.source, s.line
  from whole_settlements as s
  left join currency_pools as k on k.account = s.account and k.currency = s.currency
  where k.account is null
  union all
  select r.account, r.source, r.line
  from whole_removal_shipments as r
  left join told_removals as k on k.account = r.account
    and k.removal_order_id = r.removal_order_id
  where k.account is null
  union all
  select i.account, i.source, i.line
  from whole_inbound_items as i
  left join told_shipments as k on k.account = i.account and k.shipment_id = i.shipment_id
  where k.account is null
  union all
  select account, source, line from told_statements where pool is null
  union all
  select r.account, r.source, r.line
  from whole_seller_returns as r
  left join told_orders as o on o.account = r.account and o.order_id = r.order_id and o.is_home
  left join currency_pools as k on k.account = r.account and k.currency = r.currency
  where o.account is null and k.account is null
) as t
join pools as m on m.account = t.account and m.place = 0
group by m.pool, t.source, t.line
;
-- name: order_stores
-- the own store of an order in a pool of several stores
select pool as account, order_id, max(store) as store
from told_orders
where store is not null and pool <> ''
group by pool, order_id
;
-- name: skus_elsewhere
-- pairs of labels that the account's other rows show: a pool uses them for what its own do not pair
select p.pool as account, s.fnsku, s.msku, max(s.asin) as asin
from (
  select account, fnsku, msku, asin, event_date as day from whole_ledger_events
  union all select account, fnsku, msku, asin, approval_date from whole_reimbursements
  union all select account, fnsku, msku, asin, return_date from whole_returns
  union all select account, fnsku, msku, asin, shipment_date from whole_fulfilled_shipments
  union all select account, fnsku, msku, asin, null from whole_inbound_items
  union all select account, fnsku, msku, asin, null from whole_costs
) as s
join pools as p on p.account = s.account
where s.fnsku is not null and s.msku is not null and (s.day is null or s.day <= p.as_of)
group by p.pool, s.fnsku, s.msku
;
-- name: astray
-- labels whose stock lies in other stores of the account only
select p.pool as account, t.fnsku
from told_products as t
join pools as p on p.account = t.account
where t.fnsku is not null and t.pool <> ''
group by p.pool, t.fnsku
having max(case when t.pool = p.pool then 1 else 0 end) = 0
