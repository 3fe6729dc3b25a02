-- aged: the aged inventory surcharge of one unit, by the age band it was charged in.
--
-- Reads      fee_asked_aged(ask, marketplace, day, age_from, age_to): the band's first and last day
--            as printed; age_to NULL where it has no end
-- Gives      expected_aged(ask, version, rate, minimum, confidence, is_claimable, gap): money of a
--            cubic foot, and the least of one unit. A printed band that is not wholly in one band
--            of the card has no rate.

-- name: expected_aged
select a.ask, p.version, p.per_step as rate, p.minimum, p.confidence,
       coalesce(p.is_claimable, false) as is_claimable,
       case when p.version is null
            then 'no surcharge is held for this store, day and age' end as gap
from fee_asked_aged a
left join fee_pieces p
  on p.fee = 'aged' and p.goods = 'standard' and p.marketplace = a.marketplace
 and a.day between p.valid_from and p.valid_to
 and p.at_least <= a.age_from
 and (p.under is null or (a.age_from < p.under and a.age_to < p.under));
