"""Small worlds for the tests of claims: findings of the contract, a desk to work at, payments."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps

from makewhole.claims.accounts.scope import Scope, scope_of
from makewhole.claims.accounts.services import ensure_account, ensure_owner
from makewhole.claims.cases import moves
from makewhole.claims.findings.services import record_audit
from makewhole.claims.models import Audit, Case, Event
from makewhole.claims.payments.rows import ReimbursementRow
from makewhole.claims.payments.services import Matched, match_payments

TODAY = date(2026, 10, 10)


def finding(number: int = 1, **other: Any) -> dict[str, Any]:
    """A finding of the contract: 3 units lost, 1 found, 2 owed at 12.50 USD."""
    plain = dict.fromkeys(
        ("order_id", "shipment_id", "removal_order_id", "reimbursement_id", "settlement_id")
    )
    return {
        **plain,
        "finding_id": f"f{number}",
        "claim_type": "fc_lost",
        "decision": "claim",
        "reasons": [],
        "account": "demo",
        "marketplace": "US",
        "fnsku": f"X{number:03}",
        "msku": f"SKU-{number}",
        "asin": "B000000001",
        "reference_id": f"R{number}",
        "event_date": "2026-09-01",
        "opens_on": "2026-10-02",
        "remind_by": "2026-10-31",
        "closes_on": "2026-10-31",
        "units_affected": 3,
        "units_compensated": 1,
        "units": 2,
        "unit_value": "12.50",
        "amount": "25.00",
        "currency": "USD",
        "valuation": "seller_cost",
        "confidence": "high",
        "explanation": "3 units lost, 1 found: 2 units owed at 12.50 USD.",
        "evidence": [{"report": "L", "file": "a.tsv", "line": 2, "role": "lost", "units": 3}],
        "policy": [{"key": "window.fc_ops", "from": "2024-10-23", "value": "60", "source": "az"}],
        **other,
    }


def owned_scope() -> Scope:
    """The owner's scope."""
    return scope_of(ensure_owner())


def record(*findings: dict[str, Any], as_of: date = TODAY, **other: Any) -> Audit:
    """Record an audit with these findings for the account `demo`."""
    return record_audit(findings, as_of=as_of, accounts=["demo"], **other)


def filed(number: int, case_id: str, on: date = TODAY) -> Case:
    """Take a drafted case to filed."""
    moves.make_ready(owned_scope(), number, on=on)
    return moves.file(owned_scope(), number, case_id, on=on)


def reimbursement(**other: Any) -> ReimbursementRow:
    """A reimbursement of 2 units of X001 for 25.00 USD, four days after TODAY."""

    plain: dict[str, Any] = {
        "approval_date": TODAY + timedelta(days=4),
        "reimbursement_id": "P1",
        "case_id": None,
        "order_id": None,
        "reason": "Lost_Warehouse",
        "msku": "SKU-1",
        "fnsku": "X001",
        "asin": "B000000001",
        "currency": "USD",
        "amount_per_unit": Decimal("12.50"),
        "amount_total": Decimal("25.00"),
        "cash_units": 2,
        "inventory_units": 0,
        "original_reimbursement_id": None,
    }
    return ReimbursementRow(**{**plain, **other})


def reversal(of: str, **other: Any) -> ReimbursementRow:
    """The same reimbursement taken back, its units found."""
    return reimbursement(
        **{
            "reimbursement_id": f"{of}-R",
            "reason": "Reimbursement_Reversal",
            "approval_date": TODAY + timedelta(days=30),
            "amount_total": Decimal("-25.00"),
            "cash_units": -2,
            "inventory_units": 2,
            "original_reimbursement_id": of,
            **other,
        }
    )


def match(*rows: ReimbursementRow, on: date = TODAY) -> Matched:
    """Match the whole reimbursements report of the account `demo`."""
    return match_payments(ensure_account("demo"), rows, on=on)


def everything() -> dict[str, dict[int, dict[str, Any]]]:
    """Every row of every table that services write, by table and key."""
    models = [m for m in apps.get_app_config("claims").get_models() if m._meta.label not in _QUIET]
    return {
        model._meta.db_table: {row["id"]: row for row in model.objects.values()} for model in models
    }


# The moves are fixed by a migration, tallies repeat findings; events tell of the rest.
_QUIET = ("claims.Event", "claims.Move", "claims.Tally")


def untold(before: dict[str, dict[int, dict[str, Any]]], event: int) -> list[str]:
    """Rows that differ from `before` without an event after the one numbered `event`."""
    told = set(Event.objects.filter(pk__gt=event).values_list("table", "row"))
    now = everything()
    return [
        f"{table} {key}"
        for table, rows in now.items()
        for key in rows.keys() | before[table].keys()
        if rows.get(key) != before[table].get(key) and (table, key) not in told
    ]


def last_event() -> int:
    """The number of the latest event."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
