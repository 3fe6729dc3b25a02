-- returned_items: returned units of refunded order items, as far as the item is judged for them.
--
-- A free replacement uses the oldest returns of its item; of one day those that may carry a
-- finding. An item is judged for the units refunded in full beyond those replaced, by the returns
-- that are left over: those that may carry a finding come first, then the oldest.
--
-- After      order_items returned_rows
-- Grain      one row of the returns report
-- Units      `left_units` no replacement used; `judged_units` of them may be owed; the rest takes
--            part in the set-off and owes nothing
--
-- name: table
with replaced as (
  select account, original_order_id as order_id, msku, cast(sum(units) as bigint) as units
  from replacements where units > 0
  group by account, original_order_id, msku
), told as (
  select r.*, coalesce(p.units, 0) as replaced_units,
    cast(sum(r.units) over (partition by r.account, r.order_id, r.msku
      order by r.return_date, case r.condition when 'other' then 1 else 0 end,
        r.license_plate_number nulls first, r.source, r.line
      rows between unbounded preceding and current row) as bigint) as back
  from returned_rows as r
  left join replaced as p on p.account = r.account and p.order_id = r.order_id
    and p.msku = r.msku
), left_over as (
  select *, least(units, greatest(back - replaced_units, 0)) as left_units from told
), ranked as (
  select t.*, i.first_refund_date,
    case when i.is_sold then greatest(i.refunded_units - i.replaced_units, 0) else 0 end
      as refunded_units,
    cast(sum(t.left_units) over (partition by t.account, t.order_id, t.msku
      order by case t.condition when 'other' then 1 else 0 end, t.return_date,
        t.license_plate_number nulls first, t.source, t.line
      rows between unbounded preceding and current row) as bigint) as running
  from left_over as t
  left join order_items as i on i.account = t.account and i.order_id = t.order_id
    and i.msku = t.msku
)
select r.*,
  greatest(least(r.left_units, coalesce(r.refunded_units, 0) - (r.running - r.left_units)), 0)
    as judged_units
from ranked as r
