"""Whether anybody works on the jobs: said where somebody waits for one in vain."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from makewhole.claims.jobs.services import SILENT_AFTER
from makewhole.claims.models import Job, JobState

_UNTOUCHED = timedelta(seconds=20)  # a worker looks for work every second


def is_absent() -> bool:
    """Whether a job is due or under way, and no worker has given a sign of life for long."""
    now = timezone.now()
    alive = Q(state=JobState.RUNNING, heartbeat_at__gte=now - SILENT_AFTER)
    waiting = Q(state=JobState.QUEUED, run_after__lt=now - _UNTOUCHED)
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_AFTER)
    return Job.objects.filter(waiting | silent).exists() and not Job.objects.filter(alive).exists()
