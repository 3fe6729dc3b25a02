"""Deadlines as a calendar (RFC 5545): one whole-day entry per thing to do."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from makewhole.claims.cases.selectors import Task
from makewhole.web import words
from makewhole.web.templatetags.figures import money

_LINE = 74  # octets before a line is folded


def feed_of(tasks: Iterable[Task], today: date, home: str) -> str:
    """The calendar as text."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//makewhole//deadlines//EN",
        "X-WR-CALNAME:" + _escaped(_("Amazon claims")), "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for task in tasks:
        if task.due is not None:
            lines += _entry(task, task.due, today, home)
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in _folded(line)) + "\r\n"


def _entry(task: Task, due: date, today: date, home: str) -> list[str]:
    what = words.said(words.ACTIONS, task.action)
    title = f"{what}: {words.claim_title(task.claim_type)}, {money(task.amount, task.currency)}"
    where = f"{home}cases/{task.case}/" if task.case else f"{home}findings/"
    key = f"case-{task.case}" if task.case else f"{task.account}-{task.claim_type}-{task.about}"
    return [
        "BEGIN:VEVENT", f"UID:{_escaped(key)}@makewhole", f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(1):%Y%m%d}", f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(task.about)}", f"URL:{where}", "TRANSP:TRANSPARENT", "END:VEVENT",
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
