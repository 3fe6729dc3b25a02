-- store_hints: what the files tell of the store an account's rows belong to.
--
-- After      line_kinds
-- Grain      account, kind of hint, value
--
-- name: table
with settled as (
  select account, currency, marketplace_name, transaction_type = 'Order' as is_order,
    sum(lines) as seen
  from line_kinds
  group by account, currency, marketplace_name, transaction_type = 'Order'
)
select account, 'settlement_currency' as kind, currency as value, cast(sum(seen) as bigint) as seen
from settled where currency is not null group by account, currency
union all
select account, 'reimbursement_currency', currency, cast(count(*) as bigint)
from reimbursements where currency is not null group by account, currency
union all
select account, 'ledger_country', country, cast(count(*) as bigint)
from ledger_events where country is not null group by account, country
union all
select account, 'order_marketplace', marketplace_name, cast(sum(seen) as bigint)
from settled where is_order and marketplace_name is not null
group by account, marketplace_name
