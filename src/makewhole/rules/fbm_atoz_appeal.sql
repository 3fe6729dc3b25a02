-- fbm_atoz_appeal: an A-to-z claim that was refunded on an order of the seller's own shipping.
--
-- Policy     window.atoz_appeal
-- Family     seller_fulfilled
-- Needs      GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE
-- Owed       the units of the claim, at what was refunded a unit
-- Review     always: the report does not say whether the claim was granted against the seller, nor
--            on which day; the day of the request stands in, which is the prudent one
-- Evidence   the return row
-- Example    1 unit with an A-to-z claim, 30.00 refunded: 1 unit to be judged
--
-- name: openings
select
  account, order_id || '|' || coalesce(rma_id, '') || '|' || coalesce(msku, '') as event_key,
  request_date as event_date, units, order_id as rank, 'refunded' as role,
  'grant_and_day_unknown' as review, msku, asin, order_id, rma_id as reference_id,
  mw_div(refunded_amount, units) as unit_value, currency, 'order_proceeds' as valuation, source,
    line
from seller_returns
where refunded_amount > 0 and units > 0 and upper(is_atoz) in ('Y', 'YES', 'TRUE')
