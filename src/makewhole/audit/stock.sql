-- stock: the stock account, month by month, from the ledger's own rows, held against Amazon's
-- balances.
--
-- Grain      account, FNSKU, disposition and month
-- Units      all columns count units as they enter (in) or leave (out), so that
--            opening + receipts + customer_returns + found + other_in
--              - shipments - removals - lost - damaged - disposed - other_out = closing
--            lost, damaged and the rest may be negative where the ledger itself books them back
-- Unknown    without a ledger summary nobody can say what lay there before the first row: opening
--            and
--            closing are then NULL, never zero
--
-- name: moves
select
  e.account, e.fnsku, e.disposition, e.event_date,
  cast(date_trunc('month', e.event_date) as date) as month,
  case
    when e.event_type = 'Receipts' then 'receipts'
    when e.event_type = 'Shipments' then 'shipments'
    when e.event_type = 'CustomerReturns' then 'customer_returns'
    when e.event_type = 'VendorReturns' then 'removals'
    when e.event_type = 'WhseTransfers' then 'transfers'
    when e.event_type = 'Adjustments' and c.code_group = 'found' then 'found'
    when e.event_type = 'Adjustments' and c.code_group = 'lost' then 'lost'
    when e.event_type = 'Adjustments' and c.code_group = 'damaged' then 'damaged'
    when e.event_type = 'Adjustments' and c.code_group = 'disposed' then 'disposed'
    else 'other'
  end as kind,
  e.units
from ledger_events as e
left join stock_codes as c on c.code = e.reason;

-- name: months
select
  account, fnsku, disposition, month,
  cast(sum(units) as bigint) as net,
  cast(coalesce(sum(units) filter (where kind = 'receipts'), 0) as bigint) as receipts,
  cast(coalesce(sum(units) filter (where kind = 'customer_returns'), 0) as bigint)
    as customer_returns,
  cast(coalesce(sum(units) filter (where kind = 'found'), 0) as bigint) as found,
  cast(coalesce(sum(units) filter (where kind in ('other', 'transfers') and units > 0), 0)
    as bigint) as other_in,
  cast(-coalesce(sum(units) filter (where kind = 'shipments'), 0) as bigint) as shipments,
  cast(-coalesce(sum(units) filter (where kind = 'removals'), 0) as bigint) as removals,
  cast(-coalesce(sum(units) filter (where kind = 'lost'), 0) as bigint) as lost,
  cast(-coalesce(sum(units) filter (where kind = 'damaged'), 0) as bigint) as damaged,
  cast(-coalesce(sum(units) filter (where kind = 'disposed'), 0) as bigint) as disposed,
  cast(-coalesce(sum(units) filter (where kind in ('other', 'transfers') and units < 0), 0)
    as bigint) as other_out
from stock_moves
group by account, fnsku, disposition, month;

-- name: anchors
with firsts as (
  select account, min(period) as anchor from ledger_summaries group by account
),
-- one month may stand in one file as a month and in another as its first day
labels as (
  select f.account, f.anchor, min(length(s.label)) as shortest
  from firsts as f
  join ledger_summaries as s on s.account = f.account and s.period = f.anchor
  group by f.account, f.anchor
)
select
  s.account, f.anchor, s.fnsku, s.disposition,
  cast(sum(s.starting_balance) as bigint) as balance
from ledger_summaries as s
join labels as f
  on f.account = s.account and f.anchor = s.period and f.shortest = length(s.label)
group by s.account, f.anchor, s.fnsku, s.disposition;

-- name: pairs
with seen as (
  select distinct account, fnsku, disposition from stock_months
  union
  select account, fnsku, disposition from stock_anchors
),
anchored as (select distinct account, anchor from stock_anchors),
earlier as (
  select m.account, m.fnsku, m.disposition, cast(sum(m.units) as bigint) as units
  from stock_moves as m
  join anchored as n on n.account = m.account and m.event_date < n.anchor
  group by m.account, m.fnsku, m.disposition
)
select
  p.account, p.fnsku, p.disposition,
  case when n.anchor is null then null else coalesce(a.balance, 0) end as balance,
  coalesce(e.units, 0) as before_anchor
