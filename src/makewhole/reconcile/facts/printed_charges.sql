-- printed_charges: fees of other kinds, and what their own rows show to be charged in error.
--
-- After      fnsku_of_sku
-- Grain      one charge of one fee whose rates no card holds for certain
-- Units      money; `excess` follows from the row alone: above rate x units, in a month of too few
--            units
--            shipped, for units that did not come back, for more problem units than were expected.
--            `event_key` names the product and the calendar month
--
-- name: table
with rows_read as (
  select account, 'fee_inbound_placement' as claim_type, transaction_date as charge_date, fnsku,
    cast(null as string) as msku, asin, shipment_id, charged_amount, currency,
    case when rate is not null and received_units is not null
      then charged_amount - mw_round(cast(rate as decimal(18,4))
        * cast(received_units as decimal(19,0)), 2) end as excess, source, line
  from placement_fees
  union all
  select account, 'fee_low_inventory', charge_date, fnsku, msku, asin, null, charged_amount,
    currency, case when rate is not null and units is not null
      then charged_amount - mw_round(cast(rate as decimal(18,4))
        * cast(units as decimal(19,0)), 2) end, source, line
  from other_fees where kind = 'low_inventory'
  union all
  select f.account, 'fee_returns_processing', f.charge_date, f.fnsku, f.msku, f.asin, null,
    f.charged_amount, f.currency,
    case when f.shipped_units < n.returns_fee_least_units then f.charged_amount
      when f.units > f.returned_units then mw_round(mw_div(cast(f.charged_amount as decimal(20,4))
        * cast(f.units - f.returned_units as decimal(10,0)), f.units), 2)
      when f.rate is not null and f.units is not null then f.charged_amount
        - mw_round(cast(f.rate as decimal(18,4)) * cast(f.units as decimal(19,0)), 2)
    end, f.source, f.line
  from other_fees as f
  join numbers as n on n.account = f.account
  where f.kind = 'returns_processing'
  union all
  select account, 'fee_inbound_defect', reported_date, fnsku, msku, asin, shipment_id, fee_total,
    currency, case when problem_units > expected_units
      then mw_round(mw_div(cast(fee_total as decimal(20,4))
        * cast(problem_units - expected_units as decimal(10,0)), problem_units), 2) end,
    source, line
  from inbound_problems
)
select r.account, r.claim_type, r.charge_date, coalesce(r.fnsku, f.fnsku) as fnsku, r.msku, r.asin,
  r.shipment_id, r.charged_amount, r.excess,
  coalesce(r.fnsku, f.fnsku, r.msku, '') || '|' || substr(cast(r.charge_date as string), 1, 7)
    as event_key,
  r.source, r.line
from rows_read as r
join audits as a on a.account = r.account and a.currency = r.currency
left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku
where r.charged_amount > 0 and r.charge_date is not null
