-- hand_reach: the days that the ledger and the returns in hand reach from and to.
--
-- Grain      account; rows shown from another store of the account (`elsewhere`) reach nowhere
--
-- name: table
select a.account, l.first_day as ledger_from, l.last_day as ledger_to, r.first_day as returns_from,
  r.last_day as returns_to
from audits as a
left join (
  select account, min(event_date) as first_day, max(event_date) as last_day
  from ledger_events where coalesce(store, '') <> 'elsewhere' group by account
) as l on l.account = a.account
left join (
  select account, min(return_date) as first_day, max(return_date) as last_day
  from returns where coalesce(status, '') <> 'elsewhere' group by account
) as r on r.account = a.account
