-- fee_rows: the settlement rows that charge or give back a fee of the items not explained.
--
-- After      fulfilment_charges referral_charges refund_credits
-- Grain      one settlement row; only of what Amazon fulfils and in the store's currency
-- Units      `amount` signed as printed: a charge is negative
--
-- name: table
select s.account, s.order_id, s.msku, s.amount_description as fee, s.transaction_type,
  s.posted_date, s.amount, s.source, s.line
from settlement_lines as s
join (
  select account, order_id, msku from fulfilment_charges where gap is null or double_charged > 0
  union
  select account, order_id, msku from referral_charges where gap is null or double_charged > 0
  union
  select account, order_id, msku from refund_credits where gap is null
) as i on i.account = s.account and i.order_id = s.order_id and i.msku = s.msku
join audits as a on a.account = s.account and a.currency = s.currency
where s.amount_description in ('FBAPerUnitFulfillmentFee', 'Commission', 'RefundCommission')
  and coalesce(s.fulfillment_id, '') <> 'MFN'
