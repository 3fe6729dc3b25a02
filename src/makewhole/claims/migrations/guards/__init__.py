"""Triggers that make the database itself refuse what no service would do.

    events        are never changed or deleted
    cases         begin and move only as `case_moves` allows; each change raises `version` by one;
                  none is deleted
    case_lines    are released only when their case has ended, and never deleted

One file per database, statements separated by a line of dashes. `install` may be run again: a
migration that rebuilds a guarded table (SQLite does so for many changes) ends with it.
"""

from importlib.resources import files
from typing import Any

_SEPARATOR = "\n----\n"


def install(apps: Any, schema_editor: Any) -> None:
    """Put the guards of this database in place, replacing earlier ones."""
    vendor = schema_editor.connection.vendor
    text = files(__package__).joinpath(f"{vendor}.sql").read_text("utf-8")
    for statement in text.split(_SEPARATOR):
        schema_editor.execute(statement.strip(), params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    """Guards stay: no step of a migration needs them gone."""
