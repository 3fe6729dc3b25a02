-- fee_rows: the settlement rows of customer orders that charge or give back a fee of an item.
--
-- Grain      one settlement row; only of what Amazon fulfils and in the store's currency
-- Units      `amount` signed as printed: a charge is negative
--
-- name: view
select s.account, s.order_id, s.msku, s.amount_description as fee, s.transaction_type,
  s.posted_date,
  s.amount, s.source, s.line
from settlement_lines as s
join audits as a on a.account = s.account and a.currency = s.currency
where s.amount_description in ('FBAPerUnitFulfillmentFee', 'Commission', 'RefundCommission')
  and s.order_id is not null and s.msku is not null and s.order_id not like 'S0%'
  and coalesce(s.fulfillment_id, '') <> 'MFN'
