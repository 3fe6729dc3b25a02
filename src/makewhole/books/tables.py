"""The canonical tables: what every report becomes, one grain and one set of signs each.

All tables also carry, in front, `account` (VARCHAR; put on by the snapshot, not stored) and, at the
end, `source` (BIGINT: the first 63 bits of the file's SHA-256) and `line` (BIGINT: the first
physical line of the record, from 1; the row of a sheet; the position in a JSON list). A source row
is known by (`source`, `line`, and `part` for a record that becomes several rows of one table).

Text cells that are empty or `--` are NULL. Days are the day as printed. Quantities
are BIGINT, money DECIMAL(18,4) with its own currency column, measures DECIMAL(18,6). Buyers' names,
addresses, e-mails, telephone numbers and comments never reach a table.
"""

from makewhole.books.form import (
    Document,
    Multiset,
    Newest,
    Replace,
    Table,
    amount,
    day,
    flag,
    measure,
    text,
    units,
)
from makewhole.books.own_tables import COSTS as COSTS
from makewhole.books.own_tables import MEASUREMENTS as MEASUREMENTS
from makewhole.books.own_tables import STATEMENTS as STATEMENTS
from makewhole.books.own_tables import TRACKING as TRACKING

LEDGER_EVENTS = Table(
    "ledger_events",
    "One movement line of the inventory ledger; equal lines are separate events. `units` is "
    "signed: negative leaves the disposition named. `event_type` is one of "
    "terms.LEDGER_EVENT_TYPES or the text as printed; `disposition` in capitals with underscores.",
    [
        day("event_date"), text("fnsku"), text("asin"), text("msku"), text("title"),
        text("event_type"), text("reference_id"), units("units"), text("fulfillment_center"),
        text("disposition"), text("reason"), text("country"), units("reconciled_units"),
        units("unreconciled_units"), text("store"),
    ],
    dated_by="event_date",
    overlap=Multiset(
        ("event_date", "fnsku", "asin", "msku", "event_type", "reference_id", "units",
         "fulfillment_center", "disposition", "reason"),
        # of two versions of one row the smaller open quantity holds; empty counts as all of it
        prefer="coalesce(unreconciled_units, abs(units)) asc",
    ),
)  # fmt: skip

LEDGER_SUMMARIES = Table(
    "ledger_summaries",
    "Amazon's own stock balance of one period, FNSKU, MSKU, disposition and location. Movements "
    "are signed as printed; `label` is the period in Amazon's form (03/2026, 03/16/2026), `period` "
    "its first day.",
    [
        day("period"), text("label"), text("fnsku"), text("asin"), text("msku"), text("title"),
        text("disposition"), units("starting_balance"), units("in_transit"), units("receipts"),
        units("customer_shipments"), units("customer_returns"), units("vendor_returns"),
        units("warehouse_transfers"), units("found"), units("lost"), units("damaged"),
        units("disposed"), units("other_events"), units("ending_balance"), units("unknown_events"),
        text("location"), text("store"),
    ],
    dated_by="period",
    overlap=Newest(("label", "fnsku", "msku", "disposition", "location")),
)  # fmt: skip

ADJUSTMENTS = Table(
    "adjustments",
    "One line of the retired inventory adjustments report (to 2023-01-31). Its codes partly mean "
    "other things than the ledger's.",
    [
        day("event_date"), text("transaction_item_id"), text("fnsku"), text("msku"), text("title"),
        text("fulfillment_center"), units("units"), text("reason"), text("disposition"),
        units("reconciled_units"), units("unreconciled_units"),
    ],
    dated_by="event_date",
    overlap=Newest(("transaction_item_id",)),
)  # fmt: skip

OLD_INVENTORY = Table(
    "old_inventory",
    "One line of the inventory files retired on 2023-01-31; `kind` receipts, events (signed), "
    "daily or monthly (stock at the end, and the month's average). For the record: no rule "
    "reads it.",
    [
        day("event_date"), text("kind"), text("event_type"), text("fnsku"), text("msku"),
        text("title"), units("units"), measure("average_units"), text("shipment_id"),
        text("fulfillment_center"), text("disposition"), text("country"),
    ],
    dated_by="event_date",
    overlap=Multiset(
        ("event_date", "kind", "event_type", "fnsku", "msku", "units", "shipment_id",
         "fulfillment_center", "disposition", "country"),
    ),
)  # fmt: skip

