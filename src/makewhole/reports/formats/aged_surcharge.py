"""Aged inventory surcharge: what stock of more than half a year cost on top of storage.

Report    GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA; also Seller Central › Reports ›
          Payments › Aged inventory surcharge (once: Long Term Storage Fee Charges)
Grain     SKU × FNSKU × country × age tier × snapshot day
Units     units charged may be empty; volume of one unit in `volume-unit`
Traps     one row per tier, to be added; older files print two tiers (6 and 12 months) in one row,
          which become two rows; a broken BOM can leave `?` before the first heading
Source    https://developer-docs.amazon.com/sp-api/docs/fba-payments-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import AGED_FEES
from makewhole.reports.form import (
    Amount,
    Computed,
    Date,
    Id,
    Measure,
    OneOf,
    Part,
    Report,
    Text,
    Units,
)


class AgedSurcharge(Report):
    """One surcharge of one age tier."""

    report = "GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA"
    fills = AGED_FEES
    recognised_by = {"snapshot-date", "sku", "amount-charged", "surcharge-age-tier"}
    layouts = {
        "current_14": [
            "snapshot-date", "sku", "fnsku", "asin", "product-name", "condition",
            "per-unit-volume", "currency", "volume-unit", "country", "qty-charged",
            "amount-charged", "surcharge-age-tier", "rate-surcharge",
        ],
    }  # fmt: skip

    snapshot_date = Date("snapshot-date", "?snapshot-date", required=True)
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    item_volume = Measure("per-unit-volume")
    volume_unit = Text("volume-unit")
    country = Text("country")
    charged_units = Units("qty-charged")
    charged_amount = Amount("amount-charged", required=True)
    currency = OneOf("currency", capitals=True)
    age_tier = Text("surcharge-age-tier")
    rate = Measure("rate-surcharge")
    part = Computed("0", "BIGINT")


class LongTermStorage(Report):
    """The two surcharges (6 and 12 months) of one SKU, as files before 2023 print them."""

    report = "GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA"
    recognised_by = {"snapshot-date", "sku", "12-mo-long-terms-storage-fee"}
    layouts = {
        "older_15": [
            "snapshot-date", "sku", "fnsku", "asin", "product-name", "condition",
            "qty-charged-12-mo-long-term-storage-fee", "per-unit-volume", "currency",
            "12-mo-long-terms-storage-fee", "qty-charged-6-mo-long-term-storage-fee",
            "6-mo-long-terms-storage-fee", "volume-unit", "country", "enrolled-in-small-and-light",
        ],
    }  # fmt: skip
    parts = (
        Part(
            AGED_FEES,
            """
            select r.* exclude (units_12, units_6, amount_12, amount_6, program, tier),
                case when program in ('Y', 'Yes') then 'small and light' end as program,
                tier.part, tier.units as charged_units, tier.amount as charged_amount,
                tier.age as age_tier
            from (
                select *, unnest([
                    {'part': 0, 'age': '12 months', 'units': units_12, 'amount': amount_12},
                    {'part': 1, 'age': '6 months', 'units': units_6, 'amount': amount_6}
                ]) as tier
                from records
            ) r
            where coalesce(tier.units, 0) <> 0 or coalesce(tier.amount, 0) <> 0
            """,
        ),
    )

    snapshot_date = Date("snapshot-date", required=True)
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    item_volume = Measure("per-unit-volume")
    volume_unit = Text("volume-unit")
    country = Text("country")
    currency = OneOf("currency", capitals=True)
    units_12 = Units("qty-charged-12-mo-long-term-storage-fee")
    amount_12 = Amount("12-mo-long-terms-storage-fee")
    units_6 = Units("qty-charged-6-mo-long-term-storage-fee")
    amount_6 = Amount("6-mo-long-terms-storage-fee")
    program = Text("enrolled-in-small-and-light")
