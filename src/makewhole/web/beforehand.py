"""What the first page shows, made while its reader is still opening the browser.

A process of the app remembers figures once it has made them; without this, whoever came first to
each of them would wait for a hundred thousand findings to be gone through.
"""

import logging
import threading

from django.db import DatabaseError, connection

from makewhole.claims.accounts.scope import scope_of
from makewhole.claims.models import User
from makewhole.web.clock import today
from makewhole.web.views.today import make_figures


def begin() -> threading.Thread:
    """Makes the figures in a thread of its own; requests are answered meanwhile."""
    making = threading.Thread(target=_make, daemon=True)
    making.start()
    return making


def _make() -> None:
    try:
        for user in User.objects.all():
            make_figures(scope_of(user), today())
    except DatabaseError as error:  # whoever opens the page is told; nobody waits for us
        logging.getLogger(__name__).info("figures were not made beforehand: %s", error)
    finally:
        connection.close()
