"""A finding as one line of JSON, in the order and the notation of the contract."""

import json
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from makewhole.audit.finding import COLUMNS, finding_of, line_of, told

ROW = {
    "finding_id": "ab", "claim_type": "fc_lost", "decision": "claim", "reasons": None,
    "account": "one", "marketplace": "US", "fnsku": "X1", "msku": None, "asin": None,
    "order_id": None, "shipment_id": None, "removal_order_id": None, "reimbursement_id": None,
    "settlement_id": None, "reference_id": "R1", "event_date": date(2026, 5, 1),
    "opens_on": date(2026, 6, 1), "remind_by": date(2026, 6, 30), "closes_on": None,
    "units_affected": 3, "units_compensated": 1, "units": 2, "unit_value": Decimal("4.333000"),
    "amount": Decimal("8.670000"), "currency": "USD", "valuation": "seller_cost",
    "confidence": "high", "explanation": "Zwei Stück", "policy": [
        {"key": "window.fc_ops", "from": None, "value": "60", "source": "s"}
    ],
    "evidence": [{"report": "L", "file": "a.txt", "line": 2, "role": "lost", "units": 3}],
}  # fmt: skip


def test_a_line_of_json() -> None:
    finding = finding_of(tuple(ROW[name] for name in COLUMNS))
    line = finding.to_json()
    assert "\n" not in line and "Zwei Stück" in line
    said = json.loads(line)
    assert list(said) == list(COLUMNS)
    assert said["unit_value"] == "4.333" and said["amount"] == "8.67"
    assert said["reasons"] == [] and said["closes_on"] is None
    assert said["event_date"] == "2026-05-01"
    assert said["policy"] == [{"key": "window.fc_ops", "from": None, "value": "60", "source": "s"}]


@pytest.mark.parametrize("file", ["a.txt", 'ü"\\\n', "bell\x07 unit\x1f", "\\u001F as it stands"])
def test_what_the_engine_wrote_as_json_gives_the_same_line(file: str) -> None:
    row = ROW | {"evidence": [{**ROW["evidence"][0], "file": file}]}
    *cells, evidence, _ = (row[name] for name in COLUMNS)
    written = duckdb.execute("select cast(to_json(?) as varchar)", [evidence]).fetchone()[0]
    whole = finding_of((*cells, evidence, None)).to_json()
    assert line_of(told((*cells, written, None))) == whole + "\n"


def test_amounts_are_whole_cents_of_their_currency() -> None:
    row = {
        **ROW,
        "currency": "JPY",
        "unit_value": Decimal("1200.000000"),
        "amount": Decimal("2400"),
    }
    said = finding_of(tuple(row[name] for name in COLUMNS)).as_dict()
    assert (said["unit_value"], said["amount"]) == ("1200", "2400")
