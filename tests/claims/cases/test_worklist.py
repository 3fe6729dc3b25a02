"""The work list of the database is the one made finding by finding."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.claims.scenes import TODAY, filed, finding, owned_scope, record

from makewhole.claims import changes
from makewhole.claims.cases import care, moves
from makewhole.claims.cases.bundling import Bundle, bundles
from makewhole.claims.cases.drafting import draft, earliest_close
from makewhole.claims.cases.gate import refusals
from makewhole.claims.cases.selectors import at_risk, due_cases
from makewhole.claims.cases.urgency import Urgency, most_urgent_first
from makewhole.claims.cases.worklist import WorkList, finding_ids, work_list
from makewhole.claims.models import Case, Finding, Statement


def one_by_one() -> list[tuple[Any, ...]]:
    """The work list made the slow way: every finding through the gate, bundled as cases are."""
    listed = list(Finding.objects.filter(decision__in=["claim", "review"]).order_by("finding_id"))
    listed = [each for each in listed if not each.lines.filter(is_open=True).exists()]
    against = refusals(listed, TODAY)
    codes = {pk: [each.code for each in found] for pk, found in against.items()}
    free = [each for each in listed if each.pk not in codes]
    unjudged = [each for each in listed if codes.get(each.pk) == ["needs_review"]]
    due = [
        (each.pk, each.next_action, each.claim_type, each.marketplace, each.bundle,
         each.next_action_due, at_risk(each), each.currency, [])
        for each in due_cases(owned_scope(), TODAY)
    ]  # fmt: skip
    return [
        *in_order([*due, *map(drafted, bundles(free))]),
        *in_order([(None, "judge", *drafted(each)[2:]) for each in bundles(unjudged)]),
    ]


def drafted(bundle: Bundle) -> tuple[Any, ...]:
    """A bundle as a thing to do."""
    amounts = [each.amount for each in bundle.findings]
    worth = None if None in amounts else sum(amounts, Decimal(0))
    return (
        None, "draft", bundle.claim_type, bundle.marketplace, bundle.key,
        earliest_close(bundle.findings), worth, bundle.currency,
        [each.finding_id for each in bundle.findings],
    )  # fmt: skip


def in_order(things: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Things to do, most urgent first."""
    return most_urgent_first(
        things,
        TODAY,
        lambda thing: Urgency(
            thing[5],
            thing[7],
            thing[6] or Decimal(0),
            f"{thing[2]} {thing[4]} demo {thing[3]} {thing[7]} {thing[0]}",
        ),
    )


def at_once() -> list[tuple[Any, ...]]:
    """The work list as it is, with the ids of what it bundles."""
    ids = finding_ids(owned_scope(), TODAY)
    work = work_list(owned_scope(), TODAY)
    told = [(work.task(entry), ids.get(entry.bundle, [])) for entry in work.entries]
    return [
        (each.case, each.action, each.claim_type, each.marketplace, each.about, each.due,
         each.amount, each.currency, found)
        for each, found in told
    ]  # fmt: skip


_DAYS = st.sampled_from([-40, -1, 0, 1, 3, 4, 14, 15, 31, 200])
_day = st.one_of(st.none(), _DAYS.map(lambda n: (TODAY + timedelta(n)).isoformat()))
_rows = st.fixed_dictionaries({
    "claim_type": st.sampled_from(
        ["fc_lost", "inbound_short", "removal_lost", "return_not_received", "settlement_error",
         "fee_inbound_placement", "fee_fulfilment_dimension"]
    ),
    "decision": st.sampled_from(["claim", "claim", "review", "review", "wait", "report_only"]),
    "fnsku": st.sampled_from([None, "X1", "X2"]),
    "shipment_id": st.sampled_from([None, "FBA1"]),
    "order_id": st.sampled_from([None, "111-1", "111-2"]),
    "removal_order_id": st.sampled_from([None, "RO1"]),
    "reference_id": st.sampled_from([None, "1Z9"]),
    "settlement_id": st.sampled_from([None, "S1"]),
    "marketplace": st.sampled_from(["US", "CA", None]),
    "currency": st.sampled_from(["USD", "CAD"]),
    "amount": st.sampled_from([None, "0.00", "-3.00", "10.00", "25.50", "700.00"]),
    "units": st.sampled_from([0, 1, 2]),
    "units_affected": st.sampled_from([0, 3]),
    "opens_on": _day, "closes_on": _day, "remind_by": _day,
})  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(_rows, max_size=12), steps=st.lists(st.integers(0, 7), max_size=6))
def test_it_says_what_the_list_made_one_by_one_says(
    home: Path, rows: list[dict[str, Any]], steps: list[int]
) -> None:
    before = work_list(owned_scope(), TODAY)
    if rows:
        record(*(finding(number, **row) for number, row in enumerate(rows)))
    for number, step in enumerate(steps):
        _do(number, step)
        before = brought_up(before)
    assert at_once() == one_by_one()
    brought_up(before)
    _clear()


