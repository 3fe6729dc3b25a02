"""Pages: each answers, tells nothing of other accounts, and asks the database few questions."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record, somebody_elses

from makewhole.claims.cases.drafting import draft
from makewhole.claims.jobs.services import ask
from makewhole.web import asking
from makewhole.web.urls import urlpatterns

PLAIN = [
    "today", "changes", "findings", "cases", "board", "units", "stock", "unit_events", "shipments",
    "fees", "fee_calculator", "measurements", "trends", "data", "jobs", "files", "coverage",
    "set_aside", "settings", "policy", "history",
]  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_every_page_answers_before_anything_was_read(browser: Client, name: str) -> None:
    expected = 404 if name == "changes" else 200
    assert browser.get(reverse(name)).status_code == expected


@pytest.mark.parametrize("name", PLAIN)
def test_every_page_answers_with_findings_and_cases(browser: Client, name: str) -> None:
    record(finding(1), finding(2, decision="wait"), finding(3, amount=None, unit_value=None))
    draft(owned_scope(), on=DAY)
    answer = browser.get(reverse(name))
    assert answer.status_code == 200, answer.content[:400]


def test_a_finding_and_a_case_answer(browser: Client) -> None:
    record(finding(1))
    case = draft(owned_scope(), on=DAY).cases[0]
    assert browser.get(reverse("finding", args=[finding(1)["finding_id"]])).status_code == 200
    assert browser.get(reverse("case", args=[case.pk])).status_code == 200


def test_every_table_can_be_taken_home_as_csv_and_workbook(browser: Client) -> None:
    record(finding(1))
    draft(owned_scope(), on=DAY)
    tables = ["today", "changes", "findings", "cases", "board", "units", "stock", "unit_events",
              "shipments", "fees", "measurements", "trends", "jobs", "files", "coverage",
              "set_aside", "policy", "history"]  # fmt: skip
    for name in tables:
        text = browser.get(reverse(name), {"export": "csv"})
        assert text["Content-Type"].startswith("text/csv"), name
        assert b"".join(text.streaming_content)  # type: ignore[arg-type]
        book = browser.get(reverse(name), {"export": "xlsx"})
        assert b"".join(book.streaming_content)[:2] == b"PK", name  # type: ignore[arg-type]


def test_groups_are_taken_home_as_groups(browser: Client) -> None:
    record(finding(1), finding(2), finding(3, claim_type="inbound_short", amount=None))
    query = {"group": "type", "tab": "all"}
    page = browser.get(reverse("findings"), query).content.decode()
    assert "group=type&amp;export=csv&amp;of=groups" in page.replace("tab=all&amp;", "")
    answer = browser.get(reverse("findings"), query | {"export": "csv", "of": "groups"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    assert text.splitlines() == [
        "key,findings,units,amount,currency,unvalued", "fc_lost,2,4,50.00,USD,0",
        "inbound_short,1,2,,USD,1",
    ]  # fmt: skip


def test_no_export_lets_a_spreadsheet_run_a_formula(browser: Client) -> None:
    record(finding(1, msku='=HYPERLINK("http://x.example","y")', fnsku="@SUM(A1)"))
    answer = browser.get(reverse("findings"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]
    assert "'=HYPERLINK" in text and "'@SUM" in text
    assert not re.search(r'(^|,)"?[=@]', text, re.M)


def every_address(other: Any) -> dict[str, list[str]]:
    """Every address of the app, with another account's objects wherever one is named."""
    job = ask("read_reports", {}, by="stranger", account=other.account)
    given = {
        "finding_id": other.finding.finding_id, "shipment_id": "FBASECRET", "key": "window.fc_ops",
        "token": "no-token", "step": "note",
    }  # fmt: skip
    numbers = {"case": other.case.pk, "job": job.pk}
    found = {}
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        kind = next((word for word in numbers if str(pattern.name).startswith(word)), "case")
        values = {name: given.get(name, numbers[kind]) for name in names}
        found[str(pattern.name)] = [reverse(str(pattern.name), kwargs=values), *names]
    return found


