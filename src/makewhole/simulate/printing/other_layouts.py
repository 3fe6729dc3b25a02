"""The layouts of what is no charge and no movement: returns to the seller, previews of fees.

Source: the headings are those of Amazon's documentation and of real files, seen 2026-11-21. Which
stores have a fee preview of which layout is known of America, Canada, Britain and the euro stores
only; others have none here.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from makewhole.simulate.fee_rows import PreviewRow
from makewhole.simulate.own_order_rows import SellerReturnRow
from makewhole.simulate.printing.cells import money
from makewhole.simulate.printing.layouts import Layout, layout

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_INCH, _POUND = Decimal("2.54"), Decimal("453.59237")


def _named(day: date | None) -> str:
    """A day as the returns report prints it: 12-Mar-2026."""
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}" if day else ""


def _sum(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else money(amount, currency)


def _seller_return(row: SellerReturnRow) -> list[str]:
    return [
        row.order_id, _named(row.ordered), _named(row.day), row.status, row.rma, "",
        "AmazonPrePaidLabel", "0", row.currency, row.carrier, row.tracking, "Seller", row.atoz, "N",
        row.asin, row.sku, row.title, str(row.units), "CR-DEFECTIVE", "Y", "C-Returns",
        "StandardRefund", "", _named(row.delivered), _sum(row.order_amount, row.currency),
        str(row.order_units), "", row.safet_id, "", _named(row.safet_day),
        _sum(row.safet_amount, row.currency), _sum(row.refunded, row.currency),
    ]  # fmt: skip


SELLER_RETURNS = layout(
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
    "Order ID | Order date | Return request date | Return request status | Amazon RMA ID | "
    "Merchant RMA ID | Label type | Label cost | Currency code | Return carrier | Tracking ID | "
    "Label to be paid by | A-to-Z Claim | Is prime | ASIN | Merchant SKU | Item Name | "
    "Return quantity | Return Reason | In policy | Return type | Resolution | Invoice number | "
    "Return delivery date | Order Amount | Order quantity | SafeT Action reason | SafeT claim id | "
    "SafeT claim state | SafeT claim creation time | SafeT claim reimbursement amount | "
    "Refunded Amount",
    _seller_return,
    "|",
)

_HEAD = "sku fnsku asin product-name product-group brand fulfilled-by"
_SIZE = (
    "your-price sales-price longest-side median-side shortest-side length-and-girth "
    "unit-of-dimension item-package-weight unit-of-weight"
)
_FEES = "estimated-fee-total estimated-referral-fee-per-unit estimated-variable-closing-fee"
_PARTS = "estimated-pick-pack-fee-per-unit estimated-weight-handling-fee-per-unit"
_EFN = " ".join(
    f"expected-efn-fulfilment-fee-per-unit-{country}" for country in ("uk", "de", "fr", "it", "es")
)


def _told(row: PreviewRow) -> dict[str, str]:
    """Every column of a preview that has a value; the others print `--`."""
    metric = row.currency in ("EUR", "GBP")
    sides = [side * _INCH if metric else side for side in row.sides]
    weight = row.weight_lb * _POUND if metric else row.weight_lb
    longest, median, shortest = (str(side.quantize(Decimal("0.01"))) for side in sides)
    girth = sides[0] + 2 * (sides[1] + sides[2])
    fee, referral = money(row.fulfilment, row.currency), money(row.referral, row.currency)
    return {
        "sku": row.sku, "fnsku": row.fnsku, "asin": row.asin, "amazon-store": row.store,
        "product-name": row.title, "product-group": "Home", "brand": "Alder & Wren",
        "fulfilled-by": "Amazon", "has-local-inventory": "Yes",
        "your-price": money(row.price, row.currency), "sales-price": money(row.price, row.currency),
        "longest-side": longest, "median-side": median, "shortest-side": shortest,
        "length-and-girth": str(girth.quantize(Decimal("0.01"))),
        "unit-of-dimension": "centimeters" if metric else "inches",
        "item-package-weight": str(weight.quantize(Decimal("0.01"))),
        "unit-of-weight": "grams" if metric else "pounds", "product-size-tier": "Large standard",
        "product-size-weight-band": "Standard parcel", "currency": row.currency,
        "estimated-fee-total": money(row.fulfilment + row.referral, row.currency),
        "estimated-referral-fee-per-unit": referral, "expected-fulfillment-fee-per-unit": fee,
        "expected-domestic-fulfilment-fee-per-unit": fee,
    }  # fmt: skip


def _preview(headers: str) -> Layout:
    def cells(row: PreviewRow) -> Sequence[str]:
        told = _told(row)
        return [told.get(name, "--") for name in headers.split()]

    return layout("GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA", headers, cells)


PREVIEW_US = _preview(
    f"{_HEAD} {_SIZE} product-size-tier currency {_FEES} estimated-order-handling-fee-per-order "
    f"{_PARTS} expected-fulfillment-fee-per-unit"
)
PREVIEW_CA = _preview(f"{_HEAD} {_SIZE} currency {_FEES} {_PARTS}")
_EUROPEAN = f"{_HEAD} has-local-inventory {_SIZE} product-size-weight-band currency {_FEES}"
PREVIEW_EU = _preview(f"{_EUROPEAN} expected-domestic-fulfilment-fee-per-unit {_EFN}")
PREVIEW_UK = _preview(
    f"{_EUROPEAN} estimated-order-handling-fee-per-order "
    f"expected-domestic-fulfilment-fee-per-unit {_EFN}"
)
PREVIEWS = {"USD": PREVIEW_US, "CAD": PREVIEW_CA, "EUR": PREVIEW_EU, "GBP": PREVIEW_UK}


def _referral(row: PreviewRow) -> list[str]:
    return [
        row.sku, row.asin, row.title, money(row.price, row.currency),
        money(row.referral, row.currency),
    ]  # fmt: skip


REFERRAL_PREVIEW = layout(
    "GET_REFERRAL_FEE_PREVIEW_REPORT",
    "seller-sku asin item-name price estimated-referral-fee-per-item",
    _referral,
)
