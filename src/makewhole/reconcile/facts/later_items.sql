-- later_items: what came after the sale of an order item: refunded, given back of its fees.
--
-- After      later_rows
-- Grain      account, order id and seller SKU with such a row
-- Units      refunded amounts are positive, NULL where nothing was refunded; `*_back` is what rows
--            outside orders and refunds gave back of the fee. `other_currency` differs where
--            refunds are in several
--
-- name: table
select account, order_id, msku, max(case when kind = 'Refund' then 1 else 0 end) = 1
    as is_refunded,
  max(case when kind = 'Refund' then currency end) as currency,
  min(case when kind = 'Refund' then currency end) as other_currency,
  cast(-sum(case when kind = 'Refund' then case when is_price then amount else 0 end end)
    as decimal(18,4)) as refunded_principal,
  cast(-sum(case when kind = 'Refund' then case when is_promotion then amount else 0 end end)
    as decimal(18,4)) as refunded_promotion,
  cast(sum(case when kind = 'Refund' then case when is_price then abs(quantity) else 0 end end)
    as bigint) as refunded_quantity,
  min(case when kind = 'Refund' then day end) as first_refund_date,
  max(case when kind = 'Refund' then day end) as last_refund_date,
  sum(case when kind <> 'Refund' and is_fulfilment then amount else 0 end) as fulfilment_back,
  sum(case when kind <> 'Refund' and is_referral then amount else 0 end) as referral_back
from later_rows
group by account, order_id, msku
