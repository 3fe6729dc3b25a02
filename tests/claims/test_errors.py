"""What the claims services say when they refuse, word for word."""

from datetime import date
from decimal import Decimal

import pytest

from makewhole.claims import errors
from makewhole.claims.models.fields import AmountTooFine, AmountTooLarge
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
            errors.NotReady("C-1"),
            "C-1 is a draft that was not checked yet. Run `makewhole claim ready C-1` first; then "
            "file it. If it has been filed at Amazon already, add --already-done. Nothing was "
            "changed.",
        ),
        (
            errors.NotReady("C-1", ["proof_of_delivery", "packing_slip"]),
            "C-1 lacks papers: proof_of_delivery, packing_slip. Add them (`makewhole document add "
            "FILES`) or vouch for each (`makewhole claim confirm C-1 proof_of_delivery WORDS`), "
            "then run `makewhole claim ready C-1`; then file it. If it has been filed at Amazon "
            "already, add --already-done. Nothing was changed.",
        ),
        (
            errors.GrantAbove("C-1", "1000000000 USD", "65.00 USD"),
            "C-1: 1000000000 USD granted is above the 65.00 USD claimed. Nothing was changed. Note "
            "at most what was claimed; `makewhole claim grant C-1` alone notes all of it. If "
            "Amazon really pays more, that comes in whole with the next reimbursements report "
            "(`makewhole read`) and counts as recovered.",
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
            AmountTooLarge(Decimal("1e30")),
            "1.000e+30 is too large for an amount; kept are amounts below 1e+14 of either sign. "
            "Nothing was stored. Check its decimal point.",
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
