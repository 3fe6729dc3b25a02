"""Pages of a list: a number of rows at a time, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

SIZE = 50
_MOST = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list: which page, of how many, and what is around it."""

    rows: Sequence[Any]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown; 0 where there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.number * self.size, self.total)

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None


def page_of(request: HttpRequest, rows: Any, total: int | None = None) -> Page:
    """The page a request asks for; a number that makes no sense is the first or the last."""
    every = total if total is not None else (len(rows) if isinstance(rows, list) else rows.count())
    size = min(max(whole(request.GET.get("size")) or SIZE, 1), _MOST)
    last = max(1, -(-every // size))
    number = min(max(whole(request.GET.get("page")) or 1, 1), last)
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, every)


def whole(text: str | None) -> int | None:
    """A whole number as typed; None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def day_of(text: str | None) -> date | None:
    """A day as an address writes it; None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
