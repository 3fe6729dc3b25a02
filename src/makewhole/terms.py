"""The field's words as types: decisions, valuations, dispositions, marketplaces."""

from enum import StrEnum


class Decision(StrEnum):
    """What a finding asks of its reader."""

    CLAIM = "claim"  # open now: file it
    WAIT = "wait"  # owed, window not open yet or soft wait running
    REVIEW = "review"  # a person must judge
    EXPIRED = "expired"  # was owed, window closed
    REPORT_ONLY = "report_only"
    REJECTED = "rejected"  # examined, nothing owed


class Valuation(StrEnum):
    """Where the value of a unit, or of a difference, comes from."""

    SELLER_COST = "seller_cost"
    AMAZON_RATE = "amazon_rate"  # what Amazon last paid for the same FNSKU
    ORDER_PROCEEDS = "order_proceeds"
    CHARGE_DIFFERENCE = "charge_difference"
    UNKNOWN = "unknown"


# Condition classes of units in stock. Amazon's help prints them in words, its files in capitals.
DISPOSITIONS = (
    "SELLABLE", "DEFECTIVE", "CUSTOMER_DAMAGED", "DISTRIBUTOR_DAMAGED", "WAREHOUSE_DAMAGED",
    "CARRIER_DAMAGED", "EXPIRED", "DAMAGED",
)  # fmt: skip

# Event types of the inventory ledger, in the spelling every table of ours uses.
LEDGER_EVENT_TYPES = (
    "Receipts", "Shipments", "CustomerReturns", "VendorReturns", "WhseTransfers", "Adjustments",
)  # fmt: skip


# Marketplace names as settlements print them. Source: reports guide, seen 2026-11-21.
DOMAINS = {
    "com": "US", "ca": "CA", "com.mx": "MX", "com.br": "BR", "co.uk": "UK", "de": "DE", "fr": "FR",
    "it": "IT", "es": "ES", "nl": "NL", "com.be": "BE", "ie": "IE", "se": "SE", "pl": "PL",
    "com.tr": "TR", "ae": "AE", "sa": "SA", "eg": "EG", "in": "IN", "co.jp": "JP", "jp": "JP",
    "com.au": "AU", "sg": "SG", "co.za": "ZA",
}  # fmt: skip


def marketplace_code(country: str) -> str:
    """A store's code as policy writes it: Britain is UK, never GB.

    >>> marketplace_code("gb"), marketplace_code("DE")
    ('UK', 'DE')
    """
    code = country.strip().upper()
    return "UK" if code == "GB" else code


def store_of_domain(name: str) -> str:
    """The store a marketplace name stands for, '' where it is none of Amazon's.

    >>> store_of_domain("Amazon.co.uk"), store_of_domain("de"), store_of_domain("Non-Amazon")
    ('UK', 'DE', '')
    """
    return DOMAINS.get(name.strip().lower().removeprefix("amazon."), "")
