-- seen: which rows of an account each pool of its stores sees; one statement per canonical table.
--
-- A row is at home in one pool, and only there may it raise a claim. A row whose store nothing
-- tells is at home in the main pool of the account, where a person must judge it, and is shown
-- to every other pool as far as it can only reduce: finds, stock credits, payments, returns as
-- doubt. Tables without a statement here are seen whole by every pool: nothing in them raises a
-- claim but in the pool's own currency.
--
-- name: ledger_events
select p.pool, e.event_date, e.fnsku, e.asin, e.msku, e.title, e.event_type, e.reference_id,
  e.units, e.fulfillment_center, e.disposition, e.reason, e.country, e.reconciled_units,
  e.unreconciled_units,
  case when p.pool = coalesce(k.pool, m.pool) then e.store else 'elsewhere' end as store,
  e.source, e.line
from whole_ledger_events as e
join pools as p on p.account = e.account
join pools as m on m.account = e.account and m.place = 0
left join told_centers as c on c.account = e.account
  and c.fulfillment_center = e.fulfillment_center
left join country_pools as k on k.account = e.account
  and k.country = coalesce(upper(e.country), c.country)
left join country_guests as g on g.account = e.account and g.country = k.country
  and g.pool = p.pool
left join told_shipments as s on s.account = e.account and s.shipment_id = e.reference_id
  and e.event_type = 'Receipts'
left join told_credits as r on r.account = e.account and r.fnsku = e.fnsku and r.pool = p.pool
  and e.event_type = 'CustomerReturns'
where p.pool = k.pool or p.pool = s.pool or r.pool is not null
  or (k.account is null and p.place = 0)
  or ((k.account is null or g.pool is not null) and e.units > 0
    and e.event_type in ('Adjustments', 'CustomerReturns'))
;
-- name: reimbursements
select p.pool, r.*
from whole_reimbursements as r
join pools as p on p.account = r.account
left join currency_pools as k on k.account = r.account and k.currency = r.currency
left join currency_guests as g on g.account = r.account and g.currency = r.currency
  and g.pool = p.pool
left join told_orders as h on h.account = r.account and h.order_id = r.order_id and h.is_home
left join told_orders as o on o.account = r.account and o.order_id = r.order_id
  and o.pool = p.pool
where p.pool = coalesce(k.pool, h.pool)
  or (k.account is null and h.account is null and p.place = 0)
  or (coalesce(r.amount_total, 0) >= 0 and coalesce(r.cash_units, 0) >= 0
    and (o.pool is not null or (g.pool is not null and r.order_id is null)
      or (k.account is null and h.account is null)))
;
-- name: returns
-- what is not at home keeps its units and day, and loses its condition: it can be owed nowhere else
select p.pool, r.return_date, r.order_id, r.msku, r.asin, r.fnsku, r.title, r.units,
  r.fulfillment_center,
  case when p.pool = coalesce(h.pool, k.pool) then r.disposition end as disposition, r.reason,
  case when p.pool = coalesce(h.pool, k.pool) then r.status else 'elsewhere' end as status,
  r.license_plate_number, r.source, r.line
from whole_returns as r
join pools as p on p.account = r.account
left join told_centers as c on c.account = r.account
  and c.fulfillment_center = r.fulfillment_center
left join country_pools as k on k.account = r.account and k.country = c.country
left join told_orders as h on h.account = r.account and h.order_id = r.order_id and h.is_home
left join told_orders as o on o.account = r.account and o.order_id = r.order_id
  and o.pool = p.pool
where o.pool is not null or r.order_id is null
  or (h.account is null and (p.pool = k.pool or (k.account is null and p.place = 0)))
;
-- name: replacements
select p.pool, r.*
from whole_replacements as r
join pools as p on p.account = r.account
left join told_orders as o on o.account = r.account and o.order_id = r.original_order_id
  and o.is_home
left join told_orders as n on n.account = r.account and n.order_id = r.replacement_order_id
  and n.is_home
