"""The folder a seller has: downloads of overlapping periods, older versions of the same rows.

Everything is downloaded once more on the last day, in two files that overlap; besides, there are
earlier downloads of parts of the time, which show rows as they stood then. All of them together
tell of each row once, in the version the played world ends with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from makewhole.simulate.printing import fee_layouts, layouts, other_layouts
from makewhole.simulate.printing.cells import as_json, commas, tabs
from makewhole.simulate.printing.daterange import date_range_file
from makewhole.simulate.printing.file import File
from makewhole.simulate.printing.layouts import Layout
from makewhole.simulate.printing.statements import statement, statement_v1
from makewhole.simulate.rows import LedgerRow, QueueRow, ShipmentItem
from makewhole.simulate.stores import STORES, Store
from makewhole.simulate.supply import queue_row
from makewhole.simulate.world import World

_OVERLAP = timedelta(days=12)


def files(world: World) -> Iterable[File]:
    """All files of a world's folder; in Japan those of tabs are in Shift-JIS."""
    for one in _files(world):
        if world.store.code == "JP" and one.name.endswith(".txt"):
            yield replace(one, content=one.content.decode().encode("cp932"))
        else:
            yield one


def _files(world: World) -> Iterable[File]:
    reports = world.reports
    yield from _ledger(world)
    balances = [layouts.BALANCES.cells(row) for row in reports.balances]
    if balances:
        content = commas(layouts.BALANCES.headers, balances, quoted=True)
        yield File("inventory-ledger-summary.csv", content)
    yield from _dated(world, layouts.REIMBURSEMENTS, reports.reimbursements, "reimbursements",
        older=layouts.REIMBURSEMENTS_OLDER)  # fmt: skip
    yield from _dated(world, layouts.RETURNS, reports.returns, "fba-customer-returns")
    yield from _dated(world, layouts.REPLACEMENTS, reports.replacements, "replacements")
    yield from _dated(world, layouts.SALES, reports.sales, "customer-shipment-sales")
    yield from _whole("amazon-fulfilled-shipments.csv", layouts.FULFILLED, reports.fulfilled)
    yield from _dated(world, layouts.PARCELS, reports.parcels, "removal-shipment-detail")
    yield from _removal_orders(world)
    yield from date_range_file(world)
    yield from _dated(world, other_layouts.SELLER_RETURNS, reports.seller_returns,
        "seller-fulfilled-returns")  # fmt: skip
    yield from _previews(world)
    yield from _whole("storage-fees.csv", layouts.STORAGE, reports.storage)
    yield from _fees(world)
    yield from _inbound(world)
    yield from _statements(world)
    yield from _whole("my-costs.csv", layouts.COSTS, reports.costs)
    yield from _whole("my-measurements.csv", layouts.MEASUREMENTS, reports.measurements)
    yield from _whole("my-tracking.csv", layouts.TRACKING, reports.tracking)
    yield from _whole("my-statements.csv", layouts.STATEMENTS, reports.statements)


def _fees(world: World) -> Iterable[File]:
    """The reports of single fees; beside those of a layout nobody published, their mappings."""
    reports = world.reports
    yield from _dated(world, fee_layouts.AGED, reports.aged, "aged-inventory-surcharge")
    yield from _dated(world, fee_layouts.PROBLEMS, reports.problems, "inbound-performance")
    yield from _dated(world, fee_layouts.PLACEMENTS, reports.placements, "placement-fees")
    yield from _dated(world, fee_layouts.LOW_STOCK, reports.low_stock, "low-inventory-fees")
    if reports.low_stock:
        yield File("low-inventory-fees.yaml", fee_layouts.LOW_STOCK_MAPPING.encode())
    yield from _dated(world, fee_layouts.RETURNS_FEES, reports.returns_fees, "returns-fees")
    if reports.returns_fees:
        mapping = fee_layouts.RETURNS_FEES_MAPPING % world.store.currency
        yield File("returns-fees.yaml", mapping.encode())


