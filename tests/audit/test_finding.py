"""A finding as one line of JSON, in the order and the notation of the contract."""

import json
from datetime import date
from decimal import Decimal

from makewhole.audit.finding import COLUMNS, finding_of

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
    told = json.loads(line)
    assert list(told) == list(COLUMNS)
    assert told["unit_value"] == "4.333" and told["amount"] == "8.67"
    assert told["reasons"] == [] and told["closes_on"] is None
    assert told["event_date"] == "2026-05-01"
    assert told["policy"] == [{"key": "window.fc_ops", "from": None, "value": "60", "source": "s"}]


def test_amounts_are_whole_cents_of_their_currency() -> None:
    row = {
        **ROW,
        "currency": "JPY",
        "unit_value": Decimal("1200.000000"),
        "amount": Decimal("2400"),
    }
    told = finding_of(tuple(row[name] for name in COLUMNS)).as_dict()
    assert (told["unit_value"], told["amount"]) == ("1200", "2400")
