"""The steps of a case: allowed ones only, dated, followed by the next one, safe for two people."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from tests.claims.scenes import TODAY, filed, finding, match, owned_scope, record, reimbursement

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import care, drafting, moves, selectors
from makewhole.claims.cases.states import BEGINNINGS, MOVES, move_rows
from makewhole.claims.cases.upkeep import tend
from makewhole.claims.cases.worklist import Task, finding_ids, work_list
from makewhole.claims.errors import (
    AppealsSpent,
    CaseChanged,
    CaseIdTaken,
    CaseMissing,
    FiguresWrong,
    GateClosed,
    GrantAbove,
    MoveRefused,
    NotReady,
    ReasonUnknown,
)
from makewhole.claims.models import Account, Case, CaseLine, Move, State
from makewhole.claims.models.fields import AmountTooLarge


def days(count: int) -> date:
    """The day so many days after TODAY."""
    return TODAY + timedelta(days=count)


def drafted(**other: object) -> Case:
    """A case drafted from one finding."""
    record(finding(1, **other))
    (case,) = drafting.draft(owned_scope(), on=TODAY).cases
    return case


def step(case: Case) -> tuple[str, date | None]:
    """The next action and its day."""
    return case.next_action, case.next_action_due


def test_the_table_of_the_database_is_the_table_of_the_code(home: Path) -> None:
    assert sorted(Move.objects.values_list("before", "after")) == sorted(move_rows())


@pytest.mark.parametrize("before", list(State))
def test_the_database_refuses_every_illegal_move(home: Path, before: State) -> None:
    drafted()
    _force(before)
    for after in State:
        if after == before:
            continue
        allowed = after in MOVES[before]
        done = _try(f"update cases set state = '{after}', version = version + 1 where id = 1")
        assert done == allowed, f"{before} to {after}"
        if done:
            _force(before)


@pytest.mark.parametrize("state", list(State))
def test_a_case_can_only_begin_where_it_may(home: Path, state: State) -> None:
    case = drafted()
    columns = {f.attname: getattr(case, f.attname) for f in case._meta.concrete_fields}
    new = Case(**{**columns, **_FULL, "id": 2, "state": state})
    if state in BEGINNINGS:
        new.save(force_insert=True)
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            new.save(force_insert=True)


# Everything a state may require, so that only the move itself is judged.
_FULL = {
    "filed_on": TODAY, "amazon_case_id": "A1", "denial_reason": "other", "granted_units": 1,
    "ended_on": TODAY, "ended_reason": "x",
}  # fmt: skip


def _force(state: State) -> None:
    """Put the case into a state with the guards of the moves lifted."""
    table = Move.objects.model._meta.db_table
    with connection.cursor() as cursor:
        current = Case.objects.get(pk=1).state
        extra = current != state and not Move.objects.filter(before=current, after=state).exists()
        if extra:
            cursor.execute(f"insert into {table} (before, after) values ('{current}', '{state}')")
        Case.objects.filter(pk=1).update(
            **_FULL, state=state, version=Case.objects.get(pk=1).version + 1
        )
        if extra:
            cursor.execute(f"delete from {table} where before = '{current}' and after = '{state}'")


def _try(statement: str) -> bool:
    try:
        with transaction.atomic():
            connection.cursor().execute(statement)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(
    "statement",
    [
        "update cases set claimed_units = 9",
        "update cases set claimed_units = 9, version = version + 2",
        "update case_lines set is_open = not is_open",
        "update cases set state = 'ready', version = version + 1, claimed_amount = 1, id = 7",
    ],
)
def test_the_database_refuses_what_goes_round_the_services(home: Path, statement: str) -> None:
    drafted()
    assert not _try(statement)


def test_a_finding_cannot_stand_in_two_open_cases(home: Path) -> None:
    case = drafted()
    other = Case(account=case.account, claim_type="fc_lost", bundle="x", state=State.DRAFTED)
    other.save(force_insert=True)
    line = CaseLine.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseLine(case=other, finding=line.finding, units=1).save(force_insert=True)


def test_a_filed_case_is_nudged_then_escalated_by_policys_days(home: Path) -> None:
    drafted()
    assert step(filed(1, "A1")) == ("nudge", days(4))
    assert step(moves.nudge(owned_scope(), 1, "any news?", on=days(4))) == ("escalate", days(14))
    assert step(moves.escalate(owned_scope(), 1, "", on=days(14))) == ("nudge", days(18))


def test_a_question_is_due_in_two_days_and_the_answer_waits_again(home: Path) -> None:
    drafted()
    filed(1, "A1")
    case = moves.information_requested(owned_scope(), 1, "Send the invoice", on=days(3))
    assert (case.state, *step(case)) == ("information_requested", "reply", days(5))
    case = moves.answer(owned_scope(), 1, "Attached", on=days(4))
    assert (case.state, *step(case)) == ("filed", "nudge", days(8))
    said = [(each.kind, each.text) for each in selectors.messages(case)]
    assert said == [("amazon", "Send the invoice"), ("reply", "Attached")]


def test_an_answer_during_an_appeal_goes_back_to_the_appeal(home: Path) -> None:
    drafted()
    filed(1, "A1")
    moves.deny(owned_scope(), 1, "other", on=days(1))
    moves.appeal(owned_scope(), 1, "look again", on=days(2))
    moves.information_requested(owned_scope(), 1, "which unit?", on=days(3))
    assert moves.answer(owned_scope(), 1, "this one", on=days(3)).state == "appealed"


@pytest.mark.parametrize(
    ("units", "amount", "state", "granted"),
    [
        (None, None, "granted", (2, Decimal("25.00"))),
        (2, None, "granted", (2, None)),
        (1, None, "part_granted", (1, None)),
        (None, Decimal("24.99"), "part_granted", (None, Decimal("24.99"))),
        (2, Decimal("25.00"), "granted", (2, Decimal("25.00"))),
        (2, Decimal("24.99"), "part_granted", (2, Decimal("24.99"))),
    ],
)
def test_a_grant_is_whole_or_in_part(
    home: Path, units: int | None, amount: Decimal | None, state: str, granted: tuple[object, ...]
) -> None:
    drafted()
    filed(1, "A1")
    case = moves.grant(owned_scope(), 1, on=days(5), units=units, amount=amount)
    assert (case.state, (case.granted_units, case.granted_amount)) == (state, granted)
    if state == "granted":
        assert step(case) == ("check_payment", days(15))
    else:
        assert step(case) == ("appeal_or_accept", date(2026, 10, 31))


@pytest.mark.parametrize(
    ("units", "amount", "found"),
    [
        (-1, None, "-1 units granted"),
        (0, None, "0 units granted"),
        (0, "5.00", "0 units granted"),
        (1, "0", "0 granted"),
        (None, "-12.50", "-12.50 granted"),
        (None, "-1e9", "-1000000000 granted"),
    ],
)
def test_a_grant_of_nothing_or_below_is_refused(
    home: Path, units: int | None, amount: str | None, found: str
) -> None:
    drafted()
    filed(1, "A1")
    with pytest.raises(FiguresWrong, match=f"^C-1: {found}; .*makewhole claim deny C-1"):
        _grant(units, amount)
    assert Case.objects.get(pk=1).state == "filed"


@pytest.mark.parametrize(
    ("units", "amount", "granted", "claimed"),
    [
        (1, "1e9", "1000000000 USD", "25.00 USD"),
        (2, "25.01", "25.01 USD", "25.00 USD"),
        (None, "1e400", "1E+400 USD", "25.00 USD"),
        (3, "25.00", "3 units", "2 units"),
        (3, None, "3 units", "2 units"),
    ],
)
def test_a_grant_above_the_claim_is_refused(
    home: Path, units: int | None, amount: str | None, granted: str, claimed: str
) -> None:
    drafted()
    filed(1, "A1")
    with pytest.raises(GrantAbove) as refused:
        _grant(units, amount)
    assert (refused.value.granted, refused.value.claimed) == (granted, claimed)
    assert Case.objects.get(pk=1).state == "filed"


def test_what_amazon_pays_above_the_claim_counts_whole(home: Path) -> None:
    drafted()
    filed(1, "A1")
    moves.grant(owned_scope(), 1, on=TODAY)
    match(reimbursement(case_id="A1", amount_total=Decimal("40.00")))
    case = Case.objects.get(pk=1)
    assert (case.state, case.granted_amount, case.paid_amount) == (
        "paid", Decimal("25.00"), Decimal("40.00"),
    )  # fmt: skip


def test_a_fee_is_granted_in_money_alone(home: Path) -> None:
    drafted(claim_type="fee_storage_volume", units_affected=0, units_compensated=0, units=0)
    moves.file(owned_scope(), 1, "A1", on=TODAY, despite_gate=True)
    with pytest.raises(GrantAbove, match="1 units granted is above the 0 units claimed"):
        _grant(1, "25.00")
    assert _grant(0, "25.00").state == "granted"


def test_a_case_whose_claim_is_not_known_takes_any_grant(home: Path) -> None:
    record(finding(1))
    match(reimbursement(case_id="Z9", reason="CustomerReturn", fnsku="X777"))
    (case,) = Case.objects.all()
    assert (case.claimed_units, case.claimed_amount) == (0, None)
    moves.appeal(owned_scope(), case.pk, "more is owed", on=TODAY)
    done = _grant(9, "900.00")
    assert (done.granted_units, done.granted_amount) == (9, Decimal("900.00"))
    with pytest.raises(AmountTooLarge):
        _grant(9, "1e30")


def _grant(units: int | None, amount: str | None) -> Case:
    money = None if amount is None else Decimal(amount)
    return moves.grant(owned_scope(), 1, on=TODAY, units=units, amount=money)


def test_a_coded_denial_leads_to_its_step_inside_the_window(home: Path) -> None:
    drafted()
    filed(1, "A1")
    case = moves.deny(owned_scope(), 1, "already_reimbursed", on=days(6))
    assert step(case) == ("check_refusal", date(2026, 10, 31))
    told = selectors.denial_step("fc_lost", "already_reimbursed")
    assert told.evidence == ("reimbursement_rows", "reference_id_transaction_item_id")
    assert told.appeal is not None


def test_a_denial_reason_of_another_type_is_refused(home: Path) -> None:
    drafted()
    filed(1, "A1")
    with pytest.raises(ReasonUnknown):
        moves.deny(owned_scope(), 1, "no_lpn", on=TODAY)


def test_a_fee_claim_is_appealed_once(home: Path) -> None:
    drafted(claim_type="fee_referral", units_affected=0, units_compensated=0, units=0)
    for paper in ("category_guideline_reference",):
        care.confirm(owned_scope(), 1, paper, "named")
    filed(1, "A1")
    moves.deny(owned_scope(), 1, "other", on=TODAY)
    moves.appeal(owned_scope(), 1, "look again", on=TODAY)
    moves.deny(owned_scope(), 1, "other", on=TODAY)
    with pytest.raises(AppealsSpent):
        moves.appeal(owned_scope(), 1, "and again", on=TODAY)


def test_a_case_without_its_papers_needs_documents(home: Path) -> None:
    drafted(claim_type="inbound_short", shipment_id="FBA1")
    case = moves.make_ready(owned_scope(), 1, on=TODAY)
    assert (case.state, case.next_action) == ("needs_documents", "add_documents")
    for paper in ("proof_of_ownership", "proof_of_delivery"):
        care.confirm(owned_scope(), 1, paper, "at hand")
    assert moves.make_ready(owned_scope(), 1, on=TODAY).state == "ready"


def test_a_paper_that_is_not_required_is_not_confirmed(home: Path) -> None:
    drafted()
    with pytest.raises(FiguresWrong):
        care.confirm(owned_scope(), 1, "proof_of_delivery", "")


def test_a_case_is_not_filed_after_its_window_unless_it_was(home: Path) -> None:
    drafted()
    moves.make_ready(owned_scope(), 1, on=TODAY)
    late = date(2026, 11, 1)
    with pytest.raises(GateClosed, match="too late"):
        moves.file(owned_scope(), 1, "A1", on=late)
    assert moves.file(owned_scope(), 1, "A1", on=late, despite_gate=True).state == "filed"


def test_a_draft_is_not_filed_and_the_next_command_is_named(home: Path) -> None:
    drafted()
    with pytest.raises(NotReady, match="Run `makewhole claim ready C-1` first"):
        moves.file(owned_scope(), 1, "A1", on=TODAY)
    assert Case.objects.get(pk=1).state == "drafted"
    assert filed(1, "A1").state == "filed"


def test_a_case_without_papers_is_not_filed_and_they_are_named(home: Path) -> None:
    drafted(claim_type="inbound_short", shipment_id="FBA1")
    moves.make_ready(owned_scope(), 1, on=TODAY)
    with pytest.raises(NotReady) as refused:
        moves.file(owned_scope(), 1, "A1", on=TODAY)
    assert refused.value.missing == ("proof_of_ownership", "proof_of_delivery")
    assert Case.objects.get(pk=1).state == "needs_documents"


@pytest.mark.parametrize("is_checked", [True, False])
def test_what_was_filed_already_can_always_be_noted(home: Path, is_checked: bool) -> None:
    drafted(claim_type="inbound_short", shipment_id="FBA1")
    if is_checked:
        moves.make_ready(owned_scope(), 1, on=TODAY)
    late = date(2027, 11, 1)
    case = moves.file(owned_scope(), 1, "A1", on=late, despite_gate=True)
    assert (case.state, case.filed_on) == ("filed", late)
    told = [each.what for each in selectors.story(case)]
    assert {"made ready: filed already", "filed"} <= set(told)


def test_a_case_id_stands_on_one_case_only_and_can_be_corrected(home: Path) -> None:
    record(finding(1), finding(2))
    drafting.draft(owned_scope(), on=TODAY)
    filed(1, "A1")
    with pytest.raises(CaseIdTaken) as refused:
        filed(2, " A1 ")
    assert (refused.value.label, refused.value.other) == ("C-2", "C-1")
    moves.correct_case_id(owned_scope(), 1, "A7")
    assert filed(2, "A1").amazon_case_id == "A1"


def test_two_accounts_may_hold_the_same_case_id(home: Path) -> None:
    record(finding(1), finding(2, account="other"))
    drafting.draft(owned_scope(), on=TODAY)
    assert filed(1, "A1").amazon_case_id == filed(2, "A1").amazon_case_id


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(home: Path) -> None:
    case = drafted()
    seen = case.version
    care.assign(owned_scope(), 1, "owner", version=seen)
    with pytest.raises(CaseChanged, match=r"changed meanwhile by owner \(assigned\)"):
        care.tag(owned_scope(), 1, "late", version=seen)
    kept = Case.objects.get(pk=1)
    assert (kept.assignee.username if kept.assignee else "", care.tags(kept)) == ("owner", [])


def test_a_note_beside_another_persons_change_is_told_and_repeated(home: Path) -> None:
    case = drafted()
    seen = case.version
    anna, ben = (replace(owned_scope(), who=who) for who in ("anna", "ben"))
    care.note(anna, 1, "carrier called", on=TODAY, version=seen)
    care.tag(anna, 1, "carrier", version=seen)
    with pytest.raises(CaseChanged, match=r"changed meanwhile by anna \(tagged\)"):
        care.note(ben, 1, "no news yet", on=TODAY, version=seen)
    care.note(ben, 1, "news: see anna", on=TODAY, version=Case.objects.get(pk=1).version)
    said = [(each.who, each.text) for each in selectors.messages(case)]
    assert said == [("anna", "carrier called"), ("ben", "news: see anna")]


def test_a_refused_move_says_where_the_case_can_go(home: Path) -> None:
    drafted()
    with pytest.raises(MoveRefused, match="drafted and cannot become granted"):
        moves.grant(owned_scope(), 1, on=TODAY)


def test_tags_are_put_on_and_taken_off(home: Path) -> None:
    drafted()
    care.tag(owned_scope(), 1, "b")
    care.tag(owned_scope(), 1, "a")
    assert care.tags(care.tag(owned_scope(), 1, "a")) == ["a", "b"]
    assert care.tags(care.untag(owned_scope(), 1, "b")) == ["a"]


def test_a_stranger_sees_and_moves_no_case_of_this_account(home: Path) -> None:
    drafted()
    stranger = Scope("stranger", frozenset({99}))
    assert not selectors.cases(stranger, ended=None).exists()
    for act in (
        lambda: selectors.case(stranger, 1),
        lambda: moves.make_ready(stranger, 1, on=TODAY),
        lambda: care.note(stranger, 1, "hi", on=TODAY),
    ):
        with pytest.raises(CaseMissing):
            act()


def test_a_draft_follows_its_findings_and_ends_when_they_do(home: Path) -> None:
    record(finding(1), finding(2, fnsku="X001"), finding(3), finding(4))
    drafting.draft(owned_scope(), on=TODAY)
    paid = {"decision": "rejected", "reasons": ["already_reimbursed"]}
    record(finding(1, units=1, amount="12.50"), finding(2, **paid), finding(3, **paid), finding(4))
    tend(Account.objects.all(), TODAY)
    first = Case.objects.get(bundle="fnsku=X001")
    assert (first.claimed_units, first.claimed_amount) == (1, Decimal("12.50"))
    third = Case.objects.get(bundle="fnsku=X003")
    assert (third.state, third.ended_reason) == ("closed", "paid")
    tend(Account.objects.all(), date(2026, 11, 1))
    assert Case.objects.get(bundle="fnsku=X004").state == "expired"


def test_a_filed_case_stays_as_it_was_told(home: Path) -> None:
    drafted()
    filed(1, "A1")
    record()
    assert tend(Account.objects.all(), date(2027, 1, 1)) == []
    assert Case.objects.get(pk=1).state == "filed"


def tasks(on: date) -> list[Task]:
    """The tasks of a day."""
    return [each.task for each in work_list(owned_scope(), on).tasks()]


def bundled(on: date) -> list[tuple[str, tuple[str, ...]]]:
    """What is to be done with which findings on a day."""
    ids = finding_ids(owned_scope(), on)
    return [(e.action, tuple(ids[e.bundle])) for e in work_list(owned_scope(), on).entries]


def test_the_work_list_holds_what_is_due_and_what_can_be_drafted(home: Path) -> None:
    record(finding(1), finding(2), finding(3, decision="wait", opens_on="2027-01-01"))
    drafting.draft(owned_scope(), on=TODAY, finding_ids=["f1"])
    filed(1, "A1")
    now = tasks(TODAY)
    assert [(each.action, each.case, each.about) for each in now] == [("draft", None, "fnsku=X002")]
    later = tasks(days(4))
    assert [(each.action, each.case, each.days_left) for each in later] == [
        ("nudge", 1, 0),
        ("draft", None, 17),
    ]


def test_what_a_person_must_judge_comes_after_what_can_be_filed(home: Path) -> None:
    soon = {"closes_on": "2026-10-11", "remind_by": "2026-10-11"}
    review = {"decision": "review", "reasons": ["unknown_code"]}
    record(
        finding(1), finding(2, **review), finding(3, **review, **soon),
        finding(4, **review, amount="99.00"), finding(5, **review, fnsku="X002"),
    )  # fmt: skip
    now = bundled(TODAY)
    assert now == [
        ("draft", ("f1",)), ("judge", ("f3",)), ("judge", ("f4",)), ("judge", ("f2", "f5")),
    ]  # fmt: skip
    care.judge(owned_scope(), "f3", stands=True, text="checked")
    care.judge(owned_scope(), "f4", stands=False, text="our own mistake")
    now = bundled(TODAY)
    assert now == [("draft", ("f3",)), ("draft", ("f1",)), ("judge", ("f2", "f5"))]


@pytest.mark.parametrize(
    "other",
    [
        {"opens_on": "2026-10-11"},
        {"closes_on": "2026-10-09"},
        {"units": 0, "amount": "0.00"},
        {"decision": "report_only"},
    ],
    ids=["too early", "too late", "nothing open", "shown only"],
)
def test_nobody_is_asked_to_judge_what_could_not_be_filed_anyway(
    home: Path, other: dict[str, str]
) -> None:
    record(finding(1, **{"decision": "review", **other}))
    assert len(work_list(owned_scope(), TODAY)) == 0
