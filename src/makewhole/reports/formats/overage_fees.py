"""Storage overage fees: the price of space used above the limit.

Report    GET_FBA_OVERAGE_FEE_CHARGES_DATA; also Seller Central › Reports › Payments › Inventory
          Storage Overage Fees
Grain     country × storage type × day
Units     volumes in `volume_unit`
Traps     no product is named
Source    https://developer-docs.amazon.com/sp-api/docs/fba-payments-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import OVERAGE_FEES
from makewhole.reports.form import Amount, Date, Measure, OneOf, Report, Text


class OverageFees(Report):
    """One overage charge."""

    report = "GET_FBA_OVERAGE_FEE_CHARGES_DATA"
    fills = OVERAGE_FEES
    recognised_by = {"charged_date", "storage_type", "overage_volume", "charged_fee_amount"}
    layouts = {
        "sp_api_10": [
            "charged_date", "country_code", "storage_type", "charge_rate", "storage_usage_volume",
            "storage_limit_volume", "overage_volume", "volume_unit", "charged_fee_amount",
            "currency_code",
        ],
    }  # fmt: skip

    charge_date = Date("charged_date", required=True)
    country = Text("country_code")
    storage_type = Text("storage_type")
    charge_rate = Text("charge_rate")
    storage_usage = Measure("storage_usage_volume")
    storage_limit = Measure("storage_limit_volume")
    overage = Measure("overage_volume")
    volume_unit = Text("volume_unit")
    charged_fee = Amount("charged_fee_amount")
    currency = OneOf("currency_code", capitals=True)
