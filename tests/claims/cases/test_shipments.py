"""The cases open for a shipment to Amazon, by account and shipment."""

from pathlib import Path

from tests.claims.scenes import TODAY, finding, owned_scope, record

from makewhole.claims.cases.drafting import draft
from makewhole.claims.cases.shipments import open_cases_by_shipment


def test_a_shipment_names_the_cases_open_for_it(home: Path) -> None:
    short = {"claim_type": "inbound_short", "shipment_id": "FBA1", "reference_id": None}
    record(finding(1, **short), finding(2, **short, fnsku="X002"), finding(3))
    assert open_cases_by_shipment(owned_scope()) == {}
    made = {case.bundle: case for case in draft(owned_scope(), on=TODAY).cases}
    case = made["shipment_id=FBA1"]
    assert open_cases_by_shipment(owned_scope()) == {(case.account.name, "FBA1"): [case.label]}
