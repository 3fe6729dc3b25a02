-- printed_charges: fees of other kinds, and what their own rows show to be charged in error.
--
-- After      fnsku_of_sku
-- Grain      one charge of one fee whose rates no card holds for certain
-- Units      money; `excess` follows from the rows alone: above rate x units, in a month of too few
--            units shipped, for units that did not come back, for more problem units than were
--            expected. A row equal to one before it is charged twice (`is_double`): all of it, of
--            problems what they come to above the units expected. Rows that name neither a
--            shipment, an order nor a month's units may be equal by chance.
--            A file that prints no currency is in that of its country, else in the store's own.
--            `event_key` names the product and the calendar month
--
-- name: table
with rows_read as (
  select p.account, 'fee_inbound_placement' as claim_type, p.transaction_date as charge_date,
    p.fnsku, cast(null as string) as msku, p.asin, p.shipment_id, p.charged_amount, p.currency,
    upper(p.country) as country, p.rate, p.received_units as units,
    cast(null as bigint) as shipped_units, cast(null as bigint) as returned_units,
    cast(null as bigint) as expected_units, row_number() over (partition by p.account,
      p.transaction_date, p.shipment_id, p.plan_id, p.country, p.fnsku, p.asin, p.size_tier,
      p.shipping_weight, p.received_units, p.rate, p.charged_amount, p.currency
      order by p.source, p.line) as place, p.source, p.line
  from placement_fees as p
  union all
  select f.account, 'fee_' || f.kind, f.charge_date, f.fnsku, f.msku, f.asin, cast(null as string),
    f.charged_amount, f.currency, cast(null as string), f.rate, f.units, f.shipped_units,
    f.returned_units, cast(null as bigint),
    case when f.order_id is not null
        or (f.kind = 'returns_processing' and f.shipped_units is not null)
      then row_number() over (partition by f.account, f.kind, f.charge_date, f.msku, f.fnsku,
        f.asin, f.order_id, f.units, f.shipped_units, f.returned_units, f.threshold, f.rate,
        f.charged_amount, f.currency order by f.source, f.line) else 1 end,
    f.source, f.line
  from other_fees as f
  union all
  select i.account, 'fee_inbound_defect', i.reported_date, i.fnsku, i.msku, i.asin, i.shipment_id,
    i.fee_total, i.currency, cast(null as string), cast(null as decimal(18,6)), i.problem_units,
    cast(null as bigint), cast(null as bigint), i.expected_units,
    row_number() over (partition by i.account, i.reported_date, i.shipment_id, i.status,
      i.fulfillment_center, i.msku, i.fnsku, i.asin, i.problem_type, i.problem_units,
      i.expected_units, i.received_units, i.level, i.fee_total, i.currency
      order by i.source, i.line),
    i.source, i.line
  from inbound_problems as i
), own as (
  select r.account, r.claim_type, r.charge_date, coalesce(r.fnsku, f.fnsku) as fnsku, r.msku,
    r.asin, r.shipment_id, r.charged_amount, r.shipped_units, r.returned_units, r.expected_units,
    case when r.rate > 0 then try_cast(r.rate as decimal(12,6)) end as rate,
    case when r.units > 0 then try_cast(r.units as decimal(9,0)) end as units,
    r.place, n.returns_fee_least_units as least_units, n.money_tolerance, r.source, r.line
  from rows_read as r
  join audits as a on a.account = r.account
  join numbers as n on n.account = r.account
  left join pools as s on s.pool = r.account
  left join fnsku_of_sku as f on f.account = r.account and f.msku = r.msku
  where r.charged_amount > 0 and r.charge_date is not null and (r.currency = a.currency
    or (r.currency is null and s.pool is null and coalesce(
      case r.country when 'GB' then 'UK' else r.country end, a.store) = a.store))
), judged as (
  select *, case
      when claim_type = 'fee_inbound_defect' then case when units * place > expected_units
        then mw_round(mw_div(cast(charged_amount as decimal(20,4))
          * least(units * place - expected_units, units), units), 2) end
      when place > 1 then charged_amount
      when claim_type = 'fee_returns_processing' and shipped_units < least_units
        then charged_amount
      when claim_type = 'fee_returns_processing' and units > returned_units then mw_round(mw_div(
        cast(charged_amount as decimal(20,4)) * (units - returned_units), units), 2)
      else charged_amount - mw_round(cast(rate as decimal(19,6)) * units, 2)
    end as excess
  from own
)
select account, claim_type, charge_date, fnsku, msku, asin, shipment_id, charged_amount,
  case when excess > money_tolerance then excess end as excess,
  place > 1 and excess > money_tolerance as is_double,
  coalesce(fnsku, msku, '') || '|' || substr(cast(charge_date as string), 1, 7) as event_key,
  source, line
from judged
