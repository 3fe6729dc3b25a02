-- storage_charges: storage fees on a volume above the declared one, and what that would have cost.
--
-- After      declared_sizes
-- Grain      one storage row in the store's currency, charged by the day of the audit; rows whose
--            volume is within the tolerated share are not here
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `charged`, and `expected` at the row's own average quantity and rate (the base
--            rate where it prints one). `is_larger` where the volume charged is above the declared
--            one by more than the tolerated share. Rates are per cubic foot or per cubic metre, as
--            the volume. Where a utilisation surcharge is in the fee, `expected` leaves it its
--            share
--
-- name: table
with rated as (
  select s.*, a.as_of, coalesce(s.storage_rate, s.base_rate) as rate,
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
  select m.account, m.fnsku, m.charge_month, d.msku, d.volume, d.cubic_foot, d.cubic_metre,
    d.source, d.line
  from (select distinct account, fnsku, charge_month from storage_fees) as m
  join declared_sizes as d on d.account = m.account and d.fnsku = m.fnsku
    and m.charge_month between d.from_day and d.to_day
  qualify row_number() over (partition by m.account, m.fnsku, m.charge_month
    order by d.cubic_feet desc, d.msku, d.source, d.line) = 1
), compared as (
  select r.*, d.msku, d.volume, d.source as size_source, d.line as size_line,
    case r.unit when 'foot' then d.cubic_foot else d.cubic_metre end as one,
    coalesce(cast(r.item_volume as decimal(20,6))
        * case r.unit when 'foot' then d.cubic_foot else d.cubic_metre end
      > d.volume * cast(1 + n.storage_volume_share as decimal(6,4)), false) as is_larger,
    case when d.msku is null and r.unit is null then 'a volume in cubic feet or cubic metres'
      when d.msku is null then 'SELLER_MEASUREMENTS'
      when r.rate is null or r.average_units is null or r.estimated_fee is null
        then 'a rate and a quantity'
    end as gap,
    mw_add_days(mw_add_months(r.charge_month, 1), n.storage_charge_days) as charge_date
  from rated as r
  join numbers as n on n.account = r.account
  left join declared as d on d.account = r.account and d.fnsku = r.fnsku
    and d.charge_month = r.charge_month and r.unit is not null
), priced as (
  select *, mw_round(mw_div(cast(cast(average_units as decimal(10,3)) * cast(rate as decimal(8,4))
    as decimal(18,7)) * cast(volume as decimal(22,6)), one), 2) as at_declared
  from compared
  where (is_larger or gap is not null) and charge_date <= as_of
)
select account, fnsku, asin, msku, estimated_fee as charged, item_volume, rate, average_units,
  charge_date, coalesce(fnsku, msku) || '|' || substr(cast(charge_date as string), 1, 7)
    as event_key, is_larger,
  case when utilization_surcharge_rate > 0
    then greatest(at_declared, mw_round(mw_div(
      cast(estimated_fee as decimal(20,4)) * cast(mw_div(volume, one) as decimal(14,6)),
      item_volume), 2))
    else at_declared end as expected,
  mw_div(volume, one) as declared_volume, gap, size_source, size_line, source, line
from priced
