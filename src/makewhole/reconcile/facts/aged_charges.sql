-- aged_charges: each aged inventory surcharge, and what the card and the declared volume give.
--
-- After      declared_sizes fee_asked_aged fnsku_of_sku
-- Grain      one surcharge row in the store's currency
-- Units      money; `excess` is the charge less what is right: the declared volume where the one
--            charged is above it by more than the tolerated share, the rate of the card, at least
--            its sum by the unit; all of it where `is_double`, an equal row stands before it. Only
--            where the charge is volume x rate as printed, within the same share.
--            `event_key` names the product and the calendar month; `gap` says why a row hangs on
--            more than is in hand. `confidence` 0 low to 2 high
--
-- name: table
with held as (
  select g.account, coalesce(g.fnsku, f.fnsku) as fnsku, g.asin, g.msku,
    g.snapshot_date as charge_date, g.charged_amount, g.item_volume, x.version, x.confidence,
    case when x.is_claimable then x.rate end as card_rate,
    case when x.is_claimable then x.minimum end as minimum,
    try_cast(g.charged_units as decimal(9,0)) as units, try_cast(g.rate as decimal(8,4)) as rate,
    d.msku as declared, try_cast(d.volume as decimal(20,6)) as volume, d.cubic_foot,
    lower(g.volume_unit) like '%feet%' or lower(g.volume_unit) like '%foot%'
      or lower(g.volume_unit) like '%ft%' as is_feet,
    d.source as size_source, d.line as size_line, n.storage_volume_share as share,
    n.money_tolerance, row_number() over (partition by g.account, g.snapshot_date, g.msku, g.fnsku,
      g.country, g.condition, g.age_tier, g.charged_units, g.item_volume, g.volume_unit, g.rate,
      g.charged_amount order by g.source, g.line) > 1 as is_double,
    g.source, g.line
  from aged_fees as g
  join audits as a on a.account = g.account and a.currency = g.currency
  join numbers as n on n.account = g.account
  left join fnsku_of_sku as f on f.account = g.account and f.msku = g.msku
  left join declared_sizes as d on d.account = g.account and d.msku = g.msku and d.is_largest
    and g.snapshot_date between d.from_day and d.to_day
  left join fee_asked_aged as q on q.marketplace = a.store and q.day = g.snapshot_date
    and q.age_tier = g.age_tier
  left join expected_aged as x on x.ask = q.ask
  where g.charged_amount > 0
), compared as (
  select *, coalesce(is_feet and cast(item_volume as decimal(20,6)) * cubic_foot
      > volume * cast(1 + share as decimal(6,4)), false) as is_larger,
    abs(charged_amount - units * rate * cast(item_volume as decimal(19,6)))
      <= greatest(money_tolerance, cast(charged_amount as decimal(19,4)) * share) as is_by_volume
  from held
), priced as (
  select *, case
      when card_rate is null then null
      when is_larger then mw_round(greatest(
        mw_div(units * cast(card_rate as decimal(8,4)) * volume, cubic_foot), units * minimum), 2)
      when is_feet and rate > card_rate then mw_round(greatest(units
        * cast(card_rate as decimal(8,4)) * cast(item_volume as decimal(19,6)), units * minimum), 2)
    end as expected
  from compared
), judged as (
  select *, case
      when units is null or rate is null or item_volume is null then 'a rate and a quantity'
      when not coalesce(is_feet, false) then 'a volume in cubic feet'
      when card_rate is null then 'a rate card that is certain'
      when not is_by_volume and charged_amount > units * minimum then 'a charge of volume by rate'
      when declared is null then 'SELLER_MEASUREMENTS'
    end as gap
  from priced
)
select account, fnsku, asin, msku, charge_date, charged_amount, is_double, is_larger,
  coalesce(fnsku, msku) || '|' || substr(cast(charge_date as string), 1, 7) as event_key,
  case when is_double then charged_amount
    when is_by_volume and charged_amount - expected > money_tolerance
      then charged_amount - expected end as excess,
  item_volume, mw_div(volume, cubic_foot) as declared_volume, rate, card_rate, version,
  case when is_double or confidence = 'medium' then 1 when confidence = 'high' then 2 else 0 end
    as confidence,
  case when is_double then null else gap end as gap,
  size_source, size_line, source, line
from judged
