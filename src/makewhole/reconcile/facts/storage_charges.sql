-- storage_charges: the storage fee of each row, and what the declared volume would have cost.
--
-- After      declared_sizes
-- Grain      one storage row in the store's currency
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged`, and `expected` at the row's own average quantity and rate (the base
--            rate
--            where it prints one). `is_larger` where the volume charged is above the declared one
--            by
--            more than the tolerated share. Rates are per cubic foot or per cubic metre, as the
--            volume.
--            Where a utilisation surcharge is in the fee, `expected` leaves it its share
--
-- name: table
with rated as (
  select s.*, coalesce(s.storage_rate, s.base_rate) as rate,
    case
      when lower(s.volume_unit) like '%feet%' or lower(s.volume_unit) like '%foot%'
        or lower(s.volume_unit) like '%ft%' then 'foot'
      when lower(s.volume_unit) like '%cent%' or lower(s.volume_unit) like '%cm%' then null
      when lower(s.volume_unit) like '%met%' or lower(s.volume_unit) in ('m3', 'm³') then 'metre'
    end as unit
  from storage_fees as s
  join audits as a on a.account = s.account and a.currency = s.currency
), declared as (
  -- of several SKUs under one FNSKU, the largest explains most
  select r.account, r.source, r.line, d.msku, d.volume, d.source as size_source,
    d.line as size_line, case r.unit when 'foot' then d.cubic_foot else d.cubic_metre end as one
  from rated as r
  join declared_sizes as d on d.account = r.account and d.fnsku = r.fnsku
    and r.charge_month between d.from_day and d.to_day
  where r.unit is not null
  qualify row_number() over (partition by r.account, r.source, r.line
    order by mw_div(d.volume, d.cubic_foot) desc, d.msku, d.source, d.line) = 1
), dated as (
  select r.*, mw_add_days(mw_add_months(r.charge_month, 1), n.storage_charge_days) as charge_date
  from rated as r
  join numbers as n on n.account = r.account
), compared as (
  select r.account, r.fnsku, r.asin, d.msku, r.charge_date, r.estimated_fee as charged, r.rate,
    r.average_units, r.item_volume, r.unit, r.utilization_surcharge_rate, d.volume, d.one,
    mw_round(mw_div(cast(cast(r.average_units as decimal(10,3)) * cast(r.rate as decimal(8,4))
      as decimal(18,7)) * cast(d.volume as decimal(22,6)), d.one), 2) as expected,
    d.size_source, d.size_line, r.source, r.line
  from dated as r
  left join declared as d on d.account = r.account and d.source = r.source and d.line = r.line
)
select c.account, c.fnsku, c.asin, c.msku, c.charged, c.item_volume, c.rate, c.average_units,
  c.charge_date, coalesce(c.fnsku, c.msku) || '|' || substr(cast(c.charge_date as string), 1, 7)
    as event_key,
  coalesce(cast(c.item_volume as decimal(20,6)) * c.one
    > c.volume * cast(1 + n.storage_volume_share as decimal(6,4)), false) as is_larger,
  case when c.utilization_surcharge_rate > 0
    then greatest(c.expected, mw_round(mw_div(
      cast(c.charged as decimal(20,4)) * cast(mw_div(c.volume, c.one) as decimal(14,6)),
      c.item_volume), 2))
    else c.expected end as expected,
  mw_div(c.volume, c.one) as declared_volume,
  case when c.msku is null and c.unit is null then 'a volume in cubic feet or cubic metres'
    when c.msku is null then 'SELLER_MEASUREMENTS'
    when c.rate is null or c.average_units is null or c.charged is null
      then 'a rate and a quantity'
  end as gap,
  c.size_source, c.size_line, c.source, c.line
from compared as c
join numbers as n on n.account = c.account
