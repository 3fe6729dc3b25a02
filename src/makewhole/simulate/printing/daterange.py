"""The date range file: the last weeks' transactions, which no closed settlement shows yet.

Printed for the stores US and JP, whose headings, words and forms are known line by line.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from makewhole.simulate.printing.cells import clock, commas, money
from makewhole.simulate.printing.file import File
from makewhole.simulate.rows import SettlementLine, TransactionRow
from makewhole.simulate.world import World

_ZERO = Decimal(0)
_NOTHING = (_ZERO, _ZERO, _ZERO, _ZERO, _ZERO)
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
# The same columns as Japan prints them; it has none for the kind of account and its fees.
_JAPANESE = dict(zip(
    [name for name in HEADERS if "Regulatory" not in name and name != "account type"],
    ("日付/時間", "決済番号", "トランザクションの種類", "注文番号", "SKU", "説明", "数量",
     "Amazon 出品サービス", "フルフィルメント", "市町村", "都道府県", "郵便番号", "税金徴収型",
     "商品売上", "商品の売上税", "配送料", "配送料の税金", "ギフト包装手数料",
     "ギフト包装クレジットの税金", "プロモーション割引額", "プロモーション割引の税金",
     "源泉徴収税を伴うマーケットプレイス", "手数料", "FBA 手数料",
     "トランザクションに関するその他の手数料", "その他", "合計"),
    strict=True,
))  # fmt: skip
_JAPANESE_WORDS = {"Order": "注文", "Refund": "返金", "Seller": "出品"}
# What a date range file calls what settlements name otherwise.
_OTHERS = {
    "SAFE-T Reimbursement": "SAFE-T reimbursement",
    "A-to-z Guarantee Refund": "A-to-z Guarantee Claim",
}
_COLUMN = {
    ("ItemPrice", "Principal"): "product_sales", ("Promotion", "Principal"): "promotional_rebates",
    ("ItemFees", "Commission"): "selling_fees", ("ItemFees", "RefundCommission"): "selling_fees",
    ("ItemFees", "FBAPerUnitFulfillmentFee"): "fba_fees",
}  # fmt: skip


def transactions(world: World, since: date) -> list[TransactionRow]:
    """Lines of orders from a day on, one row per order item, kind and day."""
    rows: dict[tuple[date, str, str, str], TransactionRow] = {}
    titles = {product.sku: product.title for product in world.everything}
    for line in world.money:
        kind = _OTHERS.get(line.type, line.type)
        if line.day < since or kind not in ("Order", "Refund", *_OTHERS.values()):
            continue
        key = (line.day, kind, line.order_id, line.sku)
        row = rows.setdefault(key, TransactionRow(
            *key, titles[line.sku], 0, line.marketplace.lower(),
            {"AFN": "Amazon", "MFN": "Seller"}.get(line.fulfilment, ""), *_NOTHING,
            world.store.currency,
        ))  # fmt: skip
        _take(row, line)
    return list(rows.values())


def _take(row: TransactionRow, line: SettlementLine) -> None:
    column = _COLUMN.get((line.amount_type, line.description))
    column = "other" if line.type in _OTHERS else column
    if column:
        setattr(row, column, getattr(row, column) + line.amount)
    if line.quantity and line.description == "Principal":
        row.quantity += line.quantity


def date_range_file(world: World) -> Iterable[File]:
    """The file of the rows a world says it has."""
    rows = world.reports.transactions
    if not rows:
        return
    told = [_told(row) for row in sorted(rows, key=lambda row: row.day)]
    if world.store.code == "JP":
        yield File("CustomTransaction.csv", _japanese(told))
        return
    text = commas(HEADERS, [[one.get(name, "") for name in HEADERS] for one in told], quoted=True)
    preamble = (
        '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore '
        'transactions"\n'
        f'"All amounts in {world.store.currency}, unless specified"\n'
        '"Definitions:"\n'
        '"Selling fees: Includes variable closing fees and referral fees."\n'
    )
    yield File("CustomTransaction.csv", preamble.encode() + text)


def _japanese(told: list[dict[str, str]]) -> bytes:
    """The file of the Japanese store, with a mark of UTF-8 as its spreadsheet needs it."""
    rows = []
    for one in told:
        words = {"type": one["type"], "fulfillment": one["fulfillment"]}
        own = one | {name: _JAPANESE_WORDS.get(word, word) for name, word in words.items()}
        rows.append([own.get(name, "") for name in _JAPANESE])
    preamble = '"指定のない場合、単位は円"\n'.encode("utf-8-sig")
    return preamble + commas(tuple(_JAPANESE.values()), rows, quoted=True)


def _told(row: TransactionRow) -> dict[str, str]:
    """What a row says, by heading."""
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
        "total": money(sum(amounts.values(), _ZERO), row.currency),
    }
    for name in HEADERS[14:-1]:
        texts[name] = money(amounts.get(name, _ZERO), row.currency)
    return texts


def _when(row: TransactionRow) -> str:
    time = clock(row.order_id + row.type)
    if row.currency == "JPY":
        return f"{row.day:%Y/%m/%d} {time} JST"
    hour, minute, second = time.split(":")
    half = "AM" if int(hour) < 12 else "PM"
    day = f"{_MONTHS[row.day.month - 1]} {row.day.day}, {row.day.year}"
    return f"{day} {int(hour) % 12 or 12}:{minute}:{second} {half} PST"
