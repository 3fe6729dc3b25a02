-- fnsku_of_sku: the FNSKU that stands for a seller SKU.
--
-- After      skus
-- Grain      account and seller SKU
--
-- name: table
select account, msku, min(fnsku) as fnsku from skus where msku is not null group by account, msku
