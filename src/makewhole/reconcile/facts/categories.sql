-- categories: the referral category the seller's cost file gives a SKU, the latest of several.
--
-- Grain      account and seller SKU
-- Units      `is_apparel` where any row says clothing: another rate card then holds for fulfilment
--
-- name: table
select account, msku, max_by(lower(referral_category),
    coalesce(effective_from, date '0001-01-01')) as category,
  max(case when lower(referral_category) = 'clothing_and_accessories' then 1 else 0 end) = 1
    as is_apparel,
  min(source) as source, min(line) as line
from costs
where referral_category is not null and msku is not null
group by account, msku
