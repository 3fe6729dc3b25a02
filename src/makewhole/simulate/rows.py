"""The rows of a seller's reports as plain values, and the set of all of them.

Nothing here knows files: the writer prints these rows in Amazon's layouts, the oracle reads them.
Days are calendar days as printed, units whole numbers, money exact decimals in the row's currency.
`Reports` holds each row once, in its newest version, as the overlapping downloads together tell it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from makewhole.simulate.fee_rows import AgedRow, OtherFeeRow, PlacementRow, PreviewRow, ProblemRow
from makewhole.simulate.own_order_rows import SellerReturnRow

# The lists of Reports whose rows carry their own day.
_DATED = (
    "ledger", "reimbursements", "returns", "replacements", "transactions", "removal_orders",
    "parcels", "sales", "fulfilled", "statements", "aged", "problems", "placements", "low_stock",
    "returns_fees", "seller_returns",
)  # fmt: skip

# Kinds of movement that a balance prints as units gone.
LEAVES = ("shipments", "removals", "lost", "damaged", "disposed")


@dataclass(slots=True)
class LedgerRow:
    """One line of the inventory ledger; `units` is signed, negative leaves the disposition."""

    day: date
    fnsku: str
    asin: str
    msku: str
    title: str
    event: str
    reference: str
    units: int
    center: str
    disposition: str
    reason: str = ""
    country: str = "US"
    reconciled: int | None = None
    unreconciled: int | None = None


@dataclass(slots=True)
class BalanceRow:
    """One month's balance of one FNSKU and disposition in one country, as Amazon draws it up.

    `moved` counts units by kind as they are printed: what leaves the shelf stands without a minus.
    """

    month: date
    fnsku: str
    asin: str
    msku: str
    title: str
    disposition: str
    start: int
    country: str
    in_transit: int = 0
    moved: dict[str, int] = field(default_factory=dict)

    def units(self, kind: str) -> int:
        """Units of one kind of movement."""
        return self.moved.get(kind, 0)

    @property
    def end(self) -> int:
        """What stands on the shelf after the month."""
        leaving = sum(units for kind, units in self.moved.items() if kind in LEAVES)
        return self.start + sum(self.moved.values()) - 2 * leaving


@dataclass(slots=True)
class ReimbursementRow:
    """One line of the reimbursements report: cash units, units in kind, and the money."""

    day: date
    id: str
    reason: str
    sku: str
    fnsku: str
    asin: str
    title: str
    currency: str
    per_unit: Decimal
    total: Decimal
    cash: int
    inventory: int
    case_id: str = ""
    order_id: str = ""
    original_id: str = ""
    original_type: str = ""


@dataclass(slots=True)
class ReturnRow:
    """One unit (rarely more) a centre took back from a buyer."""

    day: date
    order_id: str
    sku: str
    asin: str
    fnsku: str
    title: str
    units: int
    center: str
    disposition: str
    reason: str
    status: str
    plate: str


@dataclass(slots=True)
class ReplacementRow:
    """One free replacement sent to a buyer."""

    day: date
    sku: str
    asin: str
    center: str
    original_center: str
    units: int
    reason: str
    replacement_order_id: str
    original_order_id: str


@dataclass(slots=True)
class SettlementLine:
    """One amount of one settlement transaction, signed as printed."""

    day: date
    type: str
    order_id: str
    amount_type: str
    description: str
    amount: Decimal
    sku: str = ""
    quantity: int | None = None
    fulfilment: str = ""
    marketplace: str = ""
    adjustment_id: str = ""


@dataclass(slots=True)
class Settlement:
    """One settlement statement with its lines; `total` is what its first row prints."""

    id: str
    start: date
    end: date
    currency: str
    total: Decimal
    lines: list[SettlementLine]


@dataclass(slots=True)
class TransactionRow:
    """One line of the date range report: several amounts of one transaction side by side."""

    day: date
    type: str
    order_id: str
    sku: str
    title: str
    quantity: int
    marketplace: str
    fulfilment: str
    product_sales: Decimal
    promotional_rebates: Decimal
    selling_fees: Decimal
    fba_fees: Decimal
    other: Decimal
    currency: str
    settlement_id: str = ""


@dataclass(slots=True)
class RemovalOrderRow:
    """One removal or disposal order line, as last updated."""

    day: date
    id: str
    source: str
    type: str
    status: str
    updated: date
    sku: str
    fnsku: str
    disposition: str
    requested: int
    cancelled: int
    disposed: int
    shipped: int
    fee: Decimal
    currency: str


@dataclass(slots=True)
class ParcelRow:
    """One line of one removal parcel."""

    requested: date
    order_id: str
    day: date
    sku: str
    fnsku: str
    disposition: str
    units: int
    carrier: str
    tracking: str
    type: str


@dataclass(slots=True)
class TrackingRow:
    """What the carrier says of one parcel (the seller's own file)."""

    tracking: str
    carrier: str
    status: str
    last_event: date
    delivered: date | None


@dataclass(slots=True)
class QueueRow:
    """One shipment to Amazon as the shipping queue shows it."""

    id: str
    name: str
    created: date
    updated: date
    center: str
    skus: int
    expected: int
    located: int
    status: str


@dataclass(slots=True)
class ShipmentItem:
    """One FNSKU of one shipment; `received` is None where the source does not say."""

    shipment_id: str
    sku: str
    fnsku: str
    asin: str
    title: str
    shipped: int
    received: int | None


@dataclass(slots=True)
class StorageRow:
    """One monthly storage charge of one FNSKU in one centre."""

    month: date
    asin: str
    fnsku: str
    title: str
    center: str
    country: str
    sides: tuple[Decimal, Decimal, Decimal]
    weight: Decimal
    volume: Decimal
    tier: str
    average_units: Decimal
    rate: Decimal
    currency: str
    fee: Decimal
    dangerous: str = "--"


@dataclass(slots=True)
class SaleRow:
    """One line FBA shipped to a buyer (customer shipment sales)."""

    day: date
    sku: str
    fnsku: str
    asin: str
    center: str
    units: int
    order_id: str
    currency: str
    price: Decimal


@dataclass(slots=True)
class FulfilledRow:
    """One line FBA shipped for an order of any shop (fulfilled shipments): arrival is estimated."""

    day: date
    order_id: str
    merchant_order_id: str
    item_id: str
    sku: str
    title: str
    units: int
    currency: str
    price: Decimal
    arrival: date | None
    center: str


@dataclass(slots=True)
class StatementRow:
    """What the seller says of one thing no report shows; `kind` is the claim type it speaks of."""

    kind: str
    day: date
    units: int
    sku: str = ""
    fnsku: str = ""
    order_id: str = ""
    removal_order_id: str = ""
    tracking: str = ""
    plate: str = ""
    case_id: str = ""
    amount: Decimal | None = None
    currency: str = ""


@dataclass(slots=True)
class CostRow:
    """The seller's unit cost of one SKU from a day on."""

    sku: str
    cost: Decimal
    currency: str
    effective_from: date
    asin: str
    fnsku: str
    category: str


@dataclass(slots=True)
class MeasurementRow:
    """The seller's own packaged measurements of one SKU, inches and pounds or centimetres."""

    sku: str
    fnsku: str
    sides: tuple[Decimal, Decimal, Decimal]
    weight_lb: Decimal | None
    measured_on: date
    unit: str = "in"


@dataclass(slots=True)
class Reports:
    """All rows in hand. `has_returns` is false where there is no returns report at all."""

    ledger: list[LedgerRow] = field(default_factory=list)
    balances: list[BalanceRow] = field(default_factory=list)
    reimbursements: list[ReimbursementRow] = field(default_factory=list)
    returns: list[ReturnRow] = field(default_factory=list)
    replacements: list[ReplacementRow] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    transactions: list[TransactionRow] = field(default_factory=list)
    removal_orders: list[RemovalOrderRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    tracking: list[TrackingRow] = field(default_factory=list)
    queue: list[QueueRow] = field(default_factory=list)
    items: list[ShipmentItem] = field(default_factory=list)
    contents: list[ShipmentItem] = field(default_factory=list)
    storage: list[StorageRow] = field(default_factory=list)
    aged: list[AgedRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)
    placements: list[PlacementRow] = field(default_factory=list)
    low_stock: list[OtherFeeRow] = field(default_factory=list)
    returns_fees: list[OtherFeeRow] = field(default_factory=list)
    previews: list[PreviewRow] = field(default_factory=list)
    seller_returns: list[SellerReturnRow] = field(default_factory=list)
    sales: list[SaleRow] = field(default_factory=list)
    fulfilled: list[FulfilledRow] = field(default_factory=list)
    statements: list[StatementRow] = field(default_factory=list)
    costs: list[CostRow] = field(default_factory=list)
    measurements: list[MeasurementRow] = field(default_factory=list)
    api_status: dict[str, str] = field(default_factory=dict)
    has_returns: bool = True

    def until(self, as_of: date) -> "Reports":
        """The rows dated on or before a day; later ones are as if they were not there."""
        dated: dict[str, Any] = {
            name: [row for row in getattr(self, name) if row.day <= as_of] for name in _DATED
        }
        return replace(
            self,
            **dated,
            settlements=[
                replace(one, lines=[line for line in one.lines if line.day <= as_of])
                for one in self.settlements
            ],
            queue=[row for row in self.queue if row.created <= as_of],
            storage=[row for row in self.storage if charge_day(row.month) <= as_of],
        )


def charge_day(month: date) -> date:
    """The day a month's storage is charged: the 7th of the month after.

    >>> charge_day(date(2026, 12, 1))
    datetime.date(2027, 1, 7)
    """
    return (month.replace(day=28) + timedelta(days=4)).replace(day=7)