def test_no_address_shows_or_changes_anything_of_another_account(browser: Client) -> None:
    other = somebody_elses()
    before = (other.case.version, other.case.state)
    for name, (address, *names) in every_address(other).items():
        if name in ("leave", "theme", "enter"):
            continue
        form = {
            "text": "x", "case": other.case.pk, "finding": other.finding.finding_id,
            "case_id": "1", "what": "close", "value": "x", "account": other.account.pk,
        }  # fmt: skip
        for answer in (browser.get(address), browser.post(address, form)):
            content = b"".join(answer) if answer.streaming else answer.content
            assert b"XSECRET99" not in content and b"SECRET-SKU" not in content, name
            if {"finding_id", "number"} & set(names):
                assert answer.status_code in (404, 405, 302), (name, answer.status_code)
                if (
                    answer.status_code == 302
                ):  # forgetting a view that is not one's own does nothing
                    assert name == "findings_forget_view" or name == "job_cancel", name
    other.case.refresh_from_db()
    assert (other.case.version, other.case.state) == before
    assert other.case.messages.count() == 0
    for page in ("findings", "cases", "history"):
        for export in ("csv", "xlsx"):
            answer = browser.get(reverse(page), {"export": export, "tab": "all"})
            assert b"XSECRET99" not in b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_nobody_comes_in_without_a_session(home: Path) -> None:
    client = Client()
    for pattern in urlpatterns:
        if pattern.name in ("entrance", "enter", "health", "deadlines_feed"):
            continue
        names = pattern.pattern.converters
        values = {name: 1 if "Int" in type(kind).__name__ else "x" for name, kind in names.items()}
        answer = client.get(reverse(str(pattern.name), kwargs=values))
        assert answer.status_code == 302, pattern.name
        assert answer["Location"] == reverse("entrance")


@pytest.mark.parametrize("name", ["findings", "cases", "board", "today", "jobs", "history"])
def test_a_longer_list_asks_no_more_questions_of_the_database(browser: Client, name: str) -> None:
    def questions() -> int:
        browser.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(reverse(name), {"tab": "all"} if name == "findings" else {})
        return len(asked)

    record(finding(1, fnsku="X1"))
    draft(owned_scope(), on=DAY)
    few = questions()
    record(*(finding(n, fnsku=f"X{n}") for n in range(1, 9)))
    draft(owned_scope(), on=DAY)
    assert questions() <= few + 1


def test_the_headers_allow_nothing_inline_and_nothing_from_elsewhere(browser: Client) -> None:
    for name in PLAIN:
        answer = browser.get(reverse(name))
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy and "script-src 'self'" in policy and "*" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert not re.search(r"\sstyle=|\son[a-z]+=", text), name
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text), name
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text) or name == "policy", name


def test_a_form_without_its_token_changes_nothing(home: Path) -> None:
    from makewhole.claims.accounts.services import ensure_owner

    client = Client(enforce_csrf_checks=True)
    client.force_login(ensure_owner(), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("findings_keep_view"), {"name": "mine", "query": ""})
    assert answer.status_code == 403
    assert b"Please send that again" in answer.content


def test_a_whole_id_is_found_by_itself_and_a_part_of_one_finds_all(browser: Client) -> None:
    record(finding(1, fnsku="X1"), finding(2, fnsku="X10"), finding(3, fnsku="Y1"))

    def found(text: str) -> set[str]:
        page = browser.get(reverse("findings"), {"q": text, "tab": "all"}).content.decode()
        return {fnsku for fnsku in ("X1", "X10", "Y1") if f'code">{fnsku}<' in page}

    assert found("X1") == {"X1"}
    assert found("x") == {"X1", "X10"}
    assert found("nothing") == set()


def test_a_home_that_is_being_read_says_so_and_looks_again(browser: Client, settings: Any) -> None:
    asking.read_demo()
    page = browser.get(reverse("today")).content.decode()
    assert "Your reports are being read and audited" in page and "every 2s" in page
    assert "Add your reports" not in page
    settings.MAKEWHOLE_DEMO = True
    assert "The demo is being prepared" in browser.get(reverse("today")).content.decode()


def test_the_work_list_stands_under_its_bands(browser: Client) -> None:
    record(
        finding(1, closes_on=str(DAY)),
        finding(2, closes_on=str(DAY + timedelta(9))),
        finding(3, closes_on=str(DAY + timedelta(11))),
        finding(4, closes_on=None, remind_by=None),
    )
    page = browser.get(reverse("work")).content.decode()
    bands = re.findall(r'<li class="band">([^<]+)</li>', page)
    assert bands == ["Today", "Within two weeks", "Without a deadline"]
