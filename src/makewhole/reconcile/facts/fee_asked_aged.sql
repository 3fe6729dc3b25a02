-- fee_asked_aged: every different question about an aged inventory surcharge, once.
--
-- Prices     aged
-- Grain      store, snapshot day and age band as printed
-- Units      days: `age_from`, and `age_to`, NULL where the band has no end ("365+" begins on day
--            366). Bands in months say no days
--
-- name: table
select row_number() over (order by marketplace, day, age_tier) as ask, marketplace, day, age_tier,
  case when last_age is null then first_age + 1 else first_age end as age_from,
  last_age as age_to
from (
  select distinct a.store as marketplace, g.snapshot_date as day, g.age_tier,
    case when lower(g.age_tier) not like '%month%'
      then try_cast(regexp_extract(g.age_tier, '([0-9]+)', 1) as bigint) end as first_age,
    try_cast(regexp_extract(g.age_tier, '[0-9]+[^0-9]+([0-9]+)', 1) as bigint) as last_age
  from aged_fees as g
  join audits as a on a.account = g.account and a.currency = g.currency
  where g.charged_amount > 0 and g.age_tier is not null
) as q
