"""Monthly storage fees: what each product's volume cost in each centre.

Report    GET_FBA_STORAGE_FEE_CHARGES_DATA; also Seller Central › Reports › Payments › Monthly
          Storage Fees
Grain     ASIN × FNSKU × centre × month (× tier, × kind of dangerous goods)
Units     measures in the unit columns beside them; average units may have decimals
Traps     no SKU; a file may mix countries, currencies and units; in 2026 files of the United States
          the base rate and a utilisation surcharge stand in place of the storage rate
Source    https://developer-docs.amazon.com/sp-api/docs/fba-payments-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STORAGE_FEES
from makewhole.reports.form import Amount, Computed, Id, Measure, Month, OneOf, Report, Text

_HEAD = [
    "asin", "fnsku", "product_name", "fulfillment_center", "country_code", "longest_side",
    "median_side", "shortest_side", "measurement_units", "weight", "weight_units", "item_volume",
    "volume_units", "product_size_tier", "average_quantity_on_hand",
    "average_quantity_pending_removal", "estimated_total_item_volume", "month_of_charge",
]  # fmt: skip
_TAIL = [
    "currency", "estimated_monthly_storage_fee", "dangerous_goods_storage_type",
    "eligible_for_inventory_discount", "qualifies_for_inventory_discount",
    "total_incentive_fee_amount", "breakdown_incentive_fee_amount",
    "average_quantity_customer_orders",
]  # fmt: skip


class StorageFees(Report):
    """One month's storage of one product in one centre."""

    report = "GET_FBA_STORAGE_FEE_CHARGES_DATA"
    fills = STORAGE_FEES
    recognised_by = {"fnsku", "month_of_charge", "estimated_monthly_storage_fee"}
    layouts = {
        "base_27": [*_HEAD, "storage_rate", *_TAIL],
        "us_2026_34": [
            *_HEAD, "storage_utilization_ratio", "storage_utilization_ratio_units", "base_rate",
            "utilization_surcharge_rate", "avg_qty_for_sus", "est_vol_for_sus", "est_base_msf",
            "est_sus", *_TAIL,
        ],
    }  # fmt: skip

    charge_month = Month("month_of_charge", required=True)
    asin = Id("asin", length=10)
    fnsku = Id("fnsku")
    title = Text("product_name")
    fulfillment_center = Text("fulfillment_center")
    country = Text("country_code")
    longest_side = Measure("longest_side")
    median_side = Measure("median_side")
    shortest_side = Measure("shortest_side")
    length_unit = Text("measurement_units")
    item_weight = Measure("weight")
    weight_unit = Text("weight_units")
    item_volume = Measure("item_volume")
    volume_unit = Text("volume_units")
    size_tier = Text("product_size_tier")
    average_units = Measure("average_quantity_on_hand")
    average_units_removed = Measure("average_quantity_pending_removal")
    total_item_volume = Measure("estimated_total_item_volume")
    currency = OneOf("currency", capitals=True)
    utilization_surcharge_rate = Measure("utilization_surcharge_rate")
    base_rate = Measure("base_rate")
    storage_rate = Measure("storage_rate")
    estimated_fee = Amount("estimated_monthly_storage_fee")
    danger = Text("dangerous_goods_storage_type")
    dangerous_goods = Computed("nullif(danger, 'NOT_APPLICABLE')")
    incentive_fee_reduction = Amount("total_incentive_fee_amount")
