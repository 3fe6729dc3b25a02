"""Deadlines as a calendar (RFC 5545): whole-day entries, the most urgent of each day by name."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.claims.cases.worklist import Task, WorkList
from makewhole.web import words
from makewhole.web.templatetags.figures import money

_LINE = 74  # octets before a line is folded
_BY_NAME = 5  # entries of a day; what is more becomes one entry that counts them


def feed_of(work: WorkList, home: str, revision: int) -> str:
    """The calendar as text; `home` is the address of the app, as the calendar's reader sees it.

    `revision` grows with every change: of two calendars a reader takes the entries of the later.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//makewhole//deadlines//EN",
        "X-WR-CALNAME:" + _escaped(_("Amazon claims")), "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for entry in _entries(work, home.rstrip("/")):
        lines += [*entry, f"SEQUENCE:{revision}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in _folded(line)) + "\r\n"


def _entries(work: WorkList, home: str) -> Iterator[list[str]]:
    named: Counter[date] = Counter()
    for entry in work.entries:
        if entry.due is not None and named[entry.due] < _BY_NAME:
            named[entry.due] += 1
            yield _of_task(work.task(entry), entry.due, work.today, home)
    for due, number in sorted((work.by_day() - named).items()):
        told = ngettext("%(n)s more thing to do", "%(n)s more things to do", number)
        where = f"{home}{reverse('work')}?due={due.isoformat()}"
        yield _entry(f"more-{due:%Y%m%d}", due, work.today, (told % {"n": number}, "", where))


def _of_task(task: Task, due: date, today: date, home: str) -> list[str]:
    what = words.said(words.ACTIONS, task.action)
    title = f"{what}: {words.claim_title(task.claim_type)}, {money(task.amount, task.currency)}"
    place = reverse("case", args=[task.case]) if task.case else reverse("findings")
    return _entry(_key(task), due, today, (title, task.about, home + place))


def _key(task: Task) -> str:
    """What stays of a thing to do from day to day, and no other of that day has."""
    if task.case:
        return f"case-{task.case}"
    place = f"{task.account}-{task.marketplace}-{task.currency}"
    return f"{task.action}-{place}-{task.claim_type}-{task.about}"


def _entry(key: str, due: date, today: date, said: tuple[str, str, str]) -> list[str]:
    title, about, where = said
    return [
        "BEGIN:VEVENT", f"UID:{_escaped(key)}@makewhole", f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(1):%Y%m%d}", f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(about)}", f"URL:{where}", "TRANSP:TRANSPARENT",
    ]  # fmt: skip


def _escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, "\\" + char)
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces that calendars accept, never cut within a character."""
    piece, length = "", 0
    for char in line:
        width = len(char.encode())
        if length + width > _LINE:
            yield piece
            piece, length = " ", 1
        piece, length = piece + char, length + width
    yield piece
