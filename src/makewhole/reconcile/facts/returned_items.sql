-- returned_items: returned units of refunded order items, as far as the item is judged for them.
--
-- An item is judged for the units refunded in full beyond those replaced. Of its returns, those
-- that may carry a finding come first, then the oldest.
--
-- After      order_items fnsku_of_sku
-- Grain      one row of the returns report
-- Units      `judged_units` of the row may be owed; the rest takes part in the set-off and owes
--            nothing
--
-- name: table
with told as (
  select r.account, r.return_date, r.order_id, r.msku, coalesce(r.fnsku, f.fnsku) as fnsku, r.asin,
    r.units, r.fulfillment_center, r.disposition, r.license_plate_number, r.source, r.line,
    case
      when r.status = 'Reimbursed' then 'other'
      when r.disposition in ('DAMAGED', 'WAREHOUSE_DAMAGED', 'CARRIER_DAMAGED') then 'damaged'
      when r.disposition = 'SELLABLE' then 'sellable'
      else 'other'
    end as condition
  from returns as r
  left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku and r.fnsku is null
  where r.units > 0
), ranked as (
  select t.*, i.first_refund_date,
    case when i.is_sold then greatest(i.refunded_units - i.replaced_units, 0) else 0 end
      as refunded_units,
    cast(sum(t.units) over (partition by t.account, t.order_id, t.msku
      order by case t.condition when 'other' then 1 else 0 end, t.return_date,
        t.license_plate_number nulls first, t.source, t.line
      rows between unbounded preceding and current row) as bigint) as running
  from told as t
  left join order_items as i on i.account = t.account and i.order_id = t.order_id
    and i.msku = t.msku
)
select r.*,
  greatest(least(r.units, coalesce(r.refunded_units, 0) - (r.running - r.units)), 0) as judged_units
from ranked as r
