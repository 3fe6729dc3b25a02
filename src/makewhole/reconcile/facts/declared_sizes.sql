-- declared_sizes: the seller's own measurements of each SKU, and the days for which they stand.
--
-- After      fnsku_of_sku
-- Grain      one measurement. It stands until the SKU is measured on a later day; the earliest for
--            all days before it too. Of several of one SKU and day (it may be that of several
--            products) `is_largest` is one: by it more of a fee is right
-- Units      `item` numbers SKU and day. Sides in inches and weight in pounds, as declared or
--            converted; `volume` in cubic inches or centimetres as declared, with `cubic_foot` and
--            `cubic_metre` in the same, exactly; `cubic_feet` is the volume in these
--
-- name: table
with read_as as (
  select m.account, m.msku, coalesce(m.fnsku, f.fnsku) as fnsku, m.measured_on, m.source, m.line,
    coalesce(m.msku, m.fnsku) as product,
    m.length_in is not null and m.width_in is not null and m.height_in is not null as is_inches,
    cast(coalesce(m.length_in, m.length_cm) as decimal(19,4)) as length,
    cast(coalesce(m.width_in, m.width_cm) as decimal(9,4)) as width,
    cast(coalesce(m.height_in, m.height_cm) as decimal(9,4)) as height,
    coalesce(m.weight_lb, mw_div(m.weight_g * 100, cast(45359.237 as decimal(9,3)))) as weight
  from measurements as m
  left join fnsku_of_sku as f on f.account = m.account and f.msku = m.msku
), sized as (
  select *, cast(length * width * height as decimal(26,8)) as volume,
    case when is_inches then cast(1728 as decimal(13,6))
      else cast(28316.846592 as decimal(13,6)) end as cubic_foot,
    case when is_inches then cast(61023.744095 as decimal(13,6))
      else cast(1000000 as decimal(13,6)) end as cubic_metre
  from read_as
  where length > 0 and width > 0 and height > 0
), days as (
  select account, product, measured_on,
    case when row_number() over w = 1 then date '0001-01-01' else measured_on end as from_day,
    coalesce(mw_add_days(lead(measured_on) over w, -1), date '9999-12-30') as to_day
  from sized
  group by account, product, measured_on
  window w as (partition by account, product order by measured_on nulls first)
)
select s.account, msku, fnsku,
  dense_rank() over (order by s.account, s.product, s.measured_on nulls first) as item,
  row_number() over (partition by s.account, s.product, s.measured_on
    order by mw_div(volume, cubic_foot) desc, weight desc nulls last, source, line) = 1
    as is_largest,
  from_day, to_day,
  case when is_inches then length else mw_div(length, cast(2.54 as decimal(3,2))) end as side_1,
  case when is_inches then width else mw_div(width, cast(2.54 as decimal(3,2))) end as side_2,
  case when is_inches then height else mw_div(height, cast(2.54 as decimal(3,2))) end as side_3,
  weight, volume, cubic_foot, cubic_metre, mw_div(volume, cubic_foot) as cubic_feet, source, line
from sized as s
join days as d on d.account = s.account and d.product = s.product
  and d.measured_on is not distinct from s.measured_on
