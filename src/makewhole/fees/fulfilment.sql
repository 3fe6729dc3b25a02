-- fulfilment: the fulfilment fee of every charge asked for, in every reading the rules leave open.
--
-- Reads      fee_units(item, marketplace, service, card_column, goods, side_1, side_2, side_3,
--            weight): one row per item, in the card's units (US inches and pounds, else cm and
--            grams); service and card_column '' outside Europe
--            fee_asked(ask, item, day, is_ship_day, price): one row per charge; price of one unit
-- Gives      fee_readings: every reading of every ask, is_main marks the one taken
--            expected_fulfilment(ask, tier, version, expected, surcharge_included, lowest, highest,
--            readings, confidence, is_claimable, gap): money of one unit, surcharge included;
--            expected is NULL and gap says why where nothing may be computed. A claim is against
--            highest: no reading then explains the charge.
--            Days and prices that pay alike are told by situations: ask once for all of them
-- Readings   a large-standard unit of one pound or less by unit weight; a price exactly at a band's
--            edge in either band; both neighbours of a day that is only the posting date

-- name: fee_measured
select u.item, u.marketplace, u.service, u.card_column, u.goods, u.weight,
       greatest(u.side_1, u.side_2, u.side_3) as longest,
       u.side_1 + u.side_2 + u.side_3 - greatest(u.side_1, u.side_2, u.side_3)
         - least(u.side_1, u.side_2, u.side_3) as median,
       least(u.side_1, u.side_2, u.side_3) as shortest,
       case
         when u.side_1 is null or u.side_2 is null or u.side_3 is null or u.weight is null
           then 'no measurements'
         when least(u.side_1, u.side_2, u.side_3, u.weight) <= 0 then 'a measure is not positive'
         when f.marketplace is null then 'no rate card for the store'
         when u.weight < f.lightest * cast(u.side_1 * u.side_2 * u.side_3 as decimal(20,4))
           or u.weight > f.densest * cast(u.side_1 * u.side_2 * u.side_3 as decimal(20,4))
           then 'no goods of that size weigh that: a unit is mixed up'
       end as gap
from (
  select item, marketplace, service, card_column, goods,
         cast(side_1 as decimal(19,4)) as side_1, cast(side_2 as decimal(19,4)) as side_2,
         cast(side_3 as decimal(19,4)) as side_3, cast(weight as decimal(18,6)) as weight
  from fee_units
) u
left join fee_frames f on f.marketplace = u.marketplace;

-- name: fee_weighed
select m.item, m.marketplace, m.service, m.card_column, m.goods, m.longest, m.median, m.shortest,
       m.weight, t.size_version, t.rank,
       mw_div(cast(m.longest * cast(greatest(m.median, t.least_side) as decimal(19,4))
                * cast(greatest(m.shortest, t.least_side) as decimal(19,4)) as decimal(36,12)),
              t.divisor) as dim_weight
from fee_measured m
join fee_tiers t on t.marketplace = m.marketplace
where m.gap is null;

-- name: fee_sized
select w.item, w.marketplace, w.service, w.card_column, w.goods, w.weight, w.dim_weight,
       w.size_version, t.tier, t.gap,
       case when t.is_by_unit_weight then w.weight else greatest(w.weight, w.dim_weight) end
         as fee_weight
from fee_weighed w
join fee_tiers t
  on t.marketplace = w.marketplace and t.size_version = w.size_version and t.rank = w.rank
where (t.longest is null or w.longest <= t.longest)
  and (t.median is null or w.median <= t.median)
  and (t.shortest is null or w.shortest <= t.shortest)
  and (t.length_plus_girth is null
       or w.longest + w.median + w.median + w.shortest + w.shortest <= t.length_plus_girth)
  and (t.unit_weight is null or w.weight <= t.unit_weight)
  and (t.dim_weight is null or w.dim_weight <= t.dim_weight)
  and (t.greater_weight is null or greatest(w.weight, w.dim_weight) <= t.greater_weight)
  and (t.dim_weight_over is null or w.dim_weight > t.dim_weight_over)
qualify row_number() over (partition by w.item, w.size_version order by w.rank) = 1;

-- name: fee_paying_weights
select item, marketplace, service, card_column, goods, size_version, tier, fee_weight,
       true as is_taken
from fee_sized
where gap is null
union all
select item, marketplace, service, card_column, goods, size_version, tier, weight, false
from fee_sized
where gap is null and marketplace = 'US' and tier = 'large_standard' and weight <= 1
  and dim_weight > weight;

-- name: fee_rates
select r.item, r.tier, r.is_taken, r.version, r.at_least, r.over, r.at_most, r.under,
       r.confidence, r.is_claimable and a.added_is_claimable as is_claimable,
       greatest(r.valid_from, a.added_from) as valid_from,
       least(r.valid_to, a.added_to) as valid_to, r.marketplace, r.card_column,
       r.fee + cast(r.fee * a.share as decimal(18,2)) + cast(a.per_unit as decimal(18,2)) as total,
       cast(r.fee * a.share as decimal(18,2)) + cast(a.per_unit as decimal(18,2)) as surcharge