where p.pool = coalesce(o.pool, n.pool)
  or (o.account is null and n.account is null and p.place = 0)
;
-- name: settlements
select p.pool, s.*
from whole_settlements as s
join pools as p on p.account = s.account
left join currency_pools as k on k.account = s.account and k.currency = s.currency
where p.pool = k.pool or (k.account is null and p.place = 0)
;
-- name: settlement_lines
select p.pool, s.*
from whole_settlement_lines as s
join pools as p on p.account = s.account
left join currency_pools as k on k.account = s.account and k.currency = s.currency
where p.pool = k.pool or (k.account is null and p.place = 0)
;
-- name: transactions
select p.pool, t.*
from whole_transactions as t
join pools as p on p.account = t.account
left join store_names as n on n.name = lower(t.marketplace_name)
left join currency_pools as k on k.account = t.account
  and k.currency = coalesce(t.currency, n.currency)
where p.pool = k.pool or (k.account is null and p.place = 0)
;
-- name: removal_orders
-- an order to remove can only reduce: where its store is not known, it does so everywhere
select p.pool, r.*
from whole_removal_orders as r
join pools as p on p.account = r.account
left join told_removals as k on k.account = r.account
  and k.removal_order_id = r.removal_order_id
where p.pool = k.pool or k.account is null
;
-- name: removal_shipments
select p.pool, r.*
from whole_removal_shipments as r
join pools as p on p.account = r.account
left join told_removals as k on k.account = r.account
  and k.removal_order_id = r.removal_order_id
where p.pool = k.pool or (k.account is null and p.place = 0)
;
-- name: inbound_shipments
select p.pool, s.*
from whole_inbound_shipments as s
join pools as p on p.account = s.account
left join told_shipments as k on k.account = s.account and k.shipment_id = s.shipment_id
where p.pool = k.pool or k.account is null
;
-- name: inbound_items
-- lines of more units than declared can only reduce
select p.pool, i.*
from whole_inbound_items as i
join pools as p on p.account = i.account
left join told_shipments as k on k.account = i.account and k.shipment_id = i.shipment_id
where p.pool = k.pool
  or (k.account is null and (p.place = 0 or i.received_units > i.shipped_units))
;
-- name: fulfilled_shipments
select p.pool, f.*
from whole_fulfilled_shipments as f
join pools as p on p.account = f.account
left join told_orders as h on h.account = f.account and h.order_id = f.order_id and h.is_home
left join told_orders as o on o.account = f.account and o.order_id = f.order_id
  and o.pool = p.pool
where o.pool is not null or h.account is null
;
-- name: costs
select p.pool, c.*
from whole_costs as c
join pools as p on p.account = c.account
left join store_names as n on n.name = lower(c.marketplace)
where p.currency = coalesce(n.currency, c.currency)
  or (n.currency is null and c.currency is null)
;
-- name: measurements
-- one seller SKU may be another product in another store: the label tells where it is stocked
select p.pool, m.*
from whole_measurements as m
join pools as p on p.account = m.account
left join (
  select account, fnsku from told_products group by account, fnsku
) as k on k.account = m.account and k.fnsku = m.fnsku
left join told_products as o on o.account = m.account and o.fnsku = m.fnsku and o.pool = p.pool
where k.account is null or o.account is not null
;
-- name: statements
select p.pool, s.*
from whole_statements as s
join pools as p on p.account = s.account
left join told_statements as k on k.account = s.account and k.source = s.source
  and k.line = s.line
where p.pool = k.pool or (k.pool is null and p.place = 0)
;
-- name: seller_returns
select p.pool, r.*
from whole_seller_returns as r
join pools as p on p.account = r.account
left join told_orders as o on o.account = r.account and o.order_id = r.order_id and o.is_home
left join currency_pools as k on k.account = r.account and k.currency = r.currency
where p.pool = coalesce(o.pool, k.pool) or (o.account is null and k.account is null and p.place = 0)
