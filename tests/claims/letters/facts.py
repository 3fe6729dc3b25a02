"""Facts of a case made by hand, with every fact a template may ask for."""

from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.claims.letters.facts import CaseFacts, LineFacts, SetOff

_LINE: dict[str, Any] = {
    "finding_id": "f1", "event_date": date(2026, 9, 1), "fnsku": "X00AAAAAAA", "msku": "SKU-1",
    "asin": "B000000001", "order_id": "111-2222222-3333333", "shipment_id": "FBA15ABCDEF",
    "removal_order_id": "RM7", "reimbursement_id": "4410000012", "settlement_id": "25800418916",
    "reference_id": "20078150000026", "affected": 3, "compensated": 1, "units": 2,
    "unit_value": Decimal("12.50"), "documented_unit_value": None, "amount": Decimal("25.00"),
    "valuation": "seller_cost", "explanation": "3 lost, 1 found.", "centre": "ABE8", "code": "M",
    "disposition": "SELLABLE", "tracking": "1Z0000000000000001", "paid_a_unit": Decimal("5.54"),
    "paid_units": 4,
    "set_off": (SetOff("found", 1, date(2026, 9, 20), "20078150000099", "ledger.txt", 7),),
}  # fmt: skip


def line(**other: Any) -> LineFacts:
    """One finding: 3 units affected, 1 found, 2 open."""
    return LineFacts(**{**_LINE, **other})


def money_line(**other: Any) -> LineFacts:
    """One finding about money: 9.30 in the balance."""
    plain = {"affected": 0, "compensated": 0, "units": 0, "unit_value": None, "set_off": ()}
    return line(**{**plain, "amount": Decimal("9.30"), "valuation": "charge_difference", **other})


def facts(*lines: LineFacts, **other: Any) -> CaseFacts:
    """A case about lost units, filed and refused, unless told otherwise."""
    return CaseFacts(
        **{
            "label": "C-7", "account": "demo", "claim_type": "fc_lost",
            "title": "Unit lost in a fulfilment centre", "marketplace": "US", "currency": "USD",
            "state": "denied", "amazon_case_id": "15500000001", "filed_on": date(2026, 10, 10),
            "decided_on": date(2026, 10, 20), "opens_on": date(2026, 10, 2),
            "closes_on": date(2026, 10, 31), "denial_reason": "already_reimbursed",
            "granted_units": 1, "granted_amount": Decimal("12.50"), "paid_units": 1,
            "paid_amount": Decimal("1.50"), "paid_apart": {}, "as_of": date(2026, 10, 25),
            "lines": lines or (line(),), "papers": (), "rows": {},
            **other,
        }
    )  # fmt: skip
