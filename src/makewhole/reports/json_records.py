"""JSON answers of Amazon's interfaces: the list of records becomes lines of text, one a record.

Line k is the record at position k of the list, counted from 1 over all pages of a document.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from makewhole.reports.columns import folded
from makewhole.reports.form import Report, formats
from makewhole.reports.recognition import Ambiguous

LARGEST = 1 << 30  # bytes; an interface answers in pages of a few megabytes
_DIRT = str.maketrans(dict.fromkeys("\t\r\n\0\1\2\3", " "))
_KEYS_OF = 50  # records whose keys are looked at

_Records = list[tuple[Any, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON document whose records are known; `within` holds, for each, the answer it came in."""

    form: type[Report]
    records: list[dict[str, Any]]
    within: list[Any]
    path: str  # that leads to the records
    without: int = 0  # answers of a list in which it leads nowhere

    @property
    def headings(self) -> list[str]:
        """The headings under which the records are written: the first of each column."""
        columns = self.form.columns.values()
        return list(dict.fromkeys(column.headings[0] for column in columns if column.headings))

    def write(self, path: Path) -> None:
        """Write the records as lines of tab-separated text."""
        ways = {
            column.headings[0]: column.headings
            for column in self.form.columns.values()
            if column.headings
        }
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            for record, whole in zip(self.records, self.within, strict=True):
                cells = (_cell(record, whole, ways[heading]) for heading in self.headings)
                out.write("\t".join(cells) + "\n")


def answer(document: Any) -> Answer | None:
    """What a JSON document is; None if it is unknown. Raises `Ambiguous`."""
    found: dict[type[Report], tuple[str, _Records]] = {}
    for form in formats():
        for path in form.json.paths if form.json else ():
            records = _records_at(document, path)
            if records is not None and _fits(form, path, [record for _, record in records]):
                found[form] = path, records
                break
    special = {report for form in found for report in form.over if report != form.report}
    left = [form for form in found if form.report not in special]
    filled = [form for form in left if found[form][1]] or left
    if len(filled) > 1:
        raise Ambiguous(sorted({form.report for form in filled}))
    if not filled:
        return None
    path, records = found[filled[0]]
    return Answer(
        filled[0],
        [record for _, record in records],
        [whole for whole, _ in records],
        path,
        _without(document, path),
    )


def _records_at(document: Any, path: str) -> _Records | None:
    """The records a path leads to, each behind the answer it came in; None if it leads nowhere.

    >>> _records_at([{"page": {"items": [{"a": 1}]}}], "[].page.items[]")
    [({'page': {'items': [{'a': 1}]}}, {'a': 1})]
    """
    here = [(document, document)]
    for place, step in enumerate(path.split(".") if path != "." else []):
        name, is_list = step.removesuffix("[]"), step.endswith("[]")
        if name:
            here = [(whole, at[name]) for whole, at in here if isinstance(at, dict) and name in at]
        if is_list:
            lists = [(whole, at) for whole, at in here if isinstance(at, list)]
            if not lists:
                return None
            of_answers = not place and not name
            here = [(item if of_answers else whole, item) for whole, at in lists for item in at]
        elif not here:
            return None
    return here if all(isinstance(item, dict) for _, item in here) else None


def _without(document: Any, path: str) -> int:
    """How many answers of a list lack what the path leads to: errors, answers of another kind."""
    answers, _, rest = path.partition(".")
    if answers != "[]" or not rest or not isinstance(document, list):
        return 0
    return sum(_records_at(one, rest) is None for one in document)


def _fits(form: type[Report], path: str, records: list[dict[str, Any]]) -> bool:
    if not records:  # an empty list says what it is only if it has a name of its own
        return path.endswith("[]") and len(path.split(".")[-1]) > len("items[]")
    present = {folded(key) for record in records[:_KEYS_OF] for key in _keys(record)}
    if present & set(map(folded, form.never)):
        return False
    return any(all(group & present for group in way) for way in form.signatures())


def _cell(record: dict[str, Any], whole: Any, paths: tuple[str, ...]) -> str:
    for path in paths:
        start = whole if path.startswith("/") else record
        if (value := _at(start, path.lstrip("/"))) is not None:
            return _text(value)
    return ""


def _keys(record: dict[str, Any], prefix: str = "") -> list[str]:
    found = []
    for key, value in record.items():
        found.append(prefix + key)
        if isinstance(value, dict):
            found += _keys(value, f"{prefix}{key}.")
    return found


def _at(start: Any, path: str) -> Any:
    for step in path.split("."):
        if not isinstance(start, dict) or step not in start:
            return None
        start = start[step]
    return start


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value.translate(_DIRT)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False).translate(_DIRT)
        case _:
            return str(value)