REIMBURSEMENTS = Table(
    "reimbursements",
    "One reimbursed item within one reimbursement. Cash and inventory units both compensate. A "
    "reversal has negative `amount_total` or `cash_units`. `reason` as printed.",
    [
        day("approval_date"), text("reimbursement_id"), text("case_id"), text("order_id"),
        text("reason"), text("msku"), text("fnsku"), text("asin"), text("title"),
        text("condition"), text("currency"), amount("amount_per_unit"), amount("amount_total"),
        units("cash_units"), units("inventory_units"), units("total_units"),
        text("original_reimbursement_id"), text("original_reimbursement_type"),
    ],
    dated_by="approval_date",
    overlap=Multiset(
        ("approval_date", "reimbursement_id", "case_id", "order_id", "reason", "msku", "fnsku",
         "asin", "condition", "currency", "amount_per_unit", "amount_total", "cash_units",
         "inventory_units"),
        prefer="(original_reimbursement_id is null) asc",
    ),
)  # fmt: skip

RETURNS = Table(
    "returns",
    "One unit (rarely more) a fulfilment centre took back from a buyer. `units` is positive.",
    [
        day("return_date"), text("order_id"), text("msku"), text("asin"), text("fnsku"),
        text("title"), units("units"), text("fulfillment_center"), text("disposition"),
        text("reason"), text("status"), text("license_plate_number"),
    ],
    dated_by="return_date",
    overlap=Multiset(
        ("return_date", "order_id", "msku", "fnsku", "license_plate_number", "units",
         "fulfillment_center"),
    ),
)  # fmt: skip

REPLACEMENTS = Table(
    "replacements",
    "One free replacement sent to a buyer. `units` is positive.",
    [
        day("shipment_date"), text("msku"), text("asin"), text("fulfillment_center"),
        text("original_fulfillment_center"), units("units"), text("reason"),
        text("replacement_order_id"), text("original_order_id"),
    ],
    dated_by="shipment_date",
    overlap=Multiset(
        ("shipment_date", "msku", "units", "replacement_order_id", "original_order_id"),
    ),
)  # fmt: skip

SETTLEMENTS = Table(
    "settlements",
    "One settlement statement: its totals row. `complete` is false where a row of it was "
    "set aside.",
    [
        text("settlement_id"), day("start_date"), day("end_date"), day("deposit_date"),
        amount("total_amount"), text("currency"), units("row_count"), flag("complete"),
    ],
    dated_by="end_date",
    overlap=Document("settlement_id"),
)  # fmt: skip

SETTLEMENT_LINES = Table(
    "settlement_lines",
    "One amount of one settlement transaction, signed as printed (charges negative). V1's amount "
    "columns become one row each (`part` from 0), with V2's amount types and descriptions.",
    [
        text("settlement_id"), day("posted_date"), text("transaction_type"), text("order_id"),
        text("merchant_order_id"), text("adjustment_id"), text("shipment_id"),
        text("marketplace_name"), text("amount_type"), text("amount_description"),
        amount("amount"), text("currency"), text("fulfillment_id"), text("order_item_code"),
        text("msku"), units("quantity_purchased"), text("promotion_id"), units("part"),
    ],
    dated_by="posted_date",
    overlap=Document("settlement_id"),
)  # fmt: skip

TRANSACTIONS = Table(
    "transactions",
    "One line of the date range (custom transaction) report in any of its languages. `type` is the "
    "English word (Order, Refund, Adjustment, Transfer, ...) or as printed where unknown; `status` "
    "released, deferred or NULL.",
    [
        day("transaction_date"), text("settlement_id"), text("type"), text("order_id"),
        text("msku"), text("description"), units("units"), text("marketplace_name"),
        text("account_type"), text("fulfillment"), amount("product_sales"),
        amount("product_sales_tax"), amount("shipping_credits"), amount("shipping_credits_tax"),
        amount("gift_wrap_credits"), amount("gift_wrap_credits_tax"), amount("regulatory_fee"),
        amount("regulatory_fee_tax"), amount("promotional_rebates"),
        amount("promotional_rebates_tax"), amount("marketplace_withheld_tax"),
        amount("selling_fees"), amount("fba_fees"), amount("other_transaction_fees"),
        amount("points_cost"), amount("other"), amount("total"), text("currency"), text("status"),
        day("release_date"),
    ],
    dated_by="transaction_date",
    # not by its description, which is the title of the day of the download
    overlap=Multiset(
        ("transaction_date", "settlement_id", "type", "order_id", "msku", "units",
         "product_sales", "shipping_credits", "gift_wrap_credits", "promotional_rebates",
         "selling_fees", "fba_fees", "other_transaction_fees", "other", "total", "currency"),
    ),
)  # fmt: skip