from (
  select w.item, w.marketplace, w.card_column, w.tier, w.is_taken, w.goods, p.version, p.valid_from,
         p.valid_to, p.at_least, p.over, p.at_most, p.under, p.confidence, p.is_claimable,
         cast(p.base + p.per_step * case
           when w.fee_weight <= p.first or p.step is null then 0
           -- steps begun, in millionths
           else mw_whole(cast(cast(w.fee_weight - p.first + p.step as decimal(18,6))
                                * cast(1000000 as decimal(7,0)) as bigint) - 1,
                         cast(cast(p.step as decimal(18,6)) * cast(1000000 as decimal(7,0))
                                as bigint))
         end as decimal(18,2)) as fee
  from fee_paying_weights w
  join fee_pieces p
    on p.marketplace = w.marketplace and p.service = w.service and p.size_version = w.size_version
   and p.tier = w.tier and p.card_column = w.card_column
   and (p.above is null or w.fee_weight > p.above)
   and (p.up_to is null or w.fee_weight <= p.up_to)
   and p.goods = case when w.service = '' then w.goods else 'standard' end
  where p.fee = 'fulfilment'
) r
join fee_added a
  on a.marketplace = r.marketplace and a.goods = r.goods
 and a.added_from <= r.valid_to and a.added_to >= r.valid_from;

-- name: fee_starts
select distinct valid_from as day from fee_rates;

-- name: fee_days
select ask, item, day, price, true as is_given from fee_asked
union all
select ask, item, mw_add_days(day, 1), price, false
from fee_asked
where not is_ship_day and mw_add_days(day, 1) in (select day from fee_starts)
union all
select ask, item, mw_add_days(day, -1), price, false
from fee_asked
where not is_ship_day and day in (select day from fee_starts);

-- name: fee_readings
select d.ask, d.day, r.is_taken, r.tier, r.version, r.total, r.surcharge, r.confidence,
       r.is_claimable,
       d.is_given and r.is_taken
         and (r.under is null or d.price < r.under) and (r.over is null or d.price > r.over)
         as is_main,
       o.why as open_because
from fee_days d
join fee_rates r
  on r.item = d.item and d.day between r.valid_from and r.valid_to
 and (r.at_least is null or d.price >= r.at_least) and (r.under is null or d.price <= r.under)
 and (r.at_most is null or d.price <= r.at_most) and (r.over is null or d.price >= r.over)
left join fee_open o
  on o.version = r.version and o.marketplace = r.marketplace
 and (o.tier = '*' or o.tier = r.tier) and (o.card_column = '*' or o.card_column = r.card_column)
 and d.day between o.valid_from and o.valid_to;

-- name: fee_judged
-- a day the unit may have shipped on and that has no rate could explain the charge
select r.ask,
       max(case when is_main then tier end) as tier,
       max(case when is_main then version end) as version,
       max(case when is_main then total end) as expected,
       max(case when is_main then surcharge end) as surcharge_included,
       min(total) as lowest, max(total) as highest,
       cast(count(*) as bigint) as readings,
       max(case when is_main then confidence end) as confidence,
       min(case when is_claimable then 1 else 0 end) = 1
         and count(distinct case when is_taken then day end) = max(d.days) as is_claimable,
       max(case when is_main then open_because end) as open_because
from fee_readings as r
join (select ask, count(*) as days from fee_days group by ask) as d on d.ask = r.ask
group by r.ask;

-- name: expected_fulfilment
select t.ask, j.tier, j.version,
       case when j.open_because is null then j.expected end as expected, j.surcharge_included,
       case when j.open_because is null and j.expected is not null then j.lowest end as lowest,
       case when j.open_because is null and j.expected is not null then j.highest end as highest,
       coalesce(j.readings, 0) as readings, j.confidence,
       coalesce(j.is_claimable and j.expected is not null and j.open_because is null, false)
         as is_claimable,
       case
         when u.item is null then 'no measurements'
         when u.gap is not null then u.gap
         when j.open_because is not null then j.open_because
         when t.price is null and j.expected is null then 'no price, and the card has price bands'
         when j.expected is null
           then coalesce(g.gap, 'no rate is held for this day, class of goods and tier')
       end as gap
from fee_asked t
left join fee_measured u on u.item = t.item
left join fee_judged j on j.ask = t.ask
left join (
  select s.item, t.valid_from, t.valid_to, max(s.gap) as gap
  from fee_sized s
  join fee_tiers t on t.size_version = s.size_version and t.marketplace = s.marketplace
  where s.gap is not null
  group by s.item, t.valid_from, t.valid_to
) g on g.item = t.item and t.day between g.valid_from and g.valid_to;
