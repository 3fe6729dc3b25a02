"""The rows of orders the seller ships: returns asked for, refunds, SAFE-T and A-to-z claims."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class SellerReturnRow:
    """One return of an order the seller shipped, as it stands; `day` is the day it was asked for.

    `refunded` is None where the cell is empty; `delivered` is the day the parcel came home.
    """

    day: date
    order_id: str
    ordered: date
    rma: str
    sku: str
    asin: str
    title: str
    units: int
    order_amount: Decimal
    order_units: int
    currency: str
    status: str = "Approved"
    carrier: str = "USPS"
    tracking: str = ""
    atoz: str = "N"
    delivered: date | None = None
    refunded: Decimal | None = None
    safet_id: str = ""
    safet_day: date | None = None
    safet_amount: Decimal | None = None
