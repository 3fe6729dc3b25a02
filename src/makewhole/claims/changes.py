"""How far the record of changes goes, and which rows changed since a point in it.

Whoever keeps something made of rows keeps with it the number of the last event known before it
read them; whatever has happened since has a higher one.
"""

from collections.abc import Collection

from django.db import connection
from django.db.models import Max

from makewhole.claims.models import Event

_MOST = 2_000  # events that are gone through one by one; beyond these all is read again


def latest() -> int | None:
    """The number of the last event; None while a lower one may still come.

    PostgreSQL numbers events when they are written and shows them when their transactions end, not
    always in the same order; nobody can tell then what has been seen. SQLite has one writer.
    """
    found = last_number()
    # asked afterwards: whoever ended in between is seen by what is read from now on
    return None if connection.vendor == "postgresql" and _is_being_written() else found


def last_number() -> int:
    """The highest number of an event so far; it only ever grows."""
    return Event.objects.aggregate(latest=Max("pk"))["latest"] or 0


def has_changed(since: int, tables: Collection[str] = ()) -> bool:
    """Whether anything happened to one of the tables, or to any where none is named."""
    if not tables:
        return Event.objects.filter(pk__gt=since).exists()
    rows = rows_changed(since, tables)
    return rows is None or any(rows.values())


def rows_changed(since: int, tables: Collection[str]) -> dict[str, set[int]] | None:
    """The rows of these tables that changed, by table; None where more happened than one reads."""
    # not asked by table: SQLite would go through all that ever happened to it by an index
    told = Event.objects.filter(pk__gt=since).order_by("pk").values_list("table", "row")
    listed = list(told[: _MOST + 1])
    if len(listed) > _MOST:
        return None
    found: dict[str, set[int]] = {table: set() for table in tables}
    for table, row in listed:
        if table in found:
            found[table].add(row)
    return found


def _is_being_written() -> bool:
    """Whether another transaction has written something and is not over: each locks its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_locks where locktype = 'transactionid' and granted "
            "and pid <> pg_backend_pid())"
        )
        return bool(cursor.fetchone()[0])
