-- categories: the referral category the seller's cost file gives a SKU, the latest of several.
--
-- Grain      account and seller SKU; `source` and `line` of the row that says it
-- Units      `is_apparel` where any row says clothing: another rate card then holds for fulfilment
--
-- name: table
select account, msku, lower(referral_category) as category,
  max(case when lower(referral_category) = 'clothing_and_accessories' then 1 else 0 end)
    over (partition by account, msku) = 1 as is_apparel, source, line
from costs
where referral_category is not null and msku is not null
qualify row_number() over (partition by account, msku
  order by coalesce(effective_from, date '0001-01-01') desc nulls last,
    lower(referral_category), source, line) = 1
