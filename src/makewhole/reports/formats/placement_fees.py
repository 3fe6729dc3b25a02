"""Inbound placement fees: what sending a shipment to fewer centres cost, product by product.

Report    SC_INBOUND_PLACEMENT_FEES; Seller Central › Reports › Payments › Inbound placement service
          fees
Grain     one FNSKU in one shipment
Units     units received and charged for
Traps     its layout is not published: these are headings seen, their order and number unknown; the
          currency is not among them, so it is that of the country's store. Where a file has
          others, a mapping file says which is which
Source    public fee tools that read this download, seen 2026-11-21
"""

from makewhole.books.tables import INBOUND_PLACEMENT_FEES
from makewhole.money import STORE_CURRENCY
from makewhole.reports.form import Amount, Computed, Date, Id, Measure, OneOf, Report, Text, Units

# The currency of a country's store; Amazon's files write GB.
_OF_COUNTRY = " ".join(
    f"when '{country}' then '{currency}'"
    for country, currency in {**STORE_CURRENCY, "GB": STORE_CURRENCY["UK"]}.items()
)


class PlacementFees(Report):
    """One placement charge."""

    report = "SC_INBOUND_PLACEMENT_FEES"
    fills = INBOUND_PLACEMENT_FEES
    recognised_by = [
        {"FBA shipment ID", "FNSKU", "Total FBA inbound placement service fee charge"},
        {"FBA shipment ID", "FNSKU", "FBA inbound placement service fee rate (per unit)"},
    ]
    layouts = {
        "observed_names": [
            "Transaction date", "Shipping plan ID", "FBA shipment ID", "Country", "FNSKU", "ASIN",
            "Product size tier", "Shipping weight", "Actual received quantity",
            "FBA inbound placement service fee rate (per unit)",
            "Total FBA inbound placement service fee charge", "Total charges",
        ],
    }  # fmt: skip

    transaction_date = Date("Transaction date", required=True)
    shipment_id = Id("FBA shipment ID", required=True)
    plan_id = Id("Shipping plan ID")
    country = Text("Country")
    fnsku = Id("FNSKU")
    asin = Id("ASIN", length=10)
    size_tier = Text("Product size tier")
    shipping_weight = Measure("Shipping weight")
    received_units = Units("Actual received quantity")
    rate = Amount("FBA inbound placement service fee rate (per unit)")
    placement_amount = Amount("Total FBA inbound placement service fee charge")
    all_charges = Amount("Total charges")
    charged_amount = Computed("coalesce(placement_amount, all_charges)", "DECIMAL(18,4)")
    printed_currency = OneOf("Currency", capitals=True)
    currency = Computed(f"coalesce(printed_currency, case upper(country) {_OF_COUNTRY} end)")
