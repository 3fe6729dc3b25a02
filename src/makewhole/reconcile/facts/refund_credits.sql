-- refund_credits: days of refund on which less of a referral fee came back than had to.
--
-- After      fee_asked_refunds fnsku_of_sku sku_of_fnsku
-- Grain      account, order id, seller SKU and day posted; days that gave enough are not here;
--            `given` includes what is spare of the item, the oldest day first
-- Units      `event_key` names the product and the calendar month of the charge;
--            money: `owed_back` is the least any reading of the cap leaves; NULL where `gap` says
--            why
--
-- name: table
with judged as (
  select d.*, x.credit_lowest, x.referral_back, x.kept_highest, x.version, x.confidence, x.gap,
    coalesce(x.is_claimable, false) as is_claimable,
    case when x.is_claimable then greatest(x.credit_lowest - d.given, 0) else 0 end as lacking
  from refund_days as d
  left join fee_asked_refunds as q on q.marketplace = d.marketplace and q.day = d.day
    and q.referral_fee = d.commission and q.refunded = d.refunded and q.ordered = d.principal
    and q.units = d.units and d.is_judged
  left join expected_refund as x on x.ask = q.ask
  where d.commission > 0
), spread as (
  select *, least(lacking, greatest(spare - coalesce(sum(lacking) over (
    partition by account, order_id, msku order by day
    rows between unbounded preceding and 1 preceding), 0), 0)) as made_good
  from judged
)
select d.account, d.order_id, d.msku, f.fnsku, g.asin, d.day as charge_date,
  coalesce(f.fnsku, d.msku) || '|' || substr(cast(d.day as string), 1, 7) as event_key,
  d.given + d.made_good as given, case when d.is_claimable then d.credit_lowest end as owed_back,
  d.referral_back, d.kept_highest, d.version,
  case d.confidence when 'high' then 2 when 'medium' then 1 else 0 end as confidence,
  case when not d.is_judged then 'a refund administration fee of the store'
    when d.gap is not null then 'a rate card: ' || d.gap
    when not d.is_claimable then 'a rate card that is certain' end as gap,
  d.source, d.line
from spread as d
left join fnsku_of_sku as f on f.account = d.account and f.msku = d.msku
left join sku_of_fnsku as g on g.account = d.account and g.fnsku = f.fnsku
where not d.is_judged or not d.is_claimable or d.lacking > d.made_good
