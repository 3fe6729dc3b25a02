-- sold: the findings of pools under the account's own name.
--
-- name: named
with kept as (
  select f.finding_id as pool_id, f.claim_type, coalesce(p.account, f.account) as account,
    f.marketplace, f.event_key, coalesce(p.place, 0) as place
  from findings as f
  left join pools as p on p.pool = f.account
  left join pool_stores as s on s.pool = f.account and s.store = f.marketplace
  where p.pool is null or s.store is not null
), numbered as (
  select *, row_number() over (partition by claim_type, account, event_key order by place) as n
  from kept
)
select pool_id, account,
  mw_id(claim_type || '|' || account || '|' || event_key
    || case when n > 1 then '|' || marketplace else '' end) as finding_id
from numbered
