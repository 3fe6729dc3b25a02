"""When a person was last here, and what they had seen by then."""

import logging
from datetime import timedelta

from django.db import OperationalError, connection
from django.db.models import Max
from django.utils import timezone

from makewhole.claims.models import Event, User, Visit

_LOG = logging.getLogger(__name__)
_OFTEN = timedelta(minutes=1)  # a visit is not noted anew at every page
_AWAY = timedelta(minutes=30)  # after so long without a page, the next one begins a new visit


def come(user: User) -> Visit:
    """Note that a person is here; a new visit begins after an absence."""
    now = timezone.now()
    latest = Event.objects.aggregate(latest=Max("pk"))["latest"] or 0
    visit = Visit.objects.filter(user=user).first()
    if visit is None:
        visit = Visit(user=user, begun_at=now, last_at=now, latest_event=latest)
    elif now - visit.last_at > _AWAY:
        visit.before_at, visit.begun_at = visit.last_at, now
        visit.seen_event = visit.latest_event
    elif now - visit.last_at < _OFTEN and visit.latest_event == latest:
        return visit
    visit.last_at, visit.latest_event = now, latest
    _keep(visit)
    return visit


def _keep(visit: Visit) -> None:
    """Store a visit unless somebody else writes just now: nobody waits to be counted."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            visit.save()
            return
        cursor.execute("pragma busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("pragma busy_timeout = 0")
        try:
            visit.save()
        except OperationalError as error:
            _LOG.info("a visit was not noted: %s", error)
        finally:
            cursor.execute(f"pragma busy_timeout = {int(patience)}")
