-- ledger_rest: the ledger without shipments to buyers and transfers, for all rules.
--
-- Read once for all of them; shipments and transfers are nine rows in ten.
--
-- Grain      one ledger row
-- Units      signed as printed
--
-- name: table
select account, event_type, event_date, fnsku, msku, asin, reference_id, units, fulfillment_center,
  disposition, reason, reconciled_units, unreconciled_units, source, line
from ledger_events
where event_type not in ('Shipments', 'WhseTransfers')
