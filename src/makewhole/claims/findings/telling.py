"""The events of an audit: what changed in a finding, told by the database out of its own rows.

An event keeps the figures of a finding; the evidence stays with the finding itself. A hundred
thousand events are written this way without one of them passing through Python.
"""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

FIGURES = (
    "claim_type", "decision", "reasons", "opens_on", "remind_by", "closes_on", "units_affected",
    "units_compensated", "units", "unit_value", "amount", "currency", "valuation", "confidence",
    "explanation", "retired_reason",
)  # fmt: skip

# An amount as text, from its whole ten-thousandths: two places where two are enough.
_AMOUNT = (
    "case when {0} < 0 then '-' else '' end || cast(abs({0}) / 10000 as text) || '.' || "
    "substr(cast(10000 + abs({0}) %% 10000 as text), 2, case when {0} %% 100 = 0 then 2 else 4 end)"
)
_OBJECT = {"sqlite": "json_object({})", "postgresql": "jsonb_build_object({})"}
_KEPT = {
    "sqlite": {"reasons": "json(reasons)"},
    "postgresql": {},
}
_INSERT = (
    'insert into events (at, who, what, "table", "row", account, audit, before, after) '
    "select %s, %s, %s, 'findings', id, account_id, %s, {before}, {after} from findings where "
)


class Figures(NamedTuple):
    """What a finding said: its figures as JSON text, and why it was retired."""

    text: str
    retired: str


class Telling:
    """Writes the events of one audit, all of the same moment."""

    def __init__(self, by: str, audit: int) -> None:
        self._by, self._audit = by, audit
        self._at = connection.ops.adapt_datetimefield_value(timezone.now())

    def figures(self, keys: Iterable[int]) -> dict[int, Figures]:
        """The figures of these findings as they stand."""
        listed = ", ".join(str(int(key)) for key in keys)
        with connection.cursor() as cursor:
            cursor.execute(
                f"select id, cast({_figures()} as text), retired_reason from findings "
                f"where id in ({listed})",
                (),
            )
            return {key: Figures(text, retired) for key, text, retired in cursor.fetchall()}

    def new(self, *, after: int) -> None:
        """Tell of every finding of this audit with a number after that one: it is new."""
        sql = _INSERT.format(before="null", after=_figures()) + "id > %s and first_seen_id = %s"
        with connection.cursor() as cursor:
            told = (self._at, self._by, "finding new", self._audit, after, self._audit)
            cursor.execute(sql, told)

    def changed(
        self, told: Iterable[tuple[str, str, int]], *, not_checked: str | None = None
    ) -> None:
        """Tell what happened to each finding, once it has: what, its figures before, its number."""
        more = {} if not_checked is None else {"not_checked": "cast(%s as text)"}
        sql = _INSERT.format(before="%s", after=_figures(more)) + "id = %s"
        said = () if not_checked is None else (not_checked,)
        rows = [
            (self._at, self._by, what, self._audit, before, *said, key)
            for what, before, key in told
        ]
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _figures(more: dict[str, str] | None = None) -> str:
    """The figures of a row of `findings` as a JSON object, in this database's SQL."""
    kept = {name: name for name in FIGURES} | {
        name: _AMOUNT.format(name) for name in ("unit_value", "amount")
    }
    kept |= _KEPT[connection.vendor] | (more or {})
    pairs = chain.from_iterable((f"'{name}'", value) for name, value in kept.items())
    return _OBJECT[connection.vendor].format(", ".join(pairs))
