"""When a person was last here, and what they had seen by then."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from makewhole.claims.models import Event, User, Visit

_AWAY = timedelta(minutes=30)  # after so long without a page, the next one begins a new visit


def come(user: User) -> Visit:
    """Note that a person is here; a new visit begins after an absence."""
    now = timezone.now()
    latest = Event.objects.aggregate(latest=Max("pk"))["latest"] or 0
    visit = Visit.objects.filter(user=user).first()
    if visit is None:
        return Visit.objects.create(user=user, begun_at=now, last_at=now, latest_event=latest)
    if now - visit.last_at > _AWAY:
        visit.before_at, visit.begun_at = visit.last_at, now
        visit.seen_event = visit.latest_event
    visit.last_at, visit.latest_event = now, latest
    visit.save()
    return visit
