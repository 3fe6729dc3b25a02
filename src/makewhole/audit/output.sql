-- output: findings as they are handed out: one row each, with evidence, policy and a sentence.
--
-- name: policy_lists
select account, claim_type, array_sort(array_agg(mw_policy(key, since, value, source))) as policy
from policy_used
group by account, claim_type
;
-- name: event_policies
-- the values of the claim type, and those quoted for the one event
select e.event, array_sort(array_agg(mw_policy(p.key, p.since, p.value, p.source))) as policy
from (select event, account, claim_type from cited group by event, account, claim_type) as e
join (
  select account, claim_type, cast(null as bigint) as event, key, since, value, source
  from policy_used
  union all
  select account, claim_type, event, key, since, value, source from cited
  group by account, claim_type, event, key, since, value, source
) as p on p.account = e.account and p.claim_type = e.claim_type
  and coalesce(p.event, e.event) = e.event
group by e.event
;
-- name: remarks
select event, mw_join(sentences, ' ') as remark
from (
  select event, array_sort(array_agg(remark)) as sentences
  from (select event, remark from noted where remark is not null group by event, remark) as n
  group by event
) as s
;
-- name: judgements
-- why a person must judge an event, in words; a reason without words is shown as it is called
select event, mw_join(words, '; ') as words
from (
  select event, array_sort(array_agg(words)) as words
  from (
    select g.event, coalesce(w.words, replace(g.reason, '_', ' ')) as words
    from reasons_given as g
    join judged as j on j.event = g.event and j.decision = 'review'
    left join (values
    ('already_reimbursed', 'a payment may have covered it'),
    ('carrier_damaged_before', 'the same units were damaged by the carrier before'),
    ('charged_twice', 'the same charge stands there twice'),
    ('found_later', 'a find may have covered it'),
    ('grant_and_day_unknown', 'who granted the claim, and when, is in no report'),
    ('parcel_not_in_hand', 'what was in the parcel is in no report'),
    ('received_quantity_unknown', 'how many units were received is in no report'),
    ('reconciled_quantity_unknown', 'how many of its units Amazon has reconciled is not printed'),
    ('refund_issuer_and_day_unknown', 'who refunded the buyer, and when, is in no report'),
    ('return_not_in_hand', 'what came back is in no report'),
    ('return_without_order', 'the return names no order'),
    ('returns_not_in_hand', 'the returns report of these days is not there'),
    ('review_by_policy', 'the policy leaves it to a person'),
    ('settlements_not_in_hand', 'the settlement before these days is not there'),
    ('shipment_not_in_hand', 'the shipment is in no report'),
    ('store_unknown', 'nothing tells which store it belongs to'),
    ('unsellable_before', 'the units could not be sold even before'),
    ('unsellable_when_removed', 'the units could not be sold when they were removed'),
    ('value_unknown', 'what a unit is worth is not known'),
    ('window_unknown', 'no source says until when it may be filed'),
    ('window_unsure', 'its last prudent day has passed, and no source says when the window closes')
    ) as w(reason, words) on w.reason = g.reason
    group by g.event, w.words, g.reason
  ) as r
  group by event
) as s
;
-- name: output
select
  f.finding_id, f.claim_type, f.decision, f.reasons, f.account, f.marketplace, f.fnsku, f.msku,
  f.asin, f.order_id, f.shipment_id, f.removal_order_id, f.reimbursement_id, f.settlement_id,
  f.reference_id, f.event_date, f.opens_on, f.remind_by, f.closes_on, f.units_affected,
  f.units_compensated, f.units, f.unit_value, f.amount, f.currency, f.valuation,
  case f.confidence_rank when 2 then 'high' when 1 then 'medium' else 'low' end as confidence,
  t.title
    || case when f.measure = 'unit' then
        ', ' || coalesce(f.fnsku, f.msku, f.order_id, 'item') || ': '
        || cast(f.asked + f.settled as string)
        || case when f.asked + f.settled = 1 then ' unit' else ' units' end
      else ', ' || coalesce(f.fnsku, f.msku, f.settlement_id, f.order_id, 'item') || ': '
        || mw_plain(mw_round(f.asked * cast(0.01 as decimal(18,2)), 2)) || ' ' || f.measure end
    || ' on ' || cast(f.event_date as string)
    || case when f.reference_id is not null then ' (reference ' || f.reference_id || ')'
        when f.shipment_id is not null then ' (shipment ' || f.shipment_id || ')'
        when f.order_id is not null then ' (order ' || f.order_id || ')'
        when f.reimbursement_id is not null then ' (reimbursement ' || f.reimbursement_id || ')'
        else '' end
    || case when f.settled > 0 then '; reconciled by Amazon: '
      || cast(f.settled as string) else '' end
    || case when s.words is not null and f.measure = 'unit' then '; set off: ' || s.words
      else '' end
    || case
        when f.decision = 'rejected' then '. Nothing is owed.'
        when f.measure <> 'unit' then '. Owed: ' || mw_plain(f.amount) || ' ' || f.currency || '.'
        when f.amount is null then '. Still owed: ' || cast(f.units as string)
          || ', of unknown value.'
        else '. Still owed: ' || cast(f.units as string) || ' at ' || mw_plain(f.unit_value) || ' '
          || f.currency || ' = ' || mw_plain(f.amount) || ' ' || f.currency || '.' end
    || case f.decision
        when 'claim' then case when f.closes_on is not null
          then ' File by ' || cast(f.closes_on as string) || '.'
          else ' File by ' || cast(f.remind_by as string) || ', the prudent date.' end
        when 'wait' then ' It may be filed from ' || cast(f.opens_on as string) || '.'
        when 'expired' then ' The window closed on ' || cast(f.closes_on as string) || '.'
        when 'review' then ' A person must judge it: '
          || coalesce(n.words, 'nothing more is known of it') || '.'
        when 'report_only' then ' It is shown only; there is nothing to file.'
        else '' end
    || coalesce(' ' || r.remark, '') as explanation,
  e.evidence, coalesce(q.policy, p.policy) as policy
from findings as f
join claim_titles as t on t.claim_type = f.claim_type
left join evidence as e on e.event = f.event
left join policy_lists as p on p.account = f.account and p.claim_type = f.claim_type
left join event_policies as q on q.event = f.event
left join remarks as r on r.event = f.event
left join judgements as n on n.event = f.event
left join set_off as s on s.event = f.event
