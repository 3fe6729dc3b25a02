-- situations: the days and the prices between which no fulfilment card makes a difference.
--
-- Reads      fee_seen(marketplace, day, price): the days and the prices of one unit that charges
--            hang on; in each row one of them, the other NULL
-- Gives      expected_situations(marketplace, day, span, price, band): of each day the first day
--            that pays alike, also as a posting day; of each price a number that prices share which
--            pay alike. One question then stands for all of one item, span and band
--
-- name: fee_turns
-- every day that begins something in the stores asked about, with the days beside it
select distinct t.marketplace, mw_add_days(t.day, n.beside) as day
from (
  select marketplace, valid_from as day from fee_pieces where fee = 'fulfilment'
  union all select marketplace, valid_to from fee_pieces where fee = 'fulfilment'
  union all select marketplace, valid_from from fee_tiers
  union all select marketplace, valid_to from fee_tiers
  union all select marketplace, added_from from fee_added
  union all select marketplace, added_to from fee_added
  union all select marketplace, valid_from from fee_open
  union all select marketplace, valid_to from fee_open
) t
join (select distinct marketplace from fee_seen) u on u.marketplace = t.marketplace
cross join (values (-1), (0), (1), (2)) as n(beside)
where t.day between date '1900-01-01' and date '9000-01-01';

-- name: fee_edges
select marketplace, at_least as edge from fee_pieces where fee = 'fulfilment'
union select marketplace, over from fee_pieces where fee = 'fulfilment'
union select marketplace, at_most from fee_pieces where fee = 'fulfilment'
union select marketplace, under from fee_pieces where fee = 'fulfilment';

-- name: expected_situations
select d.marketplace, d.day, coalesce(max(t.day), date '1900-01-01') as span,
  cast(null as decimal(18,6)) as price, cast(null as bigint) as band
from (select distinct marketplace, day from fee_seen where day is not null) d
left join fee_turns t on t.marketplace = d.marketplace and t.day <= d.day
group by d.marketplace, d.day
union all
-- twice the edges below a price, and one more where it lies on an edge
select p.marketplace, cast(null as date), cast(null as date), p.price,
  cast(count(e.edge) * 2 - count(case when e.edge = p.price then 1 end) as bigint)
from (select distinct marketplace, price from fee_seen where price is not null) p
left join fee_edges e on e.marketplace = p.marketplace and e.edge <= p.price
group by p.marketplace, p.price;
