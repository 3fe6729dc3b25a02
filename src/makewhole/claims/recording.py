"""The only way a row of the app database changes: together with its event, in one transaction.

`add` and `change` are used by every service. An event keeps the values that changed, before and
after, as JSON; amounts as decimal text, days as ISO text.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from makewhole.claims.models import Account, Case, Event


def add(row: models.Model, by: str, what: str, *, audit: int | None = None) -> None:
    """Store a new row and the event that tells of it."""
    with transaction.atomic():
        row.save(force_insert=True)
        event(row, by, what, after=values(row), audit=audit).save(force_insert=True)


def change(row: models.Model, by: str, what: str, *, audit: int | None = None, **new: Any) -> bool:
    """Store new values of a row and the event; gives whether anything differed."""
    old = {name: getattr(row, name) for name in new if getattr(row, name) != new[name]}
    if not old:
        return False
    for name in old:
        setattr(row, name, new[name])
    with transaction.atomic():
        row.save(update_fields=list(old))
        before = {_column(row, name): plain(value) for name, value in old.items()}
        after = {_column(row, name): plain(getattr(row, name)) for name in old}
        event(row, by, what, before=before, after=after, audit=audit).save(force_insert=True)
    return True


def event(
    row: models.Model,
    by: str,
    what: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    audit: int | None = None,
) -> Event:
    """The event of one change of one row, not yet stored."""
    return Event(
        at=timezone.now(),
        who=by,
        what=what,
        table=row._meta.db_table,
        row=row.pk,
        account=_account(row),
        audit=audit,
        case=row.pk if isinstance(row, Case) else _case(row),
        before=before,
        after=after,
    )


def values(row: models.Model) -> dict[str, Any]:
    """Every column of a row as JSON keeps it, without the empty ones."""
    held = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: plain(value) for name, value in held.items() if value is not None}


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return value


def _column(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _account(row: models.Model) -> int | None:
    if isinstance(row, Account):
        return int(row.pk)
    if hasattr(row, "account_id"):
        return row.account_id  # type: ignore[no-any-return]
    case = getattr(row, "case", None)
    return None if case is None else case.account_id


def _case(row: models.Model) -> int | None:
    found = getattr(row, "case_id", None)
    return found if isinstance(found, int) else None  # a payment's case_id is Amazon's, a text
