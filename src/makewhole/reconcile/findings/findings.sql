-- findings: what each event still asks for, at which value, until when, and what is to be done.
--
-- The statements run in order, each into a table of its name; `findings` is the last.
--
-- name: asked
with summed as (
  select event, cast(sum(case when owes then units else 0 end) as bigint) as asked,
    -- what Amazon itself has settled belongs to the event, and is compensated
    cast(sum(case when owes then 0 else units end) as bigint) as settled,
    min(case when owes then lot end) as lot, min(event_date) as event_date,
    min(unit_value) as own_value, min(confidence) as own_confidence, max(asin) as asin
  from lots
  where side = 'ask' and (owes or bucket = 'settled')
  group by event
  having max(case when owes then 1 else 0 end) = 1
)
select s.event, l.account, l.claim_type, l.event_key, s.event_date, l.measure, s.asked, s.settled,
  l.fnsku, l.msku, s.asin, l.order_id, l.shipment_id, l.removal_order_id, l.reimbursement_id,
  l.settlement_id, l.reference_id, s.own_value, l.currency as own_currency,
  l.valuation as own_valuation, s.own_confidence
from summed as s join lots as l on l.lot = s.lot
;
-- name: met
select l.event, g.role,
  case g.role when 'found' then 'found_later' when 'paid' then 'already_reimbursed'
    when 'in_kind' then 'already_reimbursed' else g.role end as reason,
  cast(sum(e.units) as bigint) as units
from entries as e
join lots as l on l.lot = e.taker and l.side = 'ask' and l.owes
join lots as g on g.lot = e.giver
where e.mode <> 'mark'
group by l.event, g.role
;
-- name: open_events
select a.*, coalesce(m.units, 0) as met_units,
  -- what is left of a sum that was set off may be rounding
  case when a.measure <> 'unit' and m.units > 0
      and a.asked - m.units <= mw_cents(n.money_tolerance) then 0
    else a.asked - coalesce(m.units, 0) end as units,
  w.action, w.valued, w.is_known, w.wait_days, w.close_after_days, w.close_after_months,
  w.is_assumed, w.confidence as policy_confidence, d.as_of, coalesce(t.store, d.store) as store,
  d.currency as store_currency,
  c.cap
from asked as a
join windows as w on w.account = a.account and w.claim_type = a.claim_type
join audits as d on d.account = a.account
join numbers as n on n.account = a.account
-- an order's own store, where the account's stores are told apart
left join order_stores as t on t.account = a.account and t.order_id = a.order_id
left join caps as c on c.account = a.account and c.claim_type = a.claim_type
left join (
  select event, cast(sum(units) as bigint) as units from met group by event
) as m on m.event = a.event
;
-- name: cost_prices
with wanted as (
  select o.account, o.event, o.event_date, o.store, o.store_currency,
    coalesce(o.msku, s.msku) as msku
  from open_events as o
  left join sku_of_fnsku as s on s.account = o.account and s.fnsku = o.fnsku
  where o.units > 0 and o.measure = 'unit' and o.own_value is null
    and o.valued = 'valuation.pre_order'
)
select w.event, w.store_currency, c.currency, c.cost as unit_value, c.source, c.line
from wanted as w
join costs as c on c.account = w.account and c.msku = w.msku
  and (c.marketplace is null or c.marketplace = w.store)
  and (c.effective_from is null or c.effective_from <= w.event_date)
qualify row_number() over (partition by w.event
  -- of several currencies on one day the store's own
  order by c.effective_from desc nulls last, case when c.currency = w.store_currency then 0 else 1
    end, c.cost nulls last, c.source, c.line) = 1
;
-- name: rate_prices
-- what Amazon last paid for the FNSKU in the store's currency, before or after the event; of
-- several on one day the smallest
select p.account, p.fnsku, p.amount_per_unit as unit_value, p.source, p.line
from payments as p
join audits as d on d.account = p.account and d.currency = p.currency
where p.kind = 'payment' and p.basis = 'pre_order' and p.cash_units > 0
  and p.amount_per_unit > 0 and p.original_reimbursement_id is null and p.fnsku is not null
qualify row_number() over (partition by p.account, p.fnsku
  order by p.approval_date desc nulls last, p.amount_per_unit, p.source, p.line) = 1
