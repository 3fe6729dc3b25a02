-- fbm_safet: a refunded order of the seller's own shipping whose return has not come back.
--
-- Policy     window.safet · cap.safet_order
-- Family     seller_fulfilled
-- Needs      GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE
-- Owed       the units returned on paper, at what was refunded a unit, where no delivery of the
--            return
--            is shown and no SAFE-T claim was made yet
-- Not owed   an order with an A-to-z claim; a return delivered to the seller (only he can judge it)
-- Review     always: the report does not say who issued the refund, nor on which day
-- Evidence   the return row
-- Example    1 unit refunded 25.00 on a prepaid label, no delivery: 1 unit to be judged
--
-- name: openings
select
  account, order_id || '|' || coalesce(rma_id, '') || '|' || coalesce(msku, '') as event_key,
  request_date as event_date, units, order_id as rank, 'refunded' as role,
  'refund_issuer_and_day_unknown' as review, msku, asin, order_id, rma_id as reference_id,
  mw_div(refunded_amount, units) as unit_value, currency, 'order_proceeds' as valuation, source,
    line
from seller_returns
where refunded_amount > 0 and units > 0 and return_delivery_date is null
  and safet_claim_id is null and upper(coalesce(is_atoz, 'N')) in ('N', 'NO', 'FALSE')
