"""What filed cases ask for: brought up to date by changes, it is what reading it all gives."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from tests.claims.scenes import TODAY, filed, finding, owned_scope, record

from makewhole.claims.cases import moves
from makewhole.claims.cases.drafting import draft
from makewhole.claims.payments.asked import AskedFor, asked_for
from makewhole.claims.payments.figures import claimable_closing, figures


def brought_up(before: AskedFor) -> AskedFor:
    """What is asked for, of what it was before: the same as read from everything."""
    after = asked_for(owned_scope(), before)
    assert after.lines == asked_for(owned_scope()).lines
    return after


def test_it_follows_what_people_and_audits_do(home: Path) -> None:
    record(*(finding(number) for number in range(1, 5)))
    told = [held := asked_for(owned_scope())]
    draft(owned_scope(), on=TODAY)
    told.append(held := brought_up(held))
    filed(1, "A1")
    filed(2, "A2")
    told.append(held := brought_up(held))
    moves.close(owned_scope(), 1, "closed", on=TODAY)
    told.append(held := brought_up(held))
    record(finding(2, amount="9.00"), finding(3))
    told.append(held := brought_up(held))
    record(finding(2, decision="rejected", reasons=["found_later"]), finding(3))
    told.append(brought_up(held))
    sums = [each.sums()["claim", "USD"] for each in told]
    assert [(each.findings, each.amount) for each in sums] == [
        (0, 0), (0, 0), (2, 500_000), (1, 250_000), (1, 90_000), (0, 0),
    ]  # fmt: skip


def test_what_closes_soon_is_what_no_filed_case_asks_for(home: Path) -> None:
    soon = {"closes_on": (TODAY + timedelta(5)).isoformat()}
    record(finding(1, **soon), finding(2, **soon), finding(3), finding(4, amount=None, **soon))
    days = (TODAY, TODAY + timedelta(14))

    def closing() -> dict[str | None, Decimal | None]:
        return claimable_closing(owned_scope(), *days, asked_for(owned_scope()))

    assert closing() == {"USD": Decimal("50.00")}
    draft(owned_scope(), on=TODAY, finding_ids=["f1", "f2"])
    assert closing() == {"USD": Decimal("50.00")}
    filed(1, "A1")
    assert closing() == {"USD": Decimal("25.00")}
    filed(2, "A2")
    assert closing() == {"USD": None}
    assert [each.claimable for each in figures(owned_scope())] == [Decimal("25.00")]
