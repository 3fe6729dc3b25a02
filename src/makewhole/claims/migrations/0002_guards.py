"""The moves a case may make, and the triggers that hold it to them.

The moves are written out here as they were when this step was made: a later change of them is a
later migration, so that a database always holds what its version of makewhole goes by.
"""

from typing import Any

from django.db import migrations

from makewhole.claims.migrations import guards

_MONEY = ("paid", "part_paid", "reversed")
_DECISIONS = ("granted", "part_granted", "denied")
_MOVES: dict[str, tuple[str, ...]] = {
    "": ("drafted", "filed"),
    "drafted": ("needs_documents", "ready", "closed", "expired"),
    "needs_documents": ("drafted", "ready", "closed", "expired"),
    "ready": ("drafted", "needs_documents", "filed", "closed", "expired"),
    "filed": ("information_requested", *_DECISIONS, *_MONEY, "closed"),
    "information_requested": ("filed", "appealed", *_DECISIONS, *_MONEY, "closed"),
    "granted": ("appealed", "denied", *_MONEY, "closed"),
    "part_granted": ("appealed", "granted", "denied", *_MONEY, "closed"),
    "denied": ("appealed", "granted", "part_granted", *_MONEY, "closed"),
    "appealed": ("information_requested", *_DECISIONS, *_MONEY, "closed"),
    "paid": ("part_paid", "reversed", "appealed", "closed"),
    "part_paid": ("paid", "reversed", "appealed", *_DECISIONS, "closed"),
    "reversed": ("paid", "part_paid", "appealed", "closed"),
    "closed": (*_MONEY, "appealed"),
}


def fill_moves(apps: Any, schema_editor: Any) -> None:
    """Write the table of moves."""
    move = apps.get_model("claims", "Move")
    move.objects.bulk_create(
        move(before=before, after=after) for before, ends in _MOVES.items() for after in ends
    )


def empty_moves(apps: Any, schema_editor: Any) -> None:
    """Take the moves away again."""
    apps.get_model("claims", "Move").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_begin")]

    operations = [
        migrations.RunPython(fill_moves, empty_moves),
        migrations.RunPython(guards.install, guards.remove),
    ]
