"""Long work done apart from pages and commands."""

from django.db import models
from django.db.models import Q

from makewhole.claims.models.accounts import Account


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


class Job(models.Model):
    """One piece of long work: what, for whom, how far it is, and what came of it.

    A worker holds a running job for as long as `heartbeat_at` is fresh; one gone silent is taken
    over, and continues from `bookmark`, what the work itself noted last.
    """

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=JobState.choices, default=JobState.QUEUED)
    run_after = models.DateTimeField()
    repeat_seconds = models.IntegerField(null=True)
    unique_key = models.CharField(max_length=200, null=True)
    attempts = models.IntegerField(default=0)
    max_attempts = models.IntegerField(default=3)
    worker = models.CharField(max_length=100, default="")
    heartbeat_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done_steps = models.BigIntegerField(default=0)
    total_steps = models.BigIntegerField(null=True)
    message = models.TextField(default="")
    bookmark = models.JSONField(null=True)
    result = models.JSONField(null=True)
    error = models.TextField(default="")
    asked_by = models.CharField(max_length=150)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        db_table = "jobs"
        constraints = (
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state__in=["queued", "running"], unique_key__isnull=False),
                name="one_waiting_job_per_key",
            ),
        )
        indexes = (models.Index(fields=["state", "run_after"], name="jobs_next"),)
