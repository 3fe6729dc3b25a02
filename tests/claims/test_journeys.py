"""Any order of steps and payments: nothing is lost, doubled, or moved without its event."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.claims.scenes import (
    TODAY,
    everything,
    finding,
    last_event,
    match,
    owned_scope,
    record,
    reimbursement,
    reversal,
    untold,
)
from tests.claims.template import template

from makewhole.claims import connect
from makewhole.claims.cases import care, drafting, moves, upkeep
from makewhole.claims.cases.states import may_move
from makewhole.claims.database import DATABASE_FILE
from makewhole.claims.models import ENDED, Account, Case, CaseLine, Event, PaymentMatch, State
from makewhole.claims.payments.rows import ReimbursementRow
from makewhole.errors import CaseError

_CASES = st.integers(1, 4)
_REASONS = st.sampled_from(["already_reimbursed", "other", "window_expired"])


class Journey(RuleBasedStateMachine):
    """People, Amazon and reports act in any order on three findings and their cases."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="makewhole-journey-"))
        shutil.copy(template() / DATABASE_FILE, self.folder / DATABASE_FILE)
        connect(self.folder)
        self.rows: list[ReimbursementRow] = []
        self.day = TODAY
        record(finding(1), finding(2, fnsku="X001"), finding(3))
        self.before, self.event = everything(), last_event()

    def teardown(self) -> None:
        connections.close_all()
        shutil.rmtree(self.folder)

    def attempt(self, step: Callable[..., object], *args: object, **more: object) -> None:
        """Try a step; a refusal is fine, anything else is not."""
        with suppress(CaseError):
            step(owned_scope(), *args, **more)

    @rule(limit=st.integers(1, 3))
    def draft(self, limit: int) -> None:
        self.attempt(drafting.draft, on=self.day, limit=limit)

    @rule(case=_CASES)
    def ready(self, case: int) -> None:
        self.attempt(moves.make_ready, case, on=self.day)

    @rule(case=_CASES, case_id=st.sampled_from(["A1", "A2", "A3"]))
    def file(self, case: int, case_id: str) -> None:
        self.attempt(moves.file, case, case_id, on=self.day)

    @rule(
        case=_CASES,
        step=st.sampled_from(
            [moves.information_requested, moves.answer, moves.nudge, moves.escalate, moves.appeal]
        ),
    )
    def say(self, case: int, step: Callable[..., object]) -> None:
        self.attempt(step, case, "words", on=self.day)

    @rule(case=_CASES, units=st.integers(0, 5))
    def grant(self, case: int, units: int) -> None:
        amount = Decimal("12.50") * units
        self.attempt(moves.grant, case, on=self.day, units=units, amount=amount)

    @rule(case=_CASES, reason=_REASONS)
    def deny(self, case: int, reason: str) -> None:
        self.attempt(moves.deny, case, reason, on=self.day)

    @rule(case=_CASES)
    def close(self, case: int) -> None:
        self.attempt(moves.close, case, "enough", on=self.day)

    @rule(case=_CASES, name=st.sampled_from(["a", "b"]))
    def tag(self, case: int, name: str) -> None:
        self.attempt(care.tag, case, name)

    @rule(days=st.integers(1, 10))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)
        upkeep.tend(Account.objects.all(), self.day)

    @rule(
        units=st.integers(1, 4),
        case_id=st.sampled_from([None, "A1", "A2", "Z9"]),
        kind=st.booleans(),
    )
    def pay(self, units: int, case_id: str | None, kind: bool) -> None:
        self.rows.append(
            reimbursement(
                reimbursement_id=f"P{len(self.rows)}", case_id=case_id, approval_date=self.day,
                cash_units=0 if kind else units, inventory_units=units if kind else 0,
                amount_total=Decimal(0) if kind else Decimal("12.50") * units,
            )
        )  # fmt: skip
        match(*self.rows, on=self.day)

    @precondition(lambda self: self.rows)
    @rule(place=st.integers(0, 30))
    def reverse(self, place: int) -> None:
        row = self.rows[place % len(self.rows)]
        if row.cash_units > 0:
            taken = Decimal("-12.50") * row.cash_units
            self.rows.append(
                reversal(
                    row.reimbursement_id, reimbursement_id=f"P{len(self.rows)}",
                    approval_date=self.day, cash_units=-row.cash_units, amount_total=taken,
                )
            )  # fmt: skip
            match(*self.rows, on=self.day)

    @rule(gone=st.sets(st.integers(1, 3)))
    def audit(self, gone: set[int]) -> None:
        held = [finding(1), finding(2, fnsku="X001"), finding(3)]
        record(*(each for number, each in enumerate(held, 1) if number not in gone), as_of=self.day)

    @invariant()
    def every_change_has_its_event(self) -> None:
        assert untold(self.before, self.event) == []
        self.before, self.event = everything(), last_event()

    @invariant()
    def cases_moved_only_as_allowed(self) -> None:
        told = Event.objects.filter(table="cases", after__has_key="state").order_by("pk")
        for event in told:
            if event.before is not None:
                assert may_move(State(event.before["state"]), State(event.after["state"]))

    @invariant()
    def a_finding_stands_in_one_open_case_at_most(self) -> None:
        held = list(CaseLine.objects.filter(is_open=True).values_list("finding", flat=True))
        assert len(held) == len(set(held))
        for case in Case.objects.filter(state__in=ENDED):
            assert not case.lines.filter(is_open=True).exists()

    @invariant()
    def no_unit_or_cent_is_paid_twice(self) -> None:
        for match_ in PaymentMatch.objects.filter(is_void=False).select_related("payment"):
            assert abs(match_.amount) <= abs(match_.payment.amount_total)
        shares = PaymentMatch.objects.filter(is_void=False)
        total = sum((share.amount for share in shares), Decimal(0))
        paid = sum((case.paid_amount for case in Case.objects.all()), Decimal(0))
        assert paid == total
        assert total <= sum((row.amount_total or 0 for row in self.rows if row.cash_units > 0), 0)


TestJourney = Journey.TestCase
TestJourney.settings = settings(
    max_examples=12,
    stateful_step_count=18,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
