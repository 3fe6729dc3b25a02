-- skus: which seller SKU and ASIN stand beside an FNSKU, from any report that shows both.
--
-- Grain      account and FNSKU
-- Units      none; of several SKUs the first as text, so that the choice does not hang on row
--            order
--
-- name: table
with shown as (
  select account, fnsku, msku, asin from ledger_events
  union all select account, fnsku, msku, asin from reimbursements
  union all select account, fnsku, msku, asin from returns
  union all select account, fnsku, msku, asin from inbound_items
  union all select account, fnsku, msku, asin from fulfilled_shipments
  union all select account, fnsku, msku, cast(null as string) from removal_orders
  union all select account, fnsku, msku, cast(null as string) from removal_shipments
  union all select account, fnsku, msku, asin from stock_levels
  union all select account, fnsku, msku, asin from fee_previews
  union all select account, fnsku, msku, asin from aged_fees
  union all select account, fnsku, msku, asin from costs
  union all select account, fnsku, msku, cast(null as string) from measurements
), paired as (
  select s.account, s.fnsku, s.msku, max(s.asin) as asin,
    max(case when a.fnsku is null then 0 else 1 end) = 1 as is_astray
  from shown as s
  left join astray as a on a.account = s.account and a.fnsku = s.fnsku
  where s.fnsku is not null
  group by s.account, s.fnsku, s.msku
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
