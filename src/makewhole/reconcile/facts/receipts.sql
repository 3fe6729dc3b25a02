-- receipts: what the ledger booked in, from shipments to Amazon and from buyers.
--
-- After      ledger_rest
-- Grain      one ledger row of the types Receipts and CustomerReturns
-- Units      signed as printed; a negative row takes a receipt back
--
-- name: table
select account, event_type, event_date, fnsku, msku, asin, reference_id as shipment_id, units,
  fulfillment_center, disposition, source, line
from ledger_rest
where event_type in ('Receipts', 'CustomerReturns')