;
-- name: prices
with wanted as (
  select event, account, fnsku, valued, store_currency
  from open_events
  where units > 0 and measure = 'unit' and own_value is null
), found_prices as (
  select event, 0 as place, unit_value, currency, 'seller_cost' as valuation, source, line
  from cost_prices where currency = store_currency
  union all
  select o.event, 1, r.unit_value, o.store_currency, 'amazon_rate', r.source, r.line
  from wanted as o
  join rate_prices as r on r.account = o.account and r.fnsku = o.fnsku
  where o.valued = 'valuation.pre_order'
  union all
  select event, 0, unit_value, currency, valuation, source, line from order_prices
)
select event, unit_value, currency, valuation, source, line
from found_prices
qualify row_number() over (partition by event order by place, unit_value, source, line) = 1
;
-- name: judged
with dated as (
  select o.*, mw_add_days(o.event_date, o.wait_days) as opens_on,
    case
      when o.close_after_days is not null then mw_add_days(o.event_date, o.close_after_days)
      when o.close_after_months is not null then mw_add_months(o.event_date, o.close_after_months)
    end as last_day,
    coalesce(o.own_currency, p.currency, o.store_currency) as currency,
    -- a cap is a figure of the store's currency and says nothing of others
    case when o.cap < coalesce(o.own_value, p.unit_value)
        and coalesce(o.own_currency, p.currency, o.store_currency) = o.store_currency
      then o.cap else coalesce(o.own_value, p.unit_value) end as value_found,
    coalesce(o.own_valuation, p.valuation, 'unknown') as valuation,
    p.source as price_source, p.line as price_line
  from open_events as o
  left join prices as p on p.event = o.event
), doubted as (
  select event, true as is_doubted from doubts group by event
)
select d.*, coalesce(u.is_doubted, false) as is_doubted,
  case when d.is_assumed then cast(null as date) else d.last_day end as closes_on,
  case
    when d.units <= 0 then 'rejected'
    when d.as_of < d.opens_on then 'wait'
    when not d.is_assumed and d.as_of > d.last_day then 'expired'
    when d.action = 'report_only' then 'report_only'
    when d.last_day is null or d.as_of > d.last_day then 'review'
    when d.action = 'claim' and not coalesce(u.is_doubted, false) then 'claim'
    else 'review'
  end as decision,
  case when d.measure <> 'unit' or d.units <= 0 then cast(null as decimal(38,6))
    else d.value_found end as unit_value
from dated as d
left join doubted as u on u.event = d.event
;
-- name: reasons_given
select event, reason from noted where reason is not null
union all
select event, 'too_early' as reason from judged where decision = 'wait'
union all
select event, 'window_expired' from judged where decision = 'expired'
union all
select event, 'window_unknown' from judged
where decision = 'review' and last_day is null
union all
select event, 'window_unsure' from judged
where decision = 'review' and is_assumed and as_of > last_day
union all
select event, 'review_by_policy' from judged
where units > 0 and action = 'review'
union all
select event, 'report_only_by_policy' from judged
where units > 0 and action = 'report_only'
union all
select event, 'value_unknown' from judged
where units > 0 and valuation = 'unknown' and measure = 'unit'
union all
select event, 'reconciled' from judged where asked = 0
union all
select m.event, m.reason
from met as m join judged as j on j.event = m.event and j.decision = 'rejected'
union all
select d.event, d.reason
from doubts as d join judged as j on j.event = d.event and j.units > 0
;
-- name: reason_lists
select event, array_sort(array_agg(reason)) as reasons
from (select distinct event, reason from reasons_given) as r
group by event
;
-- name: findings
select
  mw_id(j.claim_type || '|' || j.account || '|' || j.event_key) as finding_id,
  j.claim_type, j.decision, r.reasons, j.account, j.store as marketplace, j.fnsku, j.msku, j.asin,
  j.order_id, j.shipment_id, j.removal_order_id, j.reimbursement_id, j.settlement_id,
  j.reference_id, j.event_date, j.opens_on, j.last_day as remind_by, j.closes_on,
  case when j.measure = 'unit' then j.asked + j.settled else 0 end as units_affected,
  case when j.measure = 'unit' then j.met_units + j.settled else 0 end as units_compensated,
  case when j.measure = 'unit' then j.units else 0 end as units,
  j.unit_value,
  case
    when j.units <= 0 then cast(0 as decimal(38,6))
    when j.measure = 'unit' then mw_round(j.units * j.unit_value, 2)
    else mw_round(j.units * cast(0.01 as decimal(18,2)), 2)
  end as amount,
  case when j.measure = 'unit' then j.currency else j.measure end as currency,
  case when j.units <= 0 then 'unknown' else j.valuation end as valuation,
  least(j.policy_confidence,
    case j.valuation when 'unknown' then 0 when 'amazon_rate' then 1 else 2 end,
    case when j.is_doubted then 1 else 2 end, coalesce(j.own_confidence, 2)) as confidence_rank,
  j.event, j.measure, j.event_key, j.asked, j.settled, j.met_units, j.units as owed,
  j.price_source, j.price_line
from judged as j
left join reason_lists as r on r.event = j.event
