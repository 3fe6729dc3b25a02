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
  select account, fnsku, msku, max(asin) as asin
  from shown
  where fnsku is not null
  group by account, fnsku, msku
)
select account, fnsku, msku, asin from paired
union all
-- what only other stores of the account pair
select e.account, e.fnsku, e.msku, e.asin
from skus_elsewhere as e
left join paired as p on p.account = e.account and p.msku = e.msku
where p.account is null
