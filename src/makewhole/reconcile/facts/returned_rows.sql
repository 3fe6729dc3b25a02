-- returned_rows: units that buyers sent back, under the names their product has elsewhere.
--
-- After      fnsku_of_sku sku_of_fnsku
-- Grain      one row of the returns report
-- Units      positive. A row without FNSKU takes that of its SKU, one without SKU that of its
--            FNSKU.
--            `condition` is damaged where Amazon or its carrier did it, sellable, or other: nothing
--            can be owed for it, or Amazon says it has paid
--
-- name: table
select r.account, r.return_date, r.order_id, coalesce(r.msku, s.msku) as msku,
  coalesce(r.fnsku, f.fnsku) as fnsku, coalesce(r.asin, s.asin) as asin, r.units,
  r.fulfillment_center, r.disposition, r.license_plate_number,
  case
    when lower(r.status) = 'reimbursed' then 'other'
    when r.disposition in ('DAMAGED', 'WAREHOUSE_DAMAGED', 'CARRIER_DAMAGED') then 'damaged'
    when r.disposition = 'SELLABLE' then 'sellable'
    else 'other'
  end as condition,
  r.source, r.line
from returns as r
left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku and r.fnsku is null
left join sku_of_fnsku as s on s.account = r.account and s.fnsku = r.fnsku
  and (r.msku is null or r.asin is null)
where r.units > 0
