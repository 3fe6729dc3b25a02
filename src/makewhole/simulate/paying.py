"""Amazon's reimbursements: rows of the report, and the money they bring to the settlement."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.rows import ReimbursementRow
from makewhole.simulate.world import World

# What settlements call each reason. Source: amount descriptions of settlement reports.
_POSTED = {
    "Lost_Warehouse": "WAREHOUSE_LOST", "Damaged_Warehouse": "WAREHOUSE_DAMAGE",
    "Lost_Inbound": "MISSING_FROM_INBOUND", "Damaged_Inbound": "INBOUND_CARRIER_DAMAGE",
    "CustomerReturn": "REVERSAL_REIMBURSEMENT", "CustomerServiceIssue": "CS_ERROR_ITEMS",
    "Free_Replacement_Refund_Items": "FREE_REPLACEMENT_REFUND_ITEMS",
    "Removal_Order_Lost": "REMOVAL_ORDER_LOST", "Re_Evaluation": "RE_EVALUATION",
    "Fee_Correction": "INCORRECT_FEES_ITEMS",
}  # fmt: skip


def pay(
    world: World, day: date, product: Product, reason: str, *, cash: int, in_kind: int = 0,
    per_unit: Decimal | None = None, order_id: str = "", case: bool = False, id: str = "",
    currency: str = "", posted: bool = True, original: ReimbursementRow | None = None,
    total: Decimal | None = None,
) -> ReimbursementRow:  # fmt: skip
    """Grant units in cash or in kind (or, with `original` and `total`, add money to a grant)."""
    value = product.cost if per_unit is None else per_unit
    row = ReimbursementRow(
        day=day, id=id or world.serial("reimbursement", 4410000000), reason=reason,
        sku=product.sku, fnsku=product.fnsku, asin=product.asin, title=product.title,
        currency=currency or world.store.currency, per_unit=value if cash else Decimal(0),
        total=value * cash if total is None else total, cash=cash, inventory=in_kind,
        case_id=world.serial("case", 15500000000) if case else "", order_id=order_id,
        original_id=original.id if original else "",
        original_type=original.reason if original else "",
    )  # fmt: skip
    if total is not None:
        row.per_unit = total
    world.reports.reimbursements.append(row)
    world.tell(day, "reimbursed", fnsku=product.fnsku, reason=reason, cash=cash, in_kind=in_kind,
        reimbursement_id=row.id, total=str(row.total))  # fmt: skip
    if posted and row.total:
        post_reimbursement(world, row)
    if world.dice.chance(0.04):
        row.fnsku = ""  # some rows name the product by one id only
    elif world.dice.chance(0.04):
        row.sku = ""
    return row


def take_back(
    world: World,
    day: date,
    paid: ReimbursementRow,
    units: int,
    reason: str = "Compensated_Clawback",
) -> ReimbursementRow:
    """Take units of a payment back, as Amazon prints it: cash minus, inventory plus."""
    row = ReimbursementRow(
        day=day, id=world.serial("reimbursement", 4410000000), reason=reason, sku=paid.sku,
        fnsku=paid.fnsku, asin=paid.asin, title=paid.title, currency=paid.currency,
        per_unit=-paid.per_unit, total=-paid.per_unit * units, cash=-units, inventory=units,
        order_id=paid.order_id, original_id=paid.id, original_type=paid.reason,
    )  # fmt: skip
    world.reports.reimbursements.append(row)
    world.tell(day, "taken back", fnsku=paid.fnsku, units=units, reimbursement_id=row.id,
        original=paid.id)  # fmt: skip
    world.post(day, "other-transaction", "FBA Inventory Reimbursement", "COMPENSATED_CLAWBACK",
        amount=row.total, order_id=row.order_id, sku=row.sku, quantity=-units)  # fmt: skip
    return row


def post_reimbursement(world: World, row: ReimbursementRow, total: Decimal | None = None) -> None:
    """Bring a grant's money to the settlement, zero to four days after its approval."""
    day = row.day + timedelta(days=world.dice.between(0, 4))
    description = _POSTED.get(row.reason, row.reason.upper())
    world.post(
        day,
        "other-transaction",
        "FBA Inventory Reimbursement",
        description,
        amount=row.total if total is None else total,
        order_id=row.order_id,
        sku=row.sku,
        quantity=row.cash or None,
    )