from seen as p
left join anchored as n on n.account = p.account
left join stock_anchors as a
  on a.account = p.account and a.fnsku = p.fnsku
  and a.disposition is not distinct from p.disposition
left join earlier as e
  on e.account = p.account and e.fnsku = p.fnsku
  and e.disposition is not distinct from p.disposition;

-- name: account
with calendar as (
  select distinct account, month from stock_months
),
grid as (
  select p.account, p.fnsku, p.disposition, c.month, p.balance, p.before_anchor
  from stock_pairs as p
  join calendar as c on c.account = p.account
),
running as (
  select
    g.*, m.receipts, m.customer_returns, m.found, m.other_in, m.shipments, m.removals, m.lost,
    m.damaged, m.disposed, m.other_out, coalesce(m.net, 0) as net,
    cast(sum(coalesce(m.net, 0)) over (
      partition by g.account, g.fnsku, g.disposition order by g.month nulls last
      rows between unbounded preceding and current row
    ) as bigint) as so_far
  from grid as g
  left join stock_months as m
    on m.account = g.account and m.fnsku = g.fnsku and m.month = g.month
    and m.disposition is not distinct from g.disposition
)
select
  account, fnsku, disposition, month,
  balance - before_anchor + so_far - net as opening,
  coalesce(receipts, 0) as receipts, coalesce(customer_returns, 0) as customer_returns,
  coalesce(found, 0) as found, coalesce(other_in, 0) as other_in,
  coalesce(shipments, 0) as shipments, coalesce(removals, 0) as removals,
  coalesce(lost, 0) as lost, coalesce(damaged, 0) as damaged,
  coalesce(disposed, 0) as disposed, coalesce(other_out, 0) as other_out,
  balance - before_anchor + so_far as closing
from running
where receipts is not null or coalesce(balance - before_anchor + so_far, 0) <> 0;

-- name: periods
-- How long each period of a summary file is: to the day before the next one printed in the same
--     file;
-- the last one as long as the one before it, or its month where the label is a month. A file with a
-- single period of unknown length is not compared. Of a month that stands in one file as a month
-- and in another as its first day, one is taken.
with printed as (
  select distinct account, source, label, period from ledger_summaries
),
next_one as (
  select *,
    lead(period) over (partition by account, source order by period nulls last) as next_period,
    lag(period) over (partition by account, source order by period nulls last) as prior_period
  from printed
),
measured as (
  select
    account, source, label, period,
    case
      when length(label) = 7 then last_day(period)
      when next_period is not null then mw_add_days(next_period, -1)
      when prior_period is not null and mw_days(prior_period, period) between 28 and 31
        then last_day(period)
      when prior_period is not null then mw_add_days(period, mw_days(prior_period, period) - 1)
    end as last_day_in
  from next_one
),
known as (
  select *, min(length(label)) over (partition by account, period, last_day_in) as shortest
  from measured
)
select account, source, period, last_day_in from known where length(label) = shortest;

-- name: signs
-- Amazon prints outflows with a minus in some files and without in others; the balance tells which.
select
  account, source,
  bool_and(starting_balance + coalesce(receipts, 0) + coalesce(customer_shipments, 0)
    + coalesce(customer_returns, 0) + coalesce(vendor_returns, 0)
    + coalesce(warehouse_transfers, 0) + coalesce(found, 0) + coalesce(lost, 0)
    + coalesce(damaged, 0) + coalesce(disposed, 0) + coalesce(other_events, 0)
    + coalesce(unknown_events, 0) = ending_balance) as is_signed,
  bool_and(starting_balance + coalesce(receipts, 0) - coalesce(customer_shipments, 0)
    + coalesce(customer_returns, 0) - coalesce(vendor_returns, 0)
    + coalesce(warehouse_transfers, 0) + coalesce(found, 0) - coalesce(lost, 0)
    - coalesce(damaged, 0) - coalesce(disposed, 0) + coalesce(other_events, 0)
    + coalesce(unknown_events, 0) = ending_balance) as is_unsigned
