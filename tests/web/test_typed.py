"""Costs and measurements typed in the browser: as people write figures, later ones in place."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding
from tests.web.scenes import record
from tests.web.test_data import work

from makewhole.books import Books
from makewhole.claims.accounts.services import ensure_account
from makewhole.claims.models import Job
from makewhole.web import asking, typed
from makewhole.web.reading import own


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12.50", "12.50"), ("12,50", "12.50"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
        (" 7 ", "7"), (".5", ".5"), (",5", ".5"), ("1234", "1234"), ("3.1416", "3.1416"),
        ("1,234", None), ("-3", None), ("0", None), ("0,00", None), ("abc", None), ("1e3", None),
        ("12.50 USD", None), ("1.2.3", None), ("", None), ("\u0661\u0662", None), ("NaN", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_people_write_it_or_not_at_all(text: str, plain: str | None) -> None:
    assert typed.figure(text) == plain


def send(browser: Client, *lines: tuple[str, str, str], **more: str) -> str:
    """Type costs: SKU, cost, first day; gives the page that follows."""
    form: dict[str, Any] = {
        "account": "demo", "sku": [each[0] for each in lines], "cost": [each[1] for each in lines],
        "effective_from": [each[2] for each in lines], "currency": ["USD"] * len(lines),
        "marketplace": [""] * len(lines), **more,
    }  # fmt: skip
    return browser.post(reverse("own_keep", args=["costs"]), form, follow=True).content.decode()


def costs() -> list[tuple[str, str, str]]:
    """The costs in force: SKU, cost, file."""
    held = own.held(own.KINDS["costs"], ["demo"])
    return [(each["sku"], f"{each['cost']:.2f}", each["file"]) for each in held]


def test_a_cost_is_added_replaced_and_taken_out_again(browser: Client, home: Path) -> None:
    record(finding(1))
    send(browser, ("A", "12,50", ""), ("B", "3", "2026-09-01"))
    assert work().state == "done"
    assert costs() == [("A", "12.50", "typed-costs.csv"), ("B", "3.00", "typed-costs.csv")]
    send(browser, ("A", "1.013,20", ""), ("C", "8", ""))
    assert work().state == "done"
    assert [each[:2] for each in costs()] == [("A", "1013.20"), ("B", "3.00"), ("C", "8.00")]
    send(browser, ("A", "12.50", ""))
    assert work().state == "done"
    assert costs()[0][:2] == ("A", "12.50")
    page = send(browser, ("B", "", "2026-09-01"), remove="1")
    assert "The line is being taken out." in page
    assert work().state == "done"
    assert [each[:2] for each in costs()] == [("A", "12.50"), ("C", "8.00")]
    assert [each.name for each in Books.open(home).files()] == ["typed-costs.csv"]
    send(browser, ("A", "", ""), ("C", "", ""), remove="1")
    assert work().state == "done"
    assert costs() == []
    assert Books.open(home).files() == []


def test_what_is_no_figure_is_said_at_once_and_stays_in_the_form(browser: Client) -> None:
    record(finding(1))
    page = send(browser, ("A", "12,50", ""), ("B", "abc", ""))
    told = "B, Cost of a unit: &quot;abc&quot; is no such figure; expected was a number above 0"
    assert told in page
    assert 'value="12,50"' in page and 'value="abc"' in page
    assert not Job.objects.exists()
    assert "abc" not in browser.get(reverse("own", args=["costs"])).content.decode()
    assert "A line without SKU, Cost of a unit" in send(browser, ("", "5", ""))


def test_what_a_file_says_already_is_not_typed_beside_it(browser: Client, home: Path) -> None:
    record(finding(1))
    file = home / "mine.csv"
    file.write_text("sku,cost,currency\nA,5.67,USD\n")
    asking.read([str(file)], ensure_account("demo"), by="owner")
    assert work().state == "done"
    page = send(browser, ("A", "6", ""))
    assert "A: mine.csv already says 5.67" in page
    assert Job.objects.count() == 1
    send(browser, ("A", "6", "2026-09-01"))
    assert work().state == "done"
    assert [each[1] for each in costs()] == ["5.67", "6.00"]


def test_a_job_begun_again_keeps_the_same(browser: Client, home: Path) -> None:
    record(finding(1))
    lines = [{"sku": "A", "cost": "5", "currency": "USD", "effective_from": "", "marketplace": ""}]
    for _ in range(2):
        asking.keep_typed("costs", lines, ensure_account("demo"), by="owner")
        assert work().state == "done"
    assert [each[:2] for each in costs()] == [("A", "5.00")]
    assert len(Books.open(home).files()) == 1


def test_what_was_taken_out_under_files_does_not_come_back(browser: Client, home: Path) -> None:
    record(finding(1))
    send(browser, ("A", "5", ""))
    work()
    [file] = Books.open(home).files()
    browser.post(reverse("undo_import", args=[file.import_id]))
    work()
    send(browser, ("B", "7", ""))
    assert work().state == "done"
    assert [each[0] for each in costs()] == ["B"]