REMOVAL_ORDERS = Table(
    "removal_orders",
    "One removal or disposal order line, as last updated.",
    [
        day("request_date"), text("removal_order_id"), text("order_source"), text("order_type"),
        text("order_status"), day("last_updated_date"), text("msku"), text("fnsku"),
        text("disposition"), units("requested_units"), units("cancelled_units"),
        units("disposed_units"), units("shipped_units"), units("in_process_units"),
        amount("removal_fee"), text("currency"),
    ],
    dated_by="request_date",
    overlap=Newest(
        ("removal_order_id", "msku", "fnsku", "disposition"), newest="last_updated_date"
    ),
)  # fmt: skip

REMOVAL_SHIPMENTS = Table(
    "removal_shipments",
    "One line of one removal parcel. `units` is positive.",
    [
        day("request_date"), text("removal_order_id"), day("shipment_date"), text("msku"),
        text("fnsku"), text("disposition"), units("units"), text("carrier"),
        text("tracking_number"), text("order_type"),
    ],
    dated_by="shipment_date",
    overlap=Multiset(
        ("removal_order_id", "shipment_date", "msku", "fnsku", "disposition", "units",
         "tracking_number"),
    ),
)  # fmt: skip

INBOUND_SHIPMENTS = Table(
    "inbound_shipments",
    "One shipment to Amazon as its source last told of it. `status` in capitals. `kind` says which "
    "source: queue, v0, v2024. `created_date` and unit totals only where the source prints them.",
    [
        text("shipment_id"), text("name"), text("status"), text("destination"),
        day("created_date"), day("updated_date"), units("skus"), units("expected_units"),
        units("located_units"), text("kind"),
    ],
    dated_by="created_date",
    # where no day tells, as of answers of the interface: a shipment is closed last, if it is sent
    overlap=Newest(
        ("shipment_id", "kind"),
        newest="updated_date desc nulls last, case when status in ('CANCELLED', 'DELETED') then 2"
        " when status = 'CLOSED' then 1 else 0 end",
    ),
)  # fmt: skip

INBOUND_ITEMS = Table(
    "inbound_items",
    "One FNSKU (or MSKU) in one shipment to Amazon. `received_units` NULL where the source has "
    "none; `kind` v0, v2024 or contents.",
    [
        text("shipment_id"), text("msku"), text("fnsku"), text("asin"), units("shipped_units"),
        units("received_units"), text("kind"),
    ],
    # per (ShipmentId, FNSKU), the larger QuantityReceived; of those that agree, fewer units shipped
    overlap=Newest(
        ("shipment_id", "fnsku", "msku", "kind"),
        newest="received_units desc nulls last, -shipped_units",
    ),
)  # fmt: skip

INBOUND_PLANS = Table(
    "inbound_plans",
    "One plan of shipments to Amazon (the 2024 interface); it names no units.",
    [text("plan_id"), text("name"), text("status"), day("created_date"), day("updated_date")],
    dated_by="created_date",
    overlap=Newest(("plan_id",), newest="updated_date"),
)

INBOUND_PROBLEMS = Table(
    "inbound_problems",
    "One problem Amazon reported on a shipment to it, with the fee it charged for it.",
    [
        day("reported_date"), text("shipment_id"), text("status"), text("fulfillment_center"),
        text("msku"), text("fnsku"), text("asin"), text("problem_type"), units("problem_units"),
        units("expected_units"), units("received_units"), text("level"), text("currency"),
        amount("fee_total"), text("alert_status"),
    ],
    dated_by="reported_date",
    overlap=Multiset(
        ("reported_date", "shipment_id", "msku", "fnsku", "problem_type", "problem_units",
         "fee_total"),
    ),
)  # fmt: skip

ORDERS = Table(
    "orders",
    "One order line of the all-orders report. Money is of the line, as printed.",
    [
        text("order_id"), text("order_item_id"), text("merchant_order_id"), day("purchase_date"),
        day("last_updated_date"), text("order_status"), text("fulfillment_channel"),
        text("sales_channel"), text("msku"), text("asin"), text("item_status"), units("units"),
        text("currency"), amount("item_price"), amount("item_tax"), amount("shipping_price"),
        amount("gift_wrap_price"), amount("item_promotion"), amount("ship_promotion"),
    ],
    dated_by="purchase_date",
    overlap=Multiset(
        ("order_id", "order_item_id", "msku", "asin", "item_status", "units", "item_price"),
        prefer="last_updated_date desc",
    ),
)  # fmt: skip