def brought_up(before: WorkList) -> WorkList:
    """A list that only what changed was read for: it is the one made from everything."""
    after = work_list(owned_scope(), TODAY, before)
    assert after == work_list(owned_scope(), TODAY)
    return after


def _do(number: int, step: int) -> None:
    """Something a person may do with the finding of that number, where it is allowed."""
    found = Finding.objects.filter(finding_id=f"f{number}", retired_reason="").first()
    if found is None:
        return
    if step == 6:  # a later audit sees it otherwise, and the others no longer
        record(finding(number, amount="99.00"))
        return
    if step == 7:
        said = Statement.objects.filter(finding=found, withdrawn_at__isnull=True).last()
        if said is not None:
            care.withdraw(owned_scope(), said.pk)
        return
    if step in (0, 1):
        care.judge(owned_scope(), found.finding_id, stands=bool(step), text="seen")
        return
    made = draft(owned_scope(), on=TODAY, finding_ids=[found.finding_id]).cases
    if made and step == 3:
        moves.close(owned_scope(), made[0].pk, "closed", on=TODAY)
    if (
        made
        and step == 4
        and moves.make_ready(owned_scope(), made[0].pk, on=TODAY).state == "ready"
    ):
        filed_id = f"17{made[0].pk}"
        moves.file(owned_scope(), made[0].pk, filed_id, on=TODAY)
        moves.deny(owned_scope(), made[0].pk, "other", on=TODAY, text="no")


def _clear() -> None:
    """Nothing stays for the next example but accounts: the findings of this one are retired."""
    record(as_of=TODAY)
    for case in Case.objects.exclude(state__in=["closed", "expired"]):
        moves.close(owned_scope(), case.pk, "closed", on=TODAY)


def test_a_piece_of_it_is_that_piece(home: Path) -> None:
    record(*(finding(number, amount=f"{number + 1}.00") for number in range(1, 6)))
    listed = work_list(owned_scope(), TODAY)
    assert len(listed) == 5
    assert [each.task.amount for each in listed.tasks(0, 2)] == [Decimal("6.00"), Decimal("5.00")]
    assert [each.finding_id for each in listed.tasks(3, 9)] == ["f2", "f1"]


def test_what_falls_due_is_counted_by_day(home: Path) -> None:
    record(finding(1), finding(2), finding(3, closes_on=None, remind_by=None))
    assert list(work_list(owned_scope(), TODAY).by_day().values()) == [2]


def test_a_case_with_amazon_is_due_when_its_day_comes(home: Path) -> None:
    record(finding(1))
    number = draft(owned_scope(), on=TODAY).cases[0].pk
    filed(number, "17000000001")
    assert len(work_list(owned_scope(), TODAY)) == 0
    later = TODAY + timedelta(90)
    [listed] = work_list(owned_scope(), later).tasks()
    assert (listed.task.case, listed.task.amount) == (number, Decimal("25.00"))


def test_however_much_there_is_the_database_is_asked_a_few_times(home: Path) -> None:
    owned_scope()
    told = []
    for many in (3, 40):
        record(*(finding(n, decision="review" if n % 3 == 0 else "claim") for n in range(1, many)))
        with CaptureQueriesContext(connection) as asked:
            assert len(work_list(owned_scope(), TODAY)) == many - 1
        told.append(len(asked))
    assert told[0] == told[1] <= 12


def test_after_much_has_happened_all_is_read_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_MOST", 3)
    before = work_list(owned_scope(), TODAY)
    record(*(finding(number) for number in range(1, 6)))
    assert len(brought_up(before)) == 5


def test_the_list_of_a_bundle_shows_findings_to_claim_before_those_accepted(home: Path) -> None:
    review = {"decision": "review", "fnsku": "X001"}
    record(finding(1, fnsku="X001"), *(finding(n, **review) for n in (2, 3, 4)))
    for accepted in ("f2", "f3"):
        care.judge(owned_scope(), accepted, stands=True, text="counted")
    shown = [
        (each.task.action, each.findings, each.decision)
        for each in work_list(owned_scope(), TODAY).tasks()
    ]
    assert shown == [("draft", 3, "claim"), ("judge", 1, "review")]
