"""Evidence as tables: every line once, its cells under the file's own headings."""

from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client
from tests.web.test_data import send, work

from makewhole.claims.accounts.services import ensure_account
from makewhole.web.reading.evidence import Shown, sheets
from makewhole.web.reading.quoting import Quote, quotes
from makewhole.web.templatetags.figures import policy_value


def shown(line: int, role: str, units: int | None, **cells: str) -> Shown:
    return Shown("R", "a.txt", line, role, units, tuple(cells.items()), "text")


def test_a_line_that_does_two_things_stands_once() -> None:
    rows = [
        shown(7, "charged", None, sku="A", amount="-11.47", note=""),
        shown(7, "overcharged", 765, sku="A", amount="-11.47", note=""),
        shown(9, "charged", None, sku="A", amount="-10.32", note=""),
    ]
    [sheet] = sheets(rows)
    assert sheet.headings == ("sku", "amount")  # nobody has a note
    assert [(each.line, [row.role for row in each.does]) for each in sheet.lines] == [
        (7, ["charged", "overcharged"]),
        (9, ["charged"]),
    ]
    assert tuple(value for _name, value in sheet.lines[1].named) == ("A", "-10.32")


def test_files_and_headings_have_tables_of_their_own() -> None:
    other = Shown("R", "b.txt", 3, "found", 1, (("sku", "A"),), "text")
    bare = Shown("R", "a.txt", 4, "lost", 2, why_not="it was not kept")
    parted = sheets([shown(7, "lost", 2, sku="A"), other, bare])
    assert [(sheet.file, sheet.headings) for sheet in parted] == [
        ("a.txt", ("sku",)),
        ("b.txt", ("sku",)),
        ("a.txt", ()),
    ]
    assert parted[2].lines[0].why_not == "it was not kept"


def test_lines_are_quoted_as_the_file_has_them(browser: Client, home: Path) -> None:
    ensure_account("demo")
    costs = files("makewhole.demo").joinpath("reports", "my-costs.csv").read_text("utf-8")
    send(browser, ("my-costs.csv", costs))
    assert work().state == "done"
    heading, *lines = costs.splitlines()
    found = quotes("demo", [("my-costs.csv", 3), ("unheard-of.csv", 1)])
    assert set(found) == {("my-costs.csv", 3)}
    quote = found["my-costs.csv", 3]
    assert quote.text == lines[1]
    assert quote.cells == tuple(zip(heading.split(","), lines[1].split(","), strict=True))
    assert quotes("demo", [("my-costs.csv", 1)])["my-costs.csv", 1] == Quote(heading)


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("60", "day", "60 days"),
        ("1", "day", "1 day"),
        ("0.01", "amount", "0.01"),
        ("amount=5000, currency=USD", "rule", "$5,000.00"),
        ("keep_max=(amount=5.00, currency=USD), keep=lesser_of", "rule",
         "keep max: $5.00, keep: lesser of"),
        ("open_after_days=0, close_after_days=90", "day",
         "opens after 0 days, closes after 90 days"),
        ("close_after_months=1", "day", "closes after 1 month"),
    ],
)  # fmt: skip
def test_policy_is_read_in_words(value: str, unit: str, told: str) -> None:
    assert policy_value(value, unit) == told