FULFILLED_SHIPMENTS = Table(
    "fulfilled_shipments",
    "One item line FBA shipped to a buyer (fulfilled shipments report, or customer shipment sales: "
    "`kind` shipments or sales). `item_price` of the line for shipments, per unit for sales.",
    [
        day("shipment_date"), text("order_id"), text("merchant_order_id"), text("shipment_id"),
        text("shipment_item_id"), text("order_item_id"), day("purchase_date"), text("msku"),
        text("fnsku"), text("asin"), units("units"), text("currency"), amount("item_price"),
        amount("shipping_price"), amount("gift_wrap_price"), amount("item_promotion"),
        amount("ship_promotion"), text("carrier"), text("tracking_number"),
        day("estimated_arrival_date"), text("fulfillment_center"), text("fulfillment_channel"),
        text("sales_channel"), text("kind"),
    ],
    dated_by="shipment_date",
    overlap=Multiset(
        ("shipment_date", "order_id", "shipment_item_id", "msku", "fnsku", "units",
         "fulfillment_center", "kind"),
    ),
)  # fmt: skip

FEE_PREVIEWS = Table(
    "fee_previews",
    "Amazon's own measurements and estimated fees of one MSKU, at the day of the download. Lengths "
    "in `length_unit`, weight in `weight_unit`; each download is kept (history of measurements).",
    [
        day("snapshot_date"), text("msku"), text("fnsku"), text("asin"), text("amazon_store"),
        text("title"), text("product_group"), text("brand"), text("fulfilled_by"),
        amount("your_price"), amount("sales_price"), measure("longest_side"),
        measure("median_side"), measure("shortest_side"), measure("length_and_girth"),
        text("length_unit"), measure("item_weight"), text("weight_unit"), text("size_tier"),
        text("currency"), amount("estimated_fee_total"), amount("estimated_referral_fee"),
        amount("expected_fulfilment_fee"),
    ],
    dated_by="snapshot_date",
    overlap=Replace(("msku", "amazon_store", "snapshot_date")),
)  # fmt: skip

REFERRAL_PREVIEWS = Table(
    "referral_previews",
    "Amazon's estimated referral fee of one MSKU.",
    [
        text("msku"), text("asin"), text("title"), amount("price"), text("currency"),
        amount("estimated_referral_fee"),
    ],
    overlap=Replace(("msku",)),
)  # fmt: skip

STORAGE_FEES = Table(
    "storage_fees",
    "One monthly storage charge of one FNSKU in one country, centre and size tier. `charge_month` "
    "is the first day of the month of charge.",
    [
        day("charge_month"), text("asin"), text("fnsku"), text("title"),
        text("fulfillment_center"), text("country"), measure("longest_side"),
        measure("median_side"), measure("shortest_side"), text("length_unit"),
        measure("item_weight"), text("weight_unit"), measure("item_volume"),
        text("volume_unit"), text("size_tier"), measure("average_units"),
        measure("average_units_removed"), measure("total_item_volume"), text("currency"),
        measure("utilization_surcharge_rate"), measure("base_rate"), measure("storage_rate"),
        amount("estimated_fee"), text("dangerous_goods"), text("category"),
        amount("incentive_fee_reduction"),
    ],
    dated_by="charge_month",
    overlap=Multiset(
        ("charge_month", "country", "fulfillment_center", "fnsku", "asin", "size_tier",
         "dangerous_goods"),
    ),
)  # fmt: skip

AGED_FEES = Table(
    "aged_fees",
    "One aged-inventory surcharge of one FNSKU, country and age tier, by snapshot day. Old files "
    "print two tiers in one line (`part` 0 and 1).",
    [
        day("snapshot_date"), text("msku"), text("fnsku"), text("asin"), text("title"),
        text("condition"), measure("item_volume"), text("volume_unit"), text("country"),
        units("charged_units"), amount("charged_amount"), text("currency"), text("age_tier"),
        measure("rate"), text("program"), units("part"),
    ],
    dated_by="snapshot_date",
    overlap=Multiset(("snapshot_date", "msku", "fnsku", "country", "age_tier", "charged_units")),
)  # fmt: skip

