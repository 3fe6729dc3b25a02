-- referral_situations: the different situations of all charges of a referral fee.
--
-- After      referral_asks
-- Grain      account, store, category, day, base of the fee and units; or account without category
-- Units      `items` are order items; `amount` of one unit, `amount_less` after promotions
--
-- name: table
select account, marketplace, category, day, base, base_less, units,
  cast(case when units = 1 then base else mw_div(base, units) end as decimal(18,6)) as amount,
  cast(case when units = 1 then base_less else mw_div(base_less, units) end as decimal(18,6))
    as amount_less, items
from (
  select account, marketplace, category, day, base, base_less, units, count(*) as items
  from (
    select account, marketplace, category, case when category is not null then day end as day,
      case when category is not null then base end as base,
      case when category is not null then base_less end as base_less,
      case when category is not null then units end as units
    from referral_asks
  ) as a
  group by account, marketplace, category, day, base, base_less, units
) as s
