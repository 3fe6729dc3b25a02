"""The whole journey by command line: from findings to a case that was paid, then reversed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.claims.scenes import finding, match, reimbursement, reversal
from typer.testing import CliRunner

from makewhole.claims.errors import CaseChanged, RateWrong
from makewhole.cli.main import build
from makewhole.errors import MakewholeError


class Line:
    """A command line whose home is given."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str) -> str:
        """What a command prints. Errors: those of makewhole, as raised."""
        given = [*words, "--home", str(self.home)]
        done = CliRunner().invoke(build(given), given)
        if isinstance(done.exception, MakewholeError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output

    def rows(self, *words: str) -> list[dict[str, object]]:
        """The JSON lines a command prints."""
        return [json.loads(line) for line in self(*words, "--format", "json").splitlines()]


@pytest.fixture
def line(home: Path) -> Line:
    """A command line on an empty home, of whichever database."""
    return Line(home)


def take(line: Line, *findings: dict[str, object], as_of: str = "2026-10-10") -> str:
    """Record findings from a file."""
    file = line.home / "findings.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in findings), "utf-8")
    return line("claim", "take", str(file), "--as-of", as_of)


def test_a_case_goes_from_finding_to_money_and_back(line: Line) -> None:
    assert take(line, finding(1), finding(2)) == "audit 1 recorded: 2 new.\n"
    (first, _) = line.rows("todo", "--on", "2026-10-10")
    assert (first["action"], first["days_left"]) == ("draft", 21)
    (case,) = line.rows("claim", "draft", "f1", "--on", "2026-10-10")
    assert (case["case"], case["state"], case["claimed"]) == ("C-1", "drafted", "25.00")
    on = ("--on", "2026-10-10")
    assert line("claim", "ready", "C-1", *on) == ("C-1: ready to file; next: file by 2026-10-31.\n")
    assert line("claim", "file", "c1", "--case-id", "15830212345", *on) == (
        "C-1: filed; next: nudge by 2026-10-14.\n"
    )
    line("claim", "asked", "1", "Send the invoice", *on)
    line("claim", "reply", "C-1", "Sent", *on)
    assert "Show which reimbursement covers" in line(
        "claim", "deny", "C-1", "already_reimbursed", *on
    )
    line("claim", "appeal", "C-1", "None covers R1", *on)
    line("claim", "grant", "C-1", "--units", "2", "--amount", "25.00", *on)
    paid = reimbursement(case_id="15830212345")
    match(paid)
    assert line.rows("claim", "show", "C-1")[0]["state"] == "paid"
    match(paid, reversal("P1"))
    shown = line.rows("claim", "show", "C-1")[0]
    assert (shown["state"], shown["next_action"]) == ("reversed", "dispute_reversal")
    assert [each["amount"] for each in shown["payments"]] == ["25.00", "-25.00"]
    assert "reversed" in line("claim", "show", "C-1")
    (figures,) = line.rows("claim", "figures")
    assert (figures["claimed"], figures["granted"], figures["recovered"]) == (
        "25.00",
        "25.00",
        "0.00",
    )
    line("claim", "close", "C-1", "accepted", *on)
    assert line.rows("claim", "list") == []


def test_the_care_of_a_case(line: Line) -> None:
    take(line, finding(1), finding(2, decision="review"))
    on = ("--on", "2026-10-10")
    assert [each["action"] for each in line.rows("todo", *on)] == ["draft", "judge"]
    told = " ".join(line("todo", *on).split())
    assert "finding f2" in told and "makewhole claim judge FINDING" in told
    assert line("claim", "judge", "f2", "counted again") == "f2 accepted by owner.\n"
    assert [each["action"] for each in line.rows("todo", *on)] == ["draft", "draft"]
    assert "claim judge" not in line("todo", *on)
    assert len(line.rows("claim", "draft", "--on", "2026-10-10")) == 2
    line("claim", "assign", "C-1", "owner")
    line("claim", "note", "C-1", "called", "--version", "2")
    line("claim", "tag", "C-1", "acme", "--version", "2")
    for words in (("note", "C-1", "late"), ("tag", "C-1", "late")):
        with pytest.raises(CaseChanged):
            line("claim", *words, "--version", "2")
    line("claim", "amend", "C-1", "f1", "--units", "1", "--amount", "12.50")
    (shown,) = line.rows("claim", "show", "C-1")
    assert (shown["assignee"], shown["tags"], shown["claimed"]) == ("owner", ["acme"], "12.50")
    line("claim", "tag", "C-1", "acme", "--remove")
    assert line("claim", "budget", "3") == "demo: 3 a day, 3 left today.\n"
    assert "1 EUR is 1.08 USD" in line("claim", "rate", "EUR", "USD", "1.08", "--stated-by", "me")


def test_a_home_without_reports_says_that_nothing_was_read(line: Line) -> None:
    said = line("todo", "--on", "2026-10-10")
    assert "Nothing was read or audited in " in said
    assert "`makewhole read ~/Downloads`" in said


def test_a_word_for_a_rate_is_refused(line: Line) -> None:
    take(line, finding(1))
    with pytest.raises(RateWrong, match="'zero' is no rate from CAD to USD"):
        line("claim", "rate", "CAD", "USD", "zero", "--stated-by", "me")


def test_money_in_another_currency_is_said(line: Line) -> None:
    take(line, finding(1))
    on = ("--on", "2026-10-10")
    line("claim", "draft", *on)
    line("claim", "ready", "C-1", *on)
    line("claim", "file", "C-1", "--case-id", "A1", *on)
    match(reimbursement(case_id="A1", currency="CAD", amount_total=Decimal("34.00")))
    assert (
        "Paid in another currency than the USD that is claimed: 34.00 CAD (no rate is stated: "
        "`makewhole claim rate CAD USD RATE --stated-by WHO --on 2026-10-14`). Its units count as "
        "paid; its money is kept apart. Compare the two yourself: if it is enough, `makewhole "
        "claim close C-1 accepted`; if not, answer in the case at Amazon."
    ) in line("claim", "show", "C-1")
    assert "compare currencies" in line("todo", *on)
    line("claim", "rate", "CAD", "USD", "0.73", "--stated-by", "ECB", "--on", "2026-10-14")
    assert "34.00 CAD (24.82 USD at 0.73, as ECB says for 2026-10-14)" in line(
        "claim", "show", "C-1"
    )
    match(reimbursement(case_id="A1"))
    assert "another currency" not in line("claim", "show", "C-1")


def test_the_difference_of_two_audits(line: Line) -> None:
    take(line, finding(1), finding(2))
    take(line, finding(1, units=1, amount="12.50"), as_of="2026-10-11")
    told = {each["finding_id"]: each["kind"] for each in line.rows("diff")}
    assert told == {"f1": "changed", "f2": "gone"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("claim", "show", "banana"),
            "'banana' is not a case number; expected was C-12 or 12. Nothing was changed. "
            "`makewhole claim list` shows the numbers.",
        ),
        (
            ("claim", "grant", "C-1", "--amount", "ten"),
            "--amount is 'ten'; expected was a number such as 12.50. Nothing was changed.",
        ),
        (
            ("diff",),
            "Audits recorded: 0; two are needed to compare. Each `makewhole audit "
            "--home` records one, once cases are kept.",
        ),
        (
            ("claim", "draft"),
            "No case was drafted. There is no finding open to be claimed.",
        ),
    ],
)
def test_a_slip_of_the_pen_is_answered(line: Line, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(MakewholeError) as refused:
        line(*words)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{}\n", "line 1: it holds no finding_id"),
        ("\n", "line 1: it is not JSON (Expecting value)"),
        ('{"finding_id": "f1"}\nnonsense\n', "line 2: it is not JSON (Expecting value)"),
    ],
)
def test_a_file_without_findings_is_refused_whole(line: Line, content: str, found: str) -> None:
    file = line.home / "odd.jsonl"
    file.write_text(content, "utf-8")
    with pytest.raises(MakewholeError, match=found.replace("(", r"\(").replace(")", r"\)")):
        line("claim", "take", str(file))
