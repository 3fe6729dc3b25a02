-- charges: fees charged too high, one lot of cents per charge, less Amazon's corrections.
--
-- Corrections that name an order come off that order item's charges first; those that name none
-- come off
-- the product's fulfilment fees, then storage, then referral, then the others. Only then a month is
-- added
-- up: of its charges those count that may still be claimed, or all of them if none may.
--
-- Stages     corrected              settle
--            corrected_fulfilment   settle
--            corrected_storage      settle
--            corrected_referral     settle
--            corrected_other        settle
--
-- name: closings
select
  p.account, 'corrected' as role, p.approval_date as event_date, p.currency as measure,
  mw_cents(p.amount_total) as units, p.reimbursement_id as rank, p.because, p.fnsku, p.msku,
    p.asin,
  p.order_id, p.reimbursement_id, p.source, p.line
from payments as p
join audits as a on a.account = p.account and a.currency = p.currency
where p.because = 'Fee_Correction' and p.amount_total > 0
;
-- name: doors
-- sibling: the order item; of one day fulfilment, then storage, referral, commission
select o.account, o.lot, 'corrected' as stage, o.sibling as key, cast(null as date) as from_day,
  w.place as seq, cast(o.event_date as string) as place
from openings as o
join windows as w on w.account = o.account and w.claim_type = o.claim_type
union all
-- of the others too, of one day: as policy places them
select o.account, o.lot,
  case o.claim_type
    when 'fee_fulfilment_dimension' then 'corrected_fulfilment'
    when 'fee_storage_volume' then 'corrected_storage'
    when 'fee_referral' then 'corrected_referral'
    else 'corrected_other'
  end, coalesce(o.fnsku, o.msku), o.event_date, w.place, ''
from openings as o
join windows as w on w.account = o.account and w.claim_type = o.claim_type
where o.claim_type <> 'fee_commission_not_credited'
;
-- name: offers
select account, lot, 'corrected' as stage, order_id || ' ' || coalesce(msku, fnsku) as key
from closings where role = 'corrected' and order_id is not null
union all
select c.account, c.lot, s.stage, coalesce(c.fnsku, c.msku)
from closings as c
cross join (values ('corrected_fulfilment'), ('corrected_storage'), ('corrected_referral'),
  ('corrected_other')) as s(stage)
where c.role = 'corrected' and c.order_id is null
;
-- name: left_out
with rest as (
  select o.account, o.lot, o.claim_type, o.event_key, o.units - coalesce(e.units, 0) as units,
    coalesce(e.units, 0) > 0 and o.units - coalesce(e.units, 0) <= mw_cents(n.money_tolerance)
      as is_corrected,
    coalesce(case
      when w.close_after_days is not null then mw_add_days(o.event_date, w.close_after_days)
      when w.close_after_months is not null then mw_add_months(o.event_date, w.close_after_months)
    end, a.as_of) >= a.as_of as is_open
  from openings as o
  join audits as a on a.account = o.account
  join numbers as n on n.account = o.account
  join windows as w on w.account = o.account and w.claim_type = o.claim_type
  left join (
    select taker, cast(sum(units) as bigint) as units from entries group by taker
  ) as e on e.taker = o.lot
), months as (
  select account, claim_type, event_key,
    max(case when not is_corrected then 1 else 0 end) as live,
    max(case when not is_corrected and is_open then 1 else 0 end) as live_and_open
  from rest
  group by account, claim_type, event_key
)
select r.account, r.lot
from rest as r
join months as m on m.account = r.account and m.claim_type = r.claim_type
  and m.event_key = r.event_key
where (r.is_corrected and (m.live = 1 or r.units > 0))
  or (not r.is_corrected and not r.is_open and m.live_and_open = 1)
