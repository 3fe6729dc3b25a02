"""Open shipments: still under way, or closed with a difference; settled ones are left out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from makewhole.audit.shipments import DIFFERENCE, UNDER_WAY, open_shipments
from makewhole.books.tables import TABLES
from makewhole.cli.main import build
from makewhole.engine import open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay

AS_OF = date(2026, 6, 30)


def _open(
    shipments: list[dict[str, Any]], items: list[dict[str, Any]], receipts: list[dict[str, Any]]
) -> list[tuple[Any, ...]]:
    told = {
        "inbound_shipments": [{"kind": "queue", "created_date": date(2026, 5, 1)} | s
                              for s in shipments],
        "inbound_items": [{"kind": "v0", "fnsku": "X001"} | i for i in items],
        "ledger_events": [{"event_type": "Receipts", "fnsku": "X001", "disposition": "SELLABLE"} | r
                          for r in receipts],
    }  # fmt: skip
    with open_engine("duckdb") as engine:
        for name, table in TABLES.items():
            schema = {"account": "VARCHAR", **table.schema}
            rows = [["shop", *({"source": 1, "line": n, **row}.get(c) for c in table.schema)]
                    for n, row in enumerate(told.get(name, []))]  # fmt: skip
            engine.load(f"book_{name}", schema, rows)
        found = open_shipments(engine, [AuditDay("shop", AS_OF, load_policy(), None)])
    return [(r["shipment_id"], r["state"], r["short"], r["over"], r["received"]) for r in found]


@pytest.mark.parametrize(
    ("status", "received", "state"),
    [
        ("CLOSED", 10, None),
        ("CLOSED", 9, DIFFERENCE),
        ("CLOSED", 11, DIFFERENCE),
        ("RECEIVING", 9, UNDER_WAY),
        ("RECEIVING", 10, None),
        ("SHIPPED", 0, UNDER_WAY),
        ("CANCELLED", 0, None),
        ("DELETED", 0, None),
        (None, 0, UNDER_WAY),
    ],
)
def test_a_shipment_is_open_until_received_as_sent(
    status: str | None, received: int, state: str | None
) -> None:
    found = _open(
        [{"shipment_id": "F1", "status": status}],
        [{"shipment_id": "F1", "shipped_units": 10, "received_units": received}],
        [],
    )
    assert [one[1] for one in found] == ([state] if state else [])


def test_units_short_and_over_are_added_up_line_by_line() -> None:
    found = _open(
        [{"shipment_id": "F1", "status": "CLOSED"}],
        [
            {"shipment_id": "F1", "shipped_units": 10, "received_units": 7},
            {"shipment_id": "F1", "fnsku": "X002", "shipped_units": 10, "received_units": 12},
        ],
        [],
    )
    assert found == [("F1", DIFFERENCE, 3, 2, 19)]


def test_receipts_after_the_day_are_not_seen() -> None:
    receipts = [{"event_date": date(2026, 6, 30), "units": 4, "reference_id": "F1"},
                {"event_date": date(2026, 7, 1), "units": 6, "reference_id": "F1"}]  # fmt: skip
    shipment = [{"shipment_id": "F1", "status": "RECEIVING"}]
    found = _open(shipment, [{"shipment_id": "F1", "shipped_units": 10}], receipts)
    assert found == [("F1", UNDER_WAY, 6, 0, 4)]


def test_the_command_shows_them(tmp_path: Path) -> None:
    queue = tmp_path / "queue.csv"
    queue.write_text(
        "Shipment name,Shipment ID,Created,Last updated,Ship to,SKUs,Units expected,Units located,"
        "Status\nSpring,FBA1,05/01/2026,05/09/2026,ABC1,1,10,0,Shipped\n"
    )
    items = tmp_path / "items.json"
    items.write_text(
        '{"payload": {"ItemData": [{"ShipmentId": "FBA1", "SellerSKU": "RED", '
        '"FulfillmentNetworkSKU": "X001", "QuantityShipped": 10, "QuantityReceived": 0}]}}'
    )
    words = ["stock", str(tmp_path), "--shipments", "--as-of", "2026-06-30", "--format", "csv"]
    said = CliRunner().invoke(build(words), words)
    assert said.exit_code == 0, said.output
    assert "FBA1" in said.output and UNDER_WAY in said.output
