"""Tracking numbers of the parcels that cases are about, as the books know them.

A proof of delivery often names the parcel alone: the books say which removal or order it was of.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from makewhole.books import Books
from makewhole.claims.models import Case, CaseLine
from makewhole.engine import load_folder, open_engine

_SHORTEST = 8  # a shorter number stands in many texts by chance


def tracking_numbers(home: Path, account: str, cases: Iterable[Case]) -> dict[int, frozenset[str]]:
    """Per case number the tracking numbers of its removals and orders; none where none is known."""
    ids = _ids(cases)
    if not ids or not (home / "books").exists():
        return {}
    known = _of_parcels(home, account, {each for listed in ids.values() for each in listed})
    found = {
        case: frozenset(number for each in listed for number in known.get(each, ()))
        for case, listed in ids.items()
    }
    return {case: numbers for case, numbers in found.items() if numbers}


def is_named(number: str, text: str) -> bool:
    """Whether a text names a tracking number, also where it is printed in groups.

    >>> is_named("1Z999AA10123456784", "Parcel 1Z 999 AA1 01 2345 6784, delivered")
    True
    >>> is_named("999AA10123456784", "Parcel 1Z999AA10123456784")
    False
    """
    grouped = r"[\s-]?".join(re.escape(sign) for sign in number)
    return re.search(rf"(?<!\w){grouped}(?!\w)", text, re.IGNORECASE) is not None


def _ids(cases: Iterable[Case]) -> dict[int, set[str]]:
    lines = CaseLine.objects.filter(case__in=list(cases)).values_list(
        "case", "finding__removal_order_id", "finding__order_id"
    )
    found: dict[int, set[str]] = {}
    for case, removal, order in lines:
        found.setdefault(case, set()).update(each for each in (removal, order) if each)
    return {case: listed for case, listed in found.items() if listed}


def _of_parcels(home: Path, account: str, ids: set[str]) -> dict[str, set[str]]:
    statements = {f.name: f.statements for f in load_folder("makewhole.claims.documents")}
    held: dict[str, set[str]] = {}
    books = Books.open(home, create=False)
    try:
        with books.snapshot({account}) as snapshot, open_engine("duckdb") as engine:
            snapshot.attach(engine)
            engine.load("wanted", {"id": "VARCHAR"}, [[each] for each in sorted(ids)])
            for each, number in engine.rows(statements["parcels"]["tracking_numbers"]):
                if len(number) >= _SHORTEST:
                    held.setdefault(each, set()).add(number)
    finally:
        books.close()
    return held
