"""The date range file: the last weeks' transactions, which no closed settlement shows yet.

Printed for the US store only, whose headings, words and forms are known line by line.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from makewhole.simulate.printing.cells import clock, commas, money
from makewhole.simulate.printing.file import File
from makewhole.simulate.rows import SettlementLine, TransactionRow
from makewhole.simulate.world import World

_ZERO = Decimal(0)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
HEADERS = (
    "date/time", "settlement id", "type", "order id", "sku", "description", "quantity",
    "marketplace", "account type", "fulfillment", "order city", "order state", "order postal",
    "tax collection model", "product sales", "product sales tax", "shipping credits",
    "shipping credits tax", "gift wrap credits", "giftwrap credits tax", "Regulatory Fee",
    "Tax On Regulatory Fee", "promotional rebates", "promotional rebates tax",
    "marketplace withheld tax", "selling fees", "fba fees", "other transaction fees", "other",
    "total",
)  # fmt: skip
_COLUMN = {
    ("ItemPrice", "Principal"): "product_sales", ("Promotion", "Principal"): "promotional_rebates",
    ("ItemFees", "Commission"): "selling_fees", ("ItemFees", "RefundCommission"): "selling_fees",
    ("ItemFees", "FBAPerUnitFulfillmentFee"): "fba_fees",
}  # fmt: skip


def transactions(world: World, since: date) -> list[TransactionRow]:
    """Order and refund lines from a day on, one row per order item and day."""
    rows: dict[tuple[date, str, str, str], TransactionRow] = {}
    titles = {product.sku: product.title for product in world.everything}
    for line in world.money:
        if line.day < since or line.type not in ("Order", "Refund"):
            continue
        key = (line.day, line.type, line.order_id, line.sku)
        row = rows.setdefault(key, TransactionRow(
            *key, titles[line.sku], 0, line.marketplace.lower(),
            "Amazon" if line.fulfilment == "AFN" else "Seller", _ZERO, _ZERO, _ZERO, _ZERO, _ZERO,
            world.store.currency,
        ))  # fmt: skip
        _take(row, line)
    return list(rows.values())


def _take(row: TransactionRow, line: SettlementLine) -> None:
    column = _COLUMN.get((line.amount_type, line.description))
    if column:
        setattr(row, column, getattr(row, column) + line.amount)
    if line.quantity and line.description == "Principal":
        row.quantity += line.quantity


def date_range_file(world: World) -> Iterable[File]:
    """The file of the rows a world says it has."""
    rows = world.reports.transactions
    if not rows:
        return
    text = commas(
        HEADERS, [_cells(row) for row in sorted(rows, key=lambda row: row.day)], quoted=True
    )
    preamble = (
        '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore '
        'transactions"\n'
        f'"All amounts in {world.store.currency}, unless specified"\n'
        '"Definitions:"\n'
        '"Selling fees: Includes variable closing fees and referral fees."\n'
    )
    yield File("CustomTransaction.csv", preamble.encode() + text)


def _cells(row: TransactionRow) -> list[str]:
    amounts = {
        "product sales": row.product_sales, "promotional rebates": row.promotional_rebates,
        "selling fees": row.selling_fees, "fba fees": row.fba_fees, "other": row.other,
    }  # fmt: skip
    texts = {
        "date/time": _when(row),
        "settlement id": row.settlement_id,
        "type": row.type,
        "order id": row.order_id,
        "sku": row.sku,
        "description": row.title,
        "quantity": str(row.quantity),
        "marketplace": row.marketplace,
        "account type": "Standard Orders",
        "fulfillment": row.fulfilment,
        "tax collection model": "MarketplaceFacilitator",
        "total": money(sum(amounts.values(), _ZERO)),
    }
    for name in HEADERS[14:-1]:
        texts[name] = money(amounts.get(name, _ZERO))
    return [texts.get(name, "") for name in HEADERS]


def _when(row: TransactionRow) -> str:
    hour, minute, second = clock(row.order_id + row.type).split(":")
    half = "AM" if int(hour) < 12 else "PM"
    day = f"{_MONTHS[row.day.month - 1]} {row.day.day}, {row.day.year}"
    return f"{day} {int(hour) % 12 or 12}:{minute}:{second} {half} PST"