from ledger_summaries
group by account, source;

-- name: balances
-- Amazon's movements with one sign for all files, one row per period, FNSKU, disposition and kind.
with told as (
  select
    s.account, s.source, s.period, p.last_day_in, s.fnsku, s.disposition,
    case when g.is_signed then 1 else -1 end as out_sign,
    s.receipts, s.customer_shipments, s.customer_returns, s.vendor_returns, s.found, s.lost,
    s.damaged, s.disposed,
    coalesce(s.warehouse_transfers, 0) + coalesce(s.other_events, 0)
      + coalesce(s.unknown_events, 0) as other
  from ledger_summaries as s
  join stock_periods as p
    on p.account = s.account and p.source = s.source and p.period = s.period
  join stock_signs as g on g.account = s.account and g.source = s.source
  where p.last_day_in is not null and (g.is_signed or g.is_unsigned)
),
by_kind as (
  select account, period, last_day_in, fnsku, disposition, 'receipts' as kind, receipts as units
  from told
  union all select account, period, last_day_in, fnsku, disposition, 'shipments',
    out_sign * customer_shipments from told
  union all select account, period, last_day_in, fnsku, disposition, 'customer_returns',
    customer_returns from told
  union all select account, period, last_day_in, fnsku, disposition, 'removals',
    out_sign * vendor_returns from told
  union all select account, period, last_day_in, fnsku, disposition, 'found', found from told
  union all select account, period, last_day_in, fnsku, disposition, 'lost', out_sign * lost
  from told
  union all select account, period, last_day_in, fnsku, disposition, 'damaged',
    out_sign * damaged from told
  union all select account, period, last_day_in, fnsku, disposition, 'disposed',
    out_sign * disposed from told
  union all select account, period, last_day_in, fnsku, disposition, 'other', other from told
)
select
  account, period, last_day_in, fnsku, disposition, kind,
  cast(sum(coalesce(units, 0)) as bigint) as amazon_units
from by_kind
group by account, period, last_day_in, fnsku, disposition, kind;

-- name: gaps
-- Only periods that the ledger detail in hand covers to the day can be compared.
with reach as (
  select account, min(first_day) as first_day, max(last_day) as last_day
  from files where report = 'GET_LEDGER_DETAIL_VIEW_DATA' group by account
),
spans as (
  select distinct b.account, b.period, b.last_day_in
  from stock_balances as b
  join reach as r on r.account = b.account
  where b.period >= r.first_day and b.last_day_in <= r.last_day
),
own as (
  select
    s.account, s.period, s.last_day_in, m.fnsku, m.disposition,
    case when m.kind = 'transfers' then 'other' else m.kind end as kind,
    cast(sum(m.units) as bigint) as ledger_units
  from spans as s
  join stock_moves as m
    on m.account = s.account and m.event_date between s.period and s.last_day_in
  group by s.account, s.period, s.last_day_in, m.fnsku, m.disposition,
    case when m.kind = 'transfers' then 'other' else m.kind end
),
both_sides as (
  select account, period, last_day_in, fnsku, disposition, kind, ledger_units,
    cast(0 as bigint) as amazon_units
  from own
  union all
  select b.account, b.period, b.last_day_in, b.fnsku, b.disposition, b.kind, 0, b.amazon_units
  from stock_balances as b
  join spans as s
    on s.account = b.account and s.period = b.period and s.last_day_in = b.last_day_in
)
select
  account, period as first_day, last_day_in as last_day, fnsku, disposition, kind,
  cast(sum(amazon_units) as bigint) as amazon_units,
  cast(sum(ledger_units) as bigint) as ledger_units,
  cast(sum(amazon_units) - sum(ledger_units) as bigint) as gap
from both_sides
group by account, period, last_day_in, fnsku, disposition, kind
having sum(amazon_units) <> sum(ledger_units)
