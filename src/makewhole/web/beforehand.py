"""What the first page shows, made before its reader asks for it, in every process that serves.

A process remembers figures once it has made them. It makes them as soon as it begins, and again
whenever something has happened that another process, the job worker or a command has done. Nobody
waits for it: a page that is asked for earlier makes them itself, from the same rows.
"""

import logging
import threading
from datetime import date

from django.db import DatabaseError, connection

from makewhole.claims import changes
from makewhole.claims.accounts.scope import scope_of
from makewhole.claims.models import User
from makewhole.web.clock import today
from makewhole.web.views.today import make_figures

_LOOK_EVERY_SECONDS = 2.0
Standing = tuple[date, int]  # a day and the last event known on it


def begin(over: threading.Event) -> threading.Thread:
    """Makes the figures and keeps them made, in a thread, until it is `over`.

    The thread has a connection of its own: one that the process was born with is its parent's, and
    SQLite's locks do not survive being shared.
    """
    keeping = threading.Thread(target=_keep, args=(over,), daemon=True)
    keeping.start()
    return keeping


def _keep(over: threading.Event) -> None:
    made = look(None)
    seen: Standing | None = None
    while not over.wait(_LOOK_EVERY_SECONDS):
        standing = how_it_stands()
        # whoever changed something is looking at a page just now: that one comes first
        if standing != made and standing == seen:
            made = look(made)
        seen = standing
    connection.close()


def look(made: Standing | None) -> Standing | None:
    """Makes the figures unless they were made as things stand; gives as of when they are."""
    standing = how_it_stands()
    if standing is None or standing == made:
        return made
    try:
        for user in User.objects.all():
            make_figures(scope_of(user), standing[0])
    except DatabaseError as error:
        _tell(error)
        return None
    return standing


def how_it_stands() -> Standing | None:
    """The day and the last event; None where nobody can say."""
    try:
        latest = changes.latest()
    except DatabaseError as error:
        _tell(error)
        return None
    return None if latest is None else (today(), latest)


def _tell(error: DatabaseError) -> None:
    """Whoever opens the page is told; nobody waits for us."""
    logging.getLogger(__name__).info("figures were not made beforehand: %s", error)
    connection.close()  # a connection that failed may not work again
