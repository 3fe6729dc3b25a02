-- skus: which seller SKU and ASIN stand beside an FNSKU, from any report that shows both.
--
-- The seller's own files are asked only for SKUs that no report of Amazon's pairs: what is typed
-- wrongly there would stand in findings.
--
-- Grain      account and FNSKU
-- Units      none; of several SKUs the first as text, so that the choice does not hang on row
--            order
--
-- name: table
with shown as (
  select account, fnsku, msku, asin, 1 as seen from ledger_events
  union all select account, fnsku, msku, asin, 1 from reimbursements
  union all select account, fnsku, msku, asin, 1 from returns
  union all select account, fnsku, msku, asin, 1 from inbound_items
  union all select account, fnsku, msku, asin, 1 from fulfilled_shipments
  union all select account, fnsku, msku, cast(null as string), 1 from removal_orders
  union all select account, fnsku, msku, cast(null as string), 1 from removal_shipments
  union all select account, fnsku, msku, asin, 1 from stock_levels
  union all select account, fnsku, msku, asin, 1 from fee_previews
  union all select account, fnsku, msku, asin, 1 from aged_fees
  union all select account, fnsku, msku, asin, 0 from costs
  union all select account, fnsku, msku, cast(null as string), 0 from measurements
), told as (
  select s.account, s.fnsku, s.msku, max(s.asin) as asin, max(s.seen) as seen,
    max(case when a.fnsku is null then 0 else 1 end) = 1 as is_astray
  from shown as s
  left join astray as a on a.account = s.account and a.fnsku = s.fnsku
  where s.fnsku is not null
  group by s.account, s.fnsku, s.msku
), paired as (
  select e.account, e.fnsku, e.msku, e.asin, e.is_astray
  from told as e
  left join (
    select account, msku from told where seen = 1 and msku is not null group by account, msku
  ) as k on k.account = e.account and k.msku = e.msku
  where e.seen = 1 or k.msku is null
), own as (
  select account, fnsku, msku, asin from paired where not is_astray
), others as (
  -- labels that only other stores of the account stock, and what only those pair
  select account, fnsku, msku, asin from paired where is_astray
  union
  select account, fnsku, msku, asin from skus_elsewhere
)
select account, fnsku, msku, asin from own
union all
-- one SKU may be another product in another store: the own one stands
select e.account, e.fnsku, e.msku, e.asin
from others as e
left join (select account, msku from own group by account, msku) as p
  on p.account = e.account and p.msku = e.msku
where p.account is null
