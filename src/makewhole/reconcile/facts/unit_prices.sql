-- unit_prices: every price of one unit at which an item charged a fulfilment fee was sold.
--
-- After      charged_items
-- Grain      store whose fulfilment fees are judged, price of an order item and its units
--
-- name: table
select store, principal, units,
  cast(case when units = 1 then principal else mw_div(principal, units) end as decimal(18,6))
    as price
from (
  select store, principal, units from charged_items where store = 'US' and fulfilment > 0
  group by store, principal, units
) as p
