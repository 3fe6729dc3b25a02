-- aged_charges: each aged inventory surcharge, and what the declared volume would have cost.
--
-- After      declared_sizes
-- Grain      one surcharge row in the store's currency
-- Units      money; `excess` is the share of the charge that the volume above the declared one
--            makes, only
--            where the charge is volume x rate (a minimum by the unit hangs on no volume).
--            `event_key`
--            names the product and the calendar month
--
-- name: table
with held as (
  select g.account, g.fnsku, g.asin, g.msku, g.snapshot_date as charge_date, g.charged_units,
    g.charged_amount, g.item_volume, g.rate, d.volume, d.cubic_foot, d.source as size_source,
    d.line as size_line, n.storage_volume_share, n.money_tolerance, g.source, g.line
  from aged_fees as g
  join audits as a on a.account = g.account and a.currency = g.currency
  join numbers as n on n.account = g.account
  left join declared_sizes as d on d.account = g.account and d.msku = g.msku
    and g.snapshot_date between d.from_day and d.to_day
  where g.charged_amount > 0
)
select account, fnsku, asin, msku, charge_date, charged_amount,
  coalesce(fnsku, msku) || '|' || substr(cast(charge_date as string), 1, 7) as event_key,
  case when cast(item_volume as decimal(20,6)) * cubic_foot
        > volume * cast(1 + storage_volume_share as decimal(6,4))
      and abs(charged_amount - mw_round(cast(charged_units as decimal(20,0))
        * cast(item_volume as decimal(9,6)) * cast(rate as decimal(8,4)), 2)) <= money_tolerance
    then charged_amount - mw_round(mw_div(cast(charged_amount as decimal(20,4))
      * cast(mw_div(volume, cubic_foot) as decimal(14,6)), item_volume), 2)
  end as excess,
  case when volume is null then 'SELLER_MEASUREMENTS' end as gap, size_source, size_line,
    source, line
from held
