"""The rows of reports that each show one fee: aged stock, inbound problems, placement and others,
and of the preview of fees, which is no charge.

Days are calendar days as printed, money exact decimals of the store's currency; None is an empty
cell.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class AgedRow:
    """One aged inventory surcharge of one SKU and age band, at a snapshot."""

    day: date
    sku: str
    fnsku: str
    asin: str
    title: str
    volume: Decimal
    volume_unit: str
    currency: str
    country: str
    units: int | None
    amount: Decimal
    tier: str
    rate: Decimal | None


@dataclass(slots=True)
class ProblemRow:
    """One problem of one SKU in a shipment to Amazon, with the fee charged for it."""

    day: date
    created: date
    shipment_id: str
    carton_id: str
    center: str
    sku: str
    fnsku: str
    asin: str
    title: str
    kind: str
    units: int
    expected: int | None
    received: int
    currency: str
    fee: Decimal


@dataclass(slots=True)
class PlacementRow:
    """One inbound placement charge of one FNSKU in one shipment; its file prints no currency."""

    day: date
    plan_id: str
    shipment_id: str
    country: str
    fnsku: str
    asin: str
    units: int
    rate: Decimal | None
    amount: Decimal
    currency: str


@dataclass(slots=True)
class OtherFeeRow:
    """One charge of a fee whose file the seller's mapping explains.

    `shipped` and `returned` are units of the month, `order_id` the order of a single charge.
    """

    day: date
    sku: str
    fnsku: str
    units: int
    rate: Decimal | None
    amount: Decimal
    currency: str
    order_id: str = ""
    shipped: int | None = None
    returned: int | None = None


@dataclass(slots=True)
class PreviewRow:
    """One product as Amazon measures it on the day of the download, and the fees it expects.

    Without FNSKU it stands in the preview of referral fees only.
    """

    sku: str
    fnsku: str
    asin: str
    title: str
    store: str
    price: Decimal
    sides: tuple[Decimal, Decimal, Decimal]
    weight_lb: Decimal
    currency: str
    referral: Decimal
    fulfilment: Decimal
