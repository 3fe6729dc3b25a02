"""Referral fee preview: the referral fee Amazon expects on each listing.

Report    GET_REFERRAL_FEE_PREVIEW_REPORT
Grain     one listing
Units     price and fee per item, in the store's currency, which is not printed
Traps     an estimate, never a charge
Source    https://developer-docs.amazon.com/sp-api/docs/report-type-values-fba, seen 2026-11-21
"""

from makewhole.books.tables import REFERRAL_PREVIEWS
from makewhole.reports.form import Amount, Id, Report, Text


class ReferralPreview(Report):
    """One listing and its expected referral fee."""

    report = "GET_REFERRAL_FEE_PREVIEW_REPORT"
    fills = REFERRAL_PREVIEWS
    recognised_by = {"seller-sku", "estimated-referral-fee-per-item"}
    layouts = {
        "sp_api_5": [
            "seller-sku", "asin", "item-name", "price", "estimated-referral-fee-per-item",
        ],
    }  # fmt: skip

    msku = Id("seller-sku", required=True)
    asin = Id("asin", length=10)
    title = Text("item-name")
    price = Amount("price")
    estimated_referral_fee = Amount("estimated-referral-fee-per-item")
