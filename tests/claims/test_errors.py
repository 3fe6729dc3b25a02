"""What the claims services say when they refuse, word for word."""

from datetime import date
from decimal import Decimal

import pytest

from makewhole.claims import errors
from makewhole.claims.models.fields import AmountTooFine
from makewhole.errors import MakewholeError

_DAY = date(2026, 10, 10)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            errors.CaseMissing("C-9"),
            "There is no case C-9. `makewhole claim list` shows the cases.",
        ),
        (
            errors.CaseChanged("C-1", "anna", "filed"),
            "C-1 was changed meanwhile by anna (filed). Your change was not stored, theirs was. "
            "Look at the case again, then repeat yours if it still holds.",
        ),
        (
            errors.MoveRefused("C-1", "expired", "filed", []),
            "C-1 is expired and cannot become filed. From here it can become: nothing: it has "
            "ended. Nothing was changed.",
        ),
        (
            errors.CaseIdTaken("15", "C-2", "C-1"),
            "Amazon's case id 15 already stands on C-1, so C-2 was not changed. Check the id in "
            "Seller Central's case log; if C-1 has the wrong one, correct it there first.",
        ),
        (
            errors.ReasonUnknown("x", "fc_lost", ["window_expired", "other"]),
            "'x' is not among the denial reasons of fc_lost: window_expired, other. Nothing was "
            "changed; use `other` with Amazon's words where none fits.",
        ),
        (
            errors.AppealsSpent("C-1", 1, "case.appeal_count_fee"),
            "C-1 was appealed as often as policy allows (1, case.appeal_count_fee); the decision "
            "is final. Nothing was changed. Close the case with its reason.",
        ),
        (
            errors.FiguresWrong("C-1", "a grant below nothing", "units and amount of 0 or more"),
            "C-1: a grant below nothing; expected was units and amount of 0 or more. Nothing was "
            "changed.",
        ),
        (
            errors.NothingToDraft([]),
            "No case was drafted. There is no finding open to be claimed.",
        ),
        (
            errors.GateClosed("C-1", ["f1 is too late: its window closed on 2026-10-31."]),
            "C-1 may not be filed. f1 is too late: its window closed on 2026-10-31. Nothing was "
            "changed.",
        ),
        (
            errors.FindingMissing("f9"),
            "There is no finding f9. `makewhole todo` and the audit show their ids.",
        ),
        (
            errors.AuditOlder("demo", _DAY, date(2026, 10, 11)),
            "The audit is as of 2026-10-10, but demo already has one as of 2026-10-11. Its "
            "findings were not recorded, so cases stay as the later audit left them.",
        ),
        (
            errors.AuditMissing(7, []),
            "There is no audit 7; recorded are: none yet.",
        ),
        (
            errors.RateMissing("EUR", "USD", _DAY),
            "No rate from EUR to USD on or before 2026-10-10 has been stated, so nothing was "
            "converted. State one: makewhole claim rate EUR USD RATE --stated-by WHO.",
        ),
        (
            errors.RateWrong("CAD", "CAD", "1"),
            "'1' is no rate from CAD to CAD; expected were two different currencies in three "
            "letters each, and what one of the first is worth in the second, above 0: "
            "makewhole claim rate CAD USD 0.73 --stated-by WHO. Nothing was changed.",
        ),
        (
            AmountTooFine(Decimal("1.00001")),
            "1.00001 has more than 4 decimal places. Nothing was stored. Round the amount to its "
            "currency's smallest unit first.",
        ),
    ],
)
def test_the_message(error: MakewholeError, words: str) -> None:
    assert str(error) == words