OVERAGE_FEES = Table(
    "overage_fees",
    "One storage overage charge of one storage type and country.",
    [
        day("charge_date"), text("country"), text("storage_type"), text("charge_rate"),
        measure("storage_usage"), measure("storage_limit"), measure("overage"),
        text("volume_unit"), amount("charged_fee"), text("currency"),
    ],
    dated_by="charge_date",
    overlap=Replace(("charge_date", "country", "storage_type")),
)  # fmt: skip

INBOUND_PLACEMENT_FEES = Table(
    "placement_fees",
    "One inbound placement charge of one FNSKU in one shipment (known through a mapping file).",
    [
        day("transaction_date"), text("shipment_id"), text("plan_id"), text("country"),
        text("fnsku"), text("asin"), text("size_tier"), measure("shipping_weight"),
        units("received_units"), amount("rate"), amount("charged_amount"), text("currency"),
    ],
    dated_by="transaction_date",
    overlap=Multiset(("transaction_date", "shipment_id", "fnsku", "charged_amount")),
)  # fmt: skip

OTHER_FEES = Table(
    "other_fees",
    "One charge of a fee whose file has no published layout (known through a mapping file). "
    "`kind`: returns_processing or low_inventory.",
    [
        day("charge_date"), text("kind"), text("msku"), text("fnsku"), text("asin"),
        text("order_id"), units("units"), units("shipped_units"), units("returned_units"),
        measure("threshold"), measure("rate"), amount("charged_amount"), text("currency"),
    ],
    dated_by="charge_date",
    overlap=Multiset(("charge_date", "kind", "msku", "fnsku", "order_id", "charged_amount")),
)  # fmt: skip

STOCK_LEVELS = Table(
    "stock_levels",
    "Units of one MSKU on hand at a snapshot, by kind of report (`kind`: myi, planning, reserved, "
    "stranded, removal_advice). Columns a report lacks are NULL.",
    [
        day("snapshot_date"), text("kind"), text("msku"), text("fnsku"), text("asin"),
        text("title"), text("condition"), amount("price"), units("total_units"),
        units("fulfillable_units"), units("unsellable_units"), units("reserved_units"),
        units("inbound_units"), units("researching_units"), measure("unit_volume"),
        units("age_0_90"), units("age_91_180"), units("age_181_270"), units("age_271_365"),
        units("age_365_plus"), measure("days_of_supply"), text("marketplace"), text("reason"),
    ],
    dated_by="snapshot_date",
    overlap=Replace(("kind", "msku", "snapshot_date", "marketplace")),
)  # fmt: skip

LISTINGS = Table(
    "listings",
    "One listing of the seller.",
    [
        text("msku"), text("asin"), text("title"), text("listing_id"), amount("price"),
        units("units"), day("open_date"), text("condition"), text("fulfillment_channel"),
        text("status"), text("product_id"),
    ],
    overlap=Replace(("msku",)),
)  # fmt: skip

GRADED_UNITS = Table(
    "graded_units",
    "One returned unit Amazon graded to be sold as used.",
    [
        day("event_date"), text("order_id"), text("kind"), text("license_plate_number"),
        text("msku"), text("fnsku"), text("asin"), units("units"), text("status"),
        text("reason"), text("used_condition"), text("used_msku"), text("used_fnsku"),
    ],
    dated_by="event_date",
    overlap=Newest(("license_plate_number", "event_date", "fnsku")),
)  # fmt: skip

SELLER_RETURNS = Table(
    "seller_returns",
    "One return of a seller-fulfilled order, with its SAFE-T and A-to-z state.",
    [
        text("order_id"), day("order_date"), day("request_date"), text("request_status"),
        text("rma_id"), text("return_carrier"), text("tracking_id"), text("is_atoz"), text("asin"),
        text("msku"), units("units"), text("reason"), text("resolution"),
        day("return_delivery_date"), amount("order_amount"), units("order_units"),
        text("safet_reason"), text("safet_claim_id"), text("safet_state"), day("safet_date"),
        amount("safet_amount"), amount("refunded_amount"), text("currency"),
        text("label_paid_by"),
    ],
    dated_by="request_date",
    # what came home or was claimed stays so, whichever file is the newer one
    overlap=Newest(
        ("order_id", "rma_id", "msku"),
        newest="(return_delivery_date is not null) desc, (safet_claim_id is not null)",
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table for table in list(globals().values()) if isinstance(table, Table)
}
