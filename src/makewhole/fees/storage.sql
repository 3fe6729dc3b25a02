-- storage: the monthly storage fee of the declared volume, at the rate Amazon printed.
--
-- Reads      fee_units(item, marketplace, side_1, side_2, side_3, ...): in the card's units
--            fee_asked_storage(ask, item, average_units, rate): the row's own average quantity and
--            rate, per cubic foot in the US and the UK, per cubic metre in the euro stores
-- Gives      expected_storage(ask, volume, expected, gap): volume of one unit, in the
--            unit of the rate

-- name: fee_volumes
select u.item,
       mw_div(u.volume, f.volume_unit) as volume, u.volume as raw_volume, f.volume_unit,
       case when u.volume is null then 'no measurements'
            when u.shortest <= 0 then 'a measure is not positive'
            when f.marketplace is null then 'no rate card for the store' end as gap
from (
  select item, marketplace, least(side_1, side_2, side_3) as shortest,
         cast(cast(side_1 as decimal(19,4)) * cast(side_2 as decimal(19,4))
              * cast(side_3 as decimal(19,4)) as decimal(20,6)) as volume
  from fee_units
) u
left join fee_frames f on f.marketplace = u.marketplace;

-- name: expected_storage
select a.ask, v.volume,
       case when v.gap is null then
         cast(mw_div(cast(cast(a.average_units as decimal(10,3)) * v.raw_volume
                          * cast(a.rate as decimal(8,4)) as decimal(36,13)),
                     v.volume_unit) as decimal(18,2))
       end as expected,
       case when v.item is null then 'no measurements' else v.gap end as gap
from fee_asked_storage a
left join fee_volumes v on v.item = a.item;
