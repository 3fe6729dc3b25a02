-- sku_of_fnsku: the seller SKU and ASIN that stand for an FNSKU.
--
-- After      skus
-- Grain      account and FNSKU
--
-- name: table
select account, fnsku, min(msku) as msku, min(asin) as asin from skus group by account, fnsku
