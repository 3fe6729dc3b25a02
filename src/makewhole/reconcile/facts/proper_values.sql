-- proper_values: what each unit of a payment should have been worth, where a report tells.
--
-- After      payments order_proceeds
-- Grain      one reimbursement row that paid units in cash, in the store's currency
-- Units      `proper` per unit, at most the cap of the claim type: the seller's cost valid on the
--            day of
--            approval for reasons valued before an order; what the order brought for those valued
--            after one, of the original order where the row names its replacement. Rows of which
--            neither is known are not here
--
-- name: table
with paid as (
  select p.*, a.store
  from payments as p
  join audits as a on a.account = p.account and a.currency = p.currency
  where p.kind = 'payment' and p.cash_units > 0 and p.amount_per_unit is not null
), costed as (
  select p.source, p.line, p.account, c.cost as proper, c.currency, 'seller_cost' as valuation,
    c.source as price_source, c.line as price_line
  from paid as p
  join costs as c on c.account = p.account and c.msku = p.msku
    and (c.marketplace is null or c.marketplace = p.store)
    and (c.effective_from is null or c.effective_from <= p.approval_date)
  where p.basis = 'pre_order'
  qualify row_number() over (partition by p.account, p.source, p.line
    order by c.effective_from desc nulls last, case when c.currency = p.currency then 0 else 1 end,
      c.cost nulls last, c.source, c.line) = 1
), replaced as (
  select account, replacement_order_id, msku, min(original_order_id) as order_id
  from replacements
  group by account, replacement_order_id, msku
), sold as (
  select p.source, p.line, p.account,
    greatest(mw_share(o.proceeds, o.units, o.places), 0) as proper, o.currency,
    'order_proceeds' as valuation, o.source as price_source, o.line as price_line
  from paid as p
  left join replaced as r on r.account = p.account and r.replacement_order_id = p.order_id
    and r.msku = p.msku
  join order_proceeds as o on o.account = p.account and o.msku = p.msku
    and o.order_id = coalesce(r.order_id, p.order_id)
  where p.because in ('CustomerReturn', 'Free_Replacement_Refund_Items', 'Lost_Outbound',
    'Damaged_Outbound')
), told as (
  select * from costed union all select * from sold
)
select p.account, p.reimbursement_id, p.order_id, p.fnsku, p.msku, p.asin, p.approval_date,
  p.currency, p.cash_units, p.amount_per_unit,
  case when c.cap < t.proper then c.cap else t.proper end as proper, t.valuation, t.price_source,
  t.price_line, p.source, p.line
from paid as p
join told as t on t.account = p.account and t.source = p.source and t.line = p.line
  and t.currency = p.currency
left join caps as c on c.account = p.account and c.claim_type = 'reimb_undervalued'
