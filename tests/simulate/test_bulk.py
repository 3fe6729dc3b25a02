"""Large accounts: copies of one world that share nothing, and statements that still add up."""

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from makewhole.simulate.bulk import MARK, write_bulk
from makewhole.simulate.play import Size

SMALL = Size(skus=3, months=4, orders_per_month=30, scenes_per_month=2)


def test_copies_are_alike_and_share_no_id(tmp_path: Path) -> None:
    written = write_bulk(tmp_path, 3, "US", date(2026, 11, 15), size=SMALL, copies=3)
    lines = [json.loads(line) for line in written.truth.read_text().splitlines()]
    assert len(lines) == written.findings
    by_product = Counter(line["fnsku"] or line["msku"] for line in lines)
    assert len(by_product) % 3 == 0 and set(Counter(by_product.values()).values()) <= {3, 6, 9}
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and MARK in path.read_text()]


def test_statements_add_up_over_all_copies(tmp_path: Path) -> None:
    write_bulk(tmp_path, 3, "DE", date(2026, 11, 15), size=SMALL, copies=2)
    for path in (tmp_path / "reports" / "settlements").iterdir():
        totals, *rows = csv.DictReader(path.open(), delimiter="\t", quoting=csv.QUOTE_NONE)
        amounts = [Decimal(row["amount"].replace(",", ".")) for row in rows]
        assert sum(amounts, Decimal(0)) == Decimal(totals["total-amount"].replace(",", "."))


def test_the_interface_s_answer_is_still_one_document(tmp_path: Path) -> None:
    write_bulk(tmp_path, 3, "US", date(2026, 11, 15), size=SMALL, copies=2)
    items = json.loads((tmp_path / "reports/inbound/shipment-items.json").read_text())
    keys = [
        (one["ShipmentId"], one["FulfillmentNetworkSKU"]) for one in items["payload"]["ItemData"]
    ]
    assert len(keys) == len(set(keys)) > 4
