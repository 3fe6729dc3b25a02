"""Deadlines for other programs: whole days, a few things by name, the rest counted."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding
from tests.web.conftest import DAY
from tests.web.scenes import record


def feed(browser: Client) -> str:
    """The calendar a person's own link gives, asked for without a session."""
    page = browser.get(reverse("today")).content.decode()
    found = re.search(r'href="(/feeds/[^"]+)"', page)
    assert found is not None
    answer = Client().get(found[1])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode()


def test_a_day_names_five_things_and_counts_the_rest(browser: Client) -> None:
    other = (DAY + timedelta(3)).isoformat()
    record(*(finding(n) for n in range(1, 8)), finding(9, closes_on=other, remind_by=other))
    text = feed(browser)
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 7
    assert text.count("DTSTART;VALUE=DATE:20261031") == 6
    assert text.count("DTSTART;VALUE=DATE:20261013") == 1
    assert "SUMMARY:2 more things to do" in text
    assert "URL:http://testserver/today/work/?due=2026-10-31" in text
    assert "SUMMARY:Make a case: Unit lost in a fulfilment centre\\, $25.00" in text


def test_things_of_one_day_are_told_apart_by_their_keys(browser: Client) -> None:
    same = {"fnsku": "X001"}
    record(
        finding(1, **same),
        finding(2, **same, decision="review"),
        finding(3, **same, currency="CAD"),
    )
    keys = re.findall(r"^UID:(.+)$", feed(browser).replace("\r\n ", ""), re.M)
    assert len(keys) == len(set(keys)) == 3


def test_no_line_is_longer_than_calendars_take(browser: Client) -> None:
    record(finding(1, fnsku="Ü" * 90))
    lines = feed(browser).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = "\r\n".join(lines).replace("\r\n ", "")
    assert "DESCRIPTION:fnsku=" + "Ü" * 90 in unfolded


def test_what_falls_due_on_a_day_opens_from_the_calendar(browser: Client) -> None:
    record(finding(1), finding(2, closes_on=None, remind_by=None))
    page = browser.get(reverse("work"), {"due": "2026-10-31"}).content.decode()
    assert "FNSKU X001" in page and "FNSKU X002" not in page
    assert "FNSKU X002" in browser.get(reverse("work")).content.decode()
