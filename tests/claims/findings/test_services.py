"""Recording audits: new, changed, retired with a reason, owed again, never twice, never dropped."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.claims.scenes import (
    TODAY,
    filed,
    finding,
    last_event,
    match,
    owned_scope,
    record,
    reimbursement,
)

from makewhole.claims.cases import drafting
from makewhole.claims.errors import AuditOlder
from makewhole.claims.findings.diff import diff
from makewhole.claims.findings.selectors import finding as one
from makewhole.claims.findings.selectors import findings, history
from makewhole.claims.models import Event, Finding


def changes(**counts: int) -> dict[str, int]:
    """The counts of an audit, those not named being 0."""
    names = ("new", "changed", "unchanged", "retired", "returned", "unchecked")
    return dict.fromkeys(names, 0) | counts


def test_a_second_audit_that_finds_the_same_changes_no_finding(home: Path) -> None:
    assert record(finding(1), finding(2)).counts == changes(new=2)
    before = last_event()
    assert record(finding(1), finding(2)).counts == changes(unchanged=2)
    assert not Event.objects.filter(pk__gt=before, table="findings").exists()
    assert Finding.objects.count() == 2


def test_every_column_comes_back_as_it_was_given(home: Path) -> None:
    given = finding(1, unit_value="12.3456", amount="24.69", order_id="111-1", reasons=["x"])
    record(given)
    kept = one(owned_scope(), "f1")
    assert kept.unit_value == Decimal("12.3456")
    assert kept.amount == Decimal("24.69")
    assert kept.event_date == date(2026, 9, 1)
    for name in ("order_id", "reasons", "evidence", "policy", "explanation", "units"):
        assert getattr(kept, name) == given[name]


def test_one_account_may_hold_the_id_of_another(home: Path) -> None:
    record(finding(1), finding(1, account="other"))
    assert Finding.objects.count() == 2


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        ({"decision": "rejected", "reasons": ["already_reimbursed"], "units": 0}, "paid"),
        ({"decision": "rejected", "reasons": ["found_later"], "units": 0}, "found"),
        ({"decision": "rejected", "reasons": ["settled"], "units": 0}, "no_longer_owed"),
        ({"decision": "expired", "reasons": ["window_expired"]}, "expired"),
        (None, "no_longer_owed"),
    ],
)
def test_a_finding_is_retired_with_its_reason(
    home: Path, later: dict[str, object] | None, reason: str
) -> None:
    record(finding(1))
    audit = record(*([] if later is None else [finding(1, **later)]))
    assert audit.counts == changes(retired=1)
    kept = one(owned_scope(), "f1")
    assert (kept.retired_reason, kept.retired_on) == (reason, TODAY)
    assert [event.what for event in history(owned_scope(), kept)] == [
        "finding new",
        f"finding retired: {reason}",
    ]
    assert not findings(owned_scope()).exists()


def test_a_finding_that_vanishes_after_its_case_was_paid_is_retired_as_paid(home: Path) -> None:
    record(finding(1))
    drafting.draft(owned_scope(), on=TODAY)
    filed(1, "A1")
    match(reimbursement(case_id="A1"))
    record()
    assert one(owned_scope(), "f1").retired_reason == "paid"


def test_a_retired_finding_that_is_owed_again_stands_again(home: Path) -> None:
    record(finding(1))
    record()
    assert record(finding(1)).counts == changes(returned=1)
    assert one(owned_scope(), "f1").retired_reason == ""


def test_a_finding_whose_type_could_not_be_checked_is_kept_and_marked(home: Path) -> None:
    record(finding(1))
    missing = {"demo": {"fc_lost": "not checked: fc_lost needs the ledger"}}
    assert record(not_checked=missing).counts == changes(unchecked=1)
    assert record(not_checked=missing).counts == changes()
    kept = one(owned_scope(), "f1")
    assert (kept.retired_reason, kept.unchecked_since_id) == ("", 2)
    assert record(finding(1)).counts == changes(changed=1)
    assert one(owned_scope(), "f1").unchecked_since is None


def test_another_accounts_findings_are_not_retired(home: Path) -> None:
    record(finding(1, account="other"), finding(2))
    record()  # covers `demo` only
    assert [each.finding_id for each in findings(owned_scope())] == ["f1"]


def test_an_audit_of_an_earlier_day_is_refused_whole(home: Path) -> None:
    record(finding(1))
    with pytest.raises(AuditOlder):
        record(finding(2), as_of=TODAY - timedelta(days=1))
    assert [each.finding_id for each in findings(owned_scope())] == ["f1"]


def test_the_difference_between_two_audits_is_explained_finding_by_finding(home: Path) -> None:
    record(finding(1), finding(2), finding(3), finding(4, decision="wait"))
    record(
        finding(1),
        finding(2, units_compensated=2, units=1, amount="12.50"),
        finding(4, decision="claim"),
        finding(5),
    )
    told = {each.finding_id: (each.kind, each.because) for each in diff(owned_scope(), 1, 2)}
    assert told == {
        "f2": (
            "changed",
            "units compensated 1 became 2; units owed 2 became 1; amount 25.00 became 12.50",
        ),
        "f3": ("gone", "newer reports show that nothing is owed"),
        "f4": ("changed", "decision wait became claim"),
        "f5": ("new", "new finding: 3 units lost, 1 found: 2 units owed at 12.50 USD."),
    }


def test_the_difference_over_several_audits_is_from_the_first_to_the_last(home: Path) -> None:
    record(finding(1), finding(2))
    record(finding(1, units=1), finding(3))
    record(finding(1), finding(2))
    assert list(diff(owned_scope(), 1, 3)) == []
    told = {each.finding_id: each.kind for each in diff(owned_scope(), 2, 3)}
    assert told == {"f1": "changed", "f2": "back", "f3": "gone"}


def test_moved_evidence_is_stored_but_is_no_difference(home: Path) -> None:
    record(finding(1))
    moved = [{"report": "L", "file": "b.tsv", "line": 9, "role": "lost", "units": 3}]
    assert record(finding(1, evidence=moved)).counts == changes(changed=1)
    assert one(owned_scope(), "f1").evidence == moved
    assert list(diff(owned_scope(), 1, 2)) == []


def test_what_was_gone_already_and_what_was_never_owed_is_no_difference(home: Path) -> None:
    paid = {"decision": "rejected", "reasons": ["already_reimbursed"], "units": 0, "amount": "0"}
    record(finding(1))
    record(finding(1, **paid), finding(2, **paid))
    record(finding(1, **paid, confidence="low"), finding(2, **paid))
    assert [each.kind for each in diff(owned_scope(), 1, 2)] == ["gone"]
    assert list(diff(owned_scope(), 2, 3)) == []
