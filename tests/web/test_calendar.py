"""Deadlines for other programs: whole days, a few things by name, the rest counted."""

import re
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims.cases.drafting import draft


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


_LINE = re.compile(r"([A-Z][A-Z-]*)((?:;[A-Z-]+=[^:;,\"\x00-\x1f]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_TEXTS = {"UID", "SUMMARY", "DESCRIPTION", "PRODID", "X-WR-CALNAME"}
_EVENT = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP",
          "SEQUENCE"}  # fmt: skip


def parsed(text: str) -> list[dict[str, str]]:
    """The entries of a calendar read by RFC 5545 to the letter; whatever it forbids fails."""
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    entries: list[dict[str, str]] = []
    opened: list[str] = []
    for line in re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]:
        found = _LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        if name == "BEGIN":
            opened.append(value)
            entries += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert opened.pop() == value
        elif opened[-1] == "VEVENT":
            assert name not in entries[-1], f"{name} twice"
            entries[-1][name] = _read(name, parameters, value)
    assert opened == []
    return entries


def _read(name: str, parameters: str, value: str) -> str:
    if name in _TEXTS:
        assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
        return re.sub(r"\\(.)", r"\1", value)
    if name in ("DTSTART", "DTEND"):
        assert parameters == ";VALUE=DATE"
        return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}").isoformat()
    if name == "DTSTAMP":
        assert re.fullmatch(r"\d{8}T\d{6}Z", value)
    if name == "SEQUENCE":
        assert value.isdecimal()
    return value


def test_it_is_a_calendar_to_the_letter(browser: Client) -> None:
    awkward = {"fnsku": 'A,B;C\\D: "Ü" \n x', "marketplace": None}
    record(*(finding(n) for n in range(1, 8)), finding(9, **awkward), finding(10, order_id="1"))
    entries = parsed(feed(browser))
    assert len(entries) == 6
    assert len({each["UID"] for each in entries}) == len(entries)
    for each in entries:
        assert set(each) == _EVENT
        assert date.fromisoformat(each["DTEND"]) - date.fromisoformat(each["DTSTART"]) == timedelta(
            1
        )
        assert each["URL"].startswith("http://testserver/")


def test_an_entry_keeps_its_name_and_a_later_one_takes_the_place_of_an_earlier(
    browser: Client,
) -> None:
    record(finding(1), finding(2))
    before = {each["UID"]: each for each in parsed(feed(browser))}
    assert parsed(feed(browser)) == list(before.values())
    later = (DAY + timedelta(30)).isoformat()
    record(finding(1, closes_on=later), finding(2))
    after = {each["UID"]: each for each in parsed(feed(browser))}
    assert set(after) == set(before)
    [moved] = [key for key in after if after[key]["DTSTART"] == later]
    assert int(after[moved]["SEQUENCE"]) > int(before[moved]["SEQUENCE"])
    draft(owned_scope(), on=DAY, finding_ids=["f1"])
    assert len(set(after) & {each["UID"] for each in parsed(feed(browser))}) == 1
