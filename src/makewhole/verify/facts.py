"""What one row of a report says, read anew from its cells: day, units it can give, ids, kind."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from makewhole.verify.files import Record

_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%y")
# Finding field -> the headings under which a report may show it.
_IDS = {
    "fnsku": ("fnsku", "fulfillmentnetworksku"),
    "msku": ("msku", "sku", "sellersku", "merchantsku"),
    "asin": ("asin",),
    "order_id": ("orderid", "amazonorderid", "originalamazonorderid", "replacementamazonorderid"),
    "shipment_id": ("shipmentid", "referenceid"),
    "removal_order_id": ("orderid",),
    "reimbursement_id": ("reimbursementid", "originalreimbursementid"),
    "settlement_id": ("settlementid",),
    "reference_id": ("referenceid", "trackingnumber", "replacementamazonorderid"),
}


def number(cell: str | None) -> Decimal | None:
    """A cell as a number, with a dot or a comma; None where it is empty or no number."""
    text = (cell or "").strip().replace("\u00a0", "")
    if "," in text and text.rfind(",") > text.rfind("."):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def whole(cell: str | None) -> int:
    """A cell as a whole number; 0 where it is empty."""
    found = number(cell)
    return 0 if found is None else int(found)


def day(record: Record, *headings: str) -> date | None:
    """The day a row prints under the first heading that has one."""
    for heading in headings:
        text = record.get(heading, "").replace("T", " ").split(" ")[0]
        for form in _FORMS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
    return None


def shares_id(record: Record, finding: dict[str, object]) -> bool:
    """Whether a row and a finding show one id in common."""
    return any(
        finding.get(field) is not None and record.get(heading) == finding[field]
        for field, headings in _IDS.items()
        for heading in headings
    )


def is_ledger(record: Record) -> bool:
    """Whether the row is one of the inventory ledger."""
    return "eventtype" in record and "disposition" in record


def is_payment(record: Record) -> bool:
    """Whether the row is one of the reimbursements report."""
    return "reimbursementid" in record


def is_reversal(record: Record) -> bool:
    """Whether a reimbursement row takes back."""
    cash = whole(record.get("quantityreimbursedcash"))
    return cash < 0 or (number(record.get("amounttotal")) or Decimal(0)) < 0


def capacity(record: Record) -> int | None:
    """How many units a row tells of, at most; None where its report counts none."""
    if is_payment(record):
        cash = abs(whole(record.get("quantityreimbursedcash")))
        return cash + abs(whole(record.get("quantityreimbursedinventory")))
    if "unitslocated" in record:
        return max(whole(record["unitslocated"]), whole(record.get("unitsexpected")))
    for heading in ("quantityshipped", "shipped"):
        if heading in record:
            return max(whole(record[heading]), whole(record.get("quantityreceived")))
    for heading in ("disposedquantity", "shippedquantity", "quantity"):
        if heading in record and "amounttype" not in record:
            return abs(whole(record[heading]))
    return None


def open_units(record: Record) -> int:
    """Units of a ledger row that Amazon has not reconciled; all where it says nothing."""
    units = abs(whole(record.get("quantity")))
    for heading in ("unreconciledquantity", "unreconciled"):
        if (told := number(record.get(heading))) is not None:
            return min(units, max(0, int(told)))
    for heading in ("reconciledquantity", "reconciled"):
        if (told := number(record.get(heading))) is not None:
            return max(0, units - int(told))
    return units