def _previews(world: World) -> Iterable[File]:
    """What Amazon expects to charge, on the last day."""
    rows = world.reports.previews
    measured = [row for row in rows if row.fnsku]
    if measured:
        layout = other_layouts.PREVIEWS[world.store.currency]
        yield File("fee-preview.txt", tabs(layout.headers, map(layout.cells, measured)))
    if rows:
        layout = other_layouts.REFERRAL_PREVIEW
        listed = {row.sku: layout.cells(row) for row in rows}
        yield File("referral-fee-preview.txt", tabs(layout.headers, listed.values()))


def _statements(world: World) -> Iterable[File]:
    """The settlements, every fourth in the layout of old."""
    for place, one in enumerate(world.reports.settlements):
        store = _printed_for(world.store, one.currency)
        is_old = world.has_other_layouts and place % 4 == 1 and not store.comma
        content = statement_v1(one) if is_old else statement(one, store)
        yield File(f"settlements/settlement-{one.id}.txt", content)


def _printed_for(store: Store, currency: str) -> Store:
    """The store whose forms a statement in a currency follows."""
    if currency == store.currency:
        return store
    return next(one for one in STORES.values() if one.currency == currency)


def _whole(name: str, layout: Layout, rows: Sequence[Any]) -> Iterable[File]:
    if rows:
        yield File(name, commas(layout.headers, [layout.cells(row) for row in rows]))


def _removal_orders(world: World) -> Iterable[File]:
    """Removal orders of the last day, and of an earlier one, when some were still pending."""
    layout, rows = layouts.REMOVAL_ORDERS, world.reports.removal_orders
    yield from _whole("removal-order-detail.csv", layout, rows)
    day = _earlier(world)[-1][1]
    before = [world.seen(row, day) for row in rows if row.day <= day]
    yield from _whole("earlier/removal-order-detail.csv", layout, before)


def _spans(world: World) -> tuple[tuple[date, date], tuple[date, date]]:
    """The two periods of the last download: they share some days."""
    middle = world.start + (world.as_of - world.start) / 2
    first = world.start - timedelta(days=60)
    return (first, middle + _OVERLAP), (middle - _OVERLAP, world.as_of)


def _earlier(world: World) -> list[tuple[date, date]]:
    """Periods of earlier downloads, each wholly inside one period of the last download."""
    (first, half), (again, last) = _spans(world)
    quarter = (half - first) / 4
    spans = [(first + quarter, half - _OVERLAP), (again + _OVERLAP, last - timedelta(days=9))]
    return [(start, end) for start, end in spans if start < end]


def _between(rows: Iterable[Any], span: tuple[date, date]) -> list[Any]:
    return [row for row in rows if span[0] <= row.day <= span[1]]


def _by_day(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.day)


def _named(stem: str, span: tuple[date, date], ending: str) -> str:
    return f"{stem}_{span[0].isoformat()}_{span[1].isoformat()}.{ending}"


def _ledger(world: World) -> Iterable[File]:
    rows = _by_day(world.reports.ledger)
    for span in _spans(world):
        held = [layouts.LEDGER.cells(row) for row in _between(rows, span)]
        yield File(
            _named("inventory-ledger-detail", span, "txt"), tabs(layouts.LEDGER.headers, held)
        )
    for span in _earlier(world):
        held = [layouts.LEDGER.cells(_as_of(world, row, span[1])) for row in _between(rows, span)]
        content = commas(layouts.LEDGER.headers, held, quoted=True)
        yield File(_named("earlier/InventoryLedger", span, "csv"), content)


def _as_of(world: World, row: LedgerRow, day: date) -> LedgerRow:
    """A row as a download of a day shows it: fewer units settled, title and words of that time."""
    known = [one for one in world.history.get(id(row), []) if one[0] <= day]
    before = replace(
        row,
        title=row.title.replace(", ", " - "),
        event=row.event.replace("Adjustments", "Adjustment"),
        disposition=row.disposition.replace("_", " ").capitalize(),
    )
    if not known:
        return before
    _, reconciled, unreconciled = known[-1]
    return replace(before, reconciled=reconciled, unreconciled=unreconciled)


