-- fbm_safet: a refunded order of the seller's own shipping whose return has not come back.
--
-- Policy     window.safet · cap.safet_order · limit.safet_one_per_order
-- Family     seller_fulfilled
-- Needs      GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE
-- Owed       the units returned on paper, at what was refunded a unit, where no delivery of the
--            return is shown; of an order refunded above the cap each line has its share of the cap
-- Not owed   a return delivered to the seller (only he can judge it); an order of which any line
--            has a SAFE-T or an A-to-z claim, or a settlement or date range file shows the money
--            of one
-- Review     always: the report does not say who issued the refund, nor on which day
-- Evidence   the return row
-- Example    1 unit refunded 25.00 on a prepaid label, no delivery: 1 unit to be judged
--
-- name: openings
with told as (
  select account, order_id, currency, sum(refunded_amount) as refunded,
    max(case when safet_claim_id is null and upper(coalesce(is_atoz, 'N')) in ('N', 'NO', 'FALSE')
      then 0 else 1 end) as claimed
  from seller_returns
  group by account, order_id, currency
), posted as (
  select account, order_id, transaction_type as words, amount_description as more
  from settlement_lines
  union all
  select account, order_id, type, cast(null as string) from transactions
), closed as (
  select account, order_id from told where claimed = 1
  union
  -- of all that was posted only these orders are looked through
  select p.account, p.order_id from posted as p
  join told as t on t.account = p.account and t.order_id = p.order_id
  where upper(replace(replace(p.words, '-', ''), ' ', '')) in ('SAFETREIMBURSEMENT',
      'ATOZGUARANTEEREFUND', 'ATOZGUARANTEECLAIM')
    or upper(replace(replace(p.more, '-', ''), ' ', '')) = 'SAFETREIMBURSEMENT'
)
select
  r.account,
  r.order_id || '|' || coalesce(r.rma_id, '') || '|' || coalesce(r.msku, '') as event_key,
  r.request_date as event_date, r.units, r.order_id as rank, 'refunded' as role,
  'refund_issuer_and_day_unknown' as review, r.msku, r.asin, r.order_id,
  r.rma_id as reference_id,
  case when t.refunded > c.cap
    then mw_div(mw_cents(r.refunded_amount) * c.cap, mw_cents(t.refunded) * r.units)
    else mw_div(r.refunded_amount, r.units) end as unit_value,
  r.currency, 'order_proceeds' as valuation, r.source, r.line
from seller_returns as r
join told as t on t.account = r.account and t.order_id = r.order_id
  and t.currency is not distinct from r.currency
join audits as d on d.account = r.account
left join closed as k on k.account = r.account and k.order_id = r.order_id
left join caps as c on c.account = r.account and c.claim_type = 'fbm_safet'
  and coalesce(r.currency, d.currency) = d.currency
where r.refunded_amount > 0 and r.units > 0 and r.return_delivery_date is null
  and k.order_id is null
