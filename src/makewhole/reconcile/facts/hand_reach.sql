-- hand_reach: the days that the ledger and the returns in hand reach from and to.
--
-- Grain      account; rows shown from another store of the account (`elsewhere`) reach nowhere.
--            `has_ledger`, `has_returns`: the report is in hand, even without a row
--
-- name: table
select a.account, l.first_day as ledger_from, l.last_day as ledger_to, r.first_day as returns_from,
  r.last_day as returns_to, coalesce(f.ledgers, 0) > 0 as has_ledger,
  coalesce(f.returns, 0) > 0 as has_returns
from audits as a
left join (
  select account, min(event_date) as first_day, max(event_date) as last_day
  from ledger_events where coalesce(store, '') <> 'elsewhere' group by account
) as l on l.account = a.account
left join (
  select account, min(return_date) as first_day, max(return_date) as last_day
  from returns where coalesce(status, '') <> 'elsewhere' group by account
) as r on r.account = a.account
left join (
  select account,
    sum(case report when 'GET_LEDGER_DETAIL_VIEW_DATA' then 1 else 0 end) as ledgers,
    sum(case report when 'GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA' then 1 else 0 end) as returns
  from book_files group by account
) as f on f.account = a.account