def _dated(
    world: World, layout: Layout, rows: Sequence[Any], stem: str, older: Layout | None = None
) -> Iterable[File]:
    """A dated report: twice on the last day, and earlier in another layout."""
    if not rows:
        return
    ordered = _by_day(rows)
    spans = _spans(world) if world.overlapping else [(_spans(world)[0][0], world.as_of)]
    for span in spans:
        held = [layout.cells(row) for row in _between(ordered, span)]
        yield File(_named(stem, span, "txt"), tabs(layout.headers, held))
    used = older or layout
    span = _earlier(world)[0]
    before = [used.cells(world.seen(row, span[1])) for row in _between(ordered, span)]
    if before:
        yield File(_named(f"earlier/{stem}", span, "csv"), commas(used.headers, before))


def _inbound(world: World) -> Iterable[File]:
    """The queue of two days, the interface's answers of two days, and contents downloads."""
    queue = layouts.QUEUE
    middle = world.start + (world.as_of - world.start) / 2
    newest = [queue.cells(row) for row in world.reports.queue]
    yield File("shipping-queue.csv", commas(queue.headers, newest))
    older = [queue.cells(row) for row in _older_queue(world, middle)]
    if older:
        yield File("earlier/shipping-queue.csv", commas(queue.headers, older))
    items = [_item(row) for row in world.reports.items]
    yield File("inbound/shipment-items.json", as_json({"payload": {"ItemData": items}}))
    before = [_item(row) for row in _older_items(world, middle)]
    if before:
        yield File(
            "inbound/shipment-items-earlier.json", as_json({"payload": {"ItemData": before}})
        )
    shipments = [_shipment(world, identity) for identity in world.reports.api_status]
    if shipments:
        yield File("inbound/shipments.json", as_json({"payload": {"ShipmentData": shipments}}))
    contents: dict[str, list[ShipmentItem]] = {}
    for row in world.reports.contents:
        contents.setdefault(row.shipment_id, []).append(row)
    newer = [one for one in list(contents)[::3] if world.has_other_layouts]
    for identity in newer:
        content = {"shipmentConfirmationId": identity,
            "items": [_item_2024(row) for row in contents.pop(identity)]}  # fmt: skip
        yield File(f"inbound/items-{identity}.json", as_json(content))
    rows = [row for held in contents.values() for row in held]
    yield from _whole("inbound/shipment-contents.csv", layouts.CONTENTS, rows)


def _older_queue(world: World, day: date) -> Iterable[QueueRow]:
    for shipment in world.supply.shipments:
        seen = [one for one in shipment.versions if one[0] <= day]
        if seen and shipment.queued and seen[-1] is not shipment.versions[-1]:
            yield queue_row(shipment, *seen[-1][:3])


def _older_items(world: World, day: date) -> Iterable[ShipmentItem]:
    for shipment in world.supply.shipments:
        seen = [one for one in shipment.versions if one[0] <= day]
        if not seen or shipment.shown != "api":
            continue
        for line in shipment.lines:
            if line.sent:
                product = line.product
                yield ShipmentItem(shipment.id, product.sku, product.fnsku, product.asin,
                    product.title, line.sent, seen[-1][3][product.fnsku])  # fmt: skip


def _item(row: ShipmentItem) -> dict[str, Any]:
    return {
        "ShipmentId": row.shipment_id, "SellerSKU": row.sku, "FulfillmentNetworkSKU": row.fnsku,
        "QuantityShipped": row.shipped, "QuantityReceived": row.received, "QuantityInCase": 0,
    }  # fmt: skip


def _item_2024(row: ShipmentItem) -> dict[str, Any]:
    return {"msku": row.sku, "fnsku": row.fnsku, "asin": row.asin, "quantity": row.shipped,
        "labelOwner": "SELLER", "prepInstructions": []}  # fmt: skip


def _shipment(world: World, identity: str) -> dict[str, Any]:
    shipment = next(one for one in world.supply.shipments if one.id == identity)
    return {
        "ShipmentId": identity, "ShipmentName": f"FBA STA {shipment.created.isoformat()}",
        "DestinationFulfillmentCenterId": shipment.center,
        "ShipmentStatus": world.reports.api_status[identity],
    }  # fmt: skip
