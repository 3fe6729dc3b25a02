"""Asking for a job, and the steps a worker takes with it.

Asking, starting, ending and cancelling leave events; a heartbeat and progress do not, since they
say nothing that outlives the job.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Account, Job, JobState
from makewhole.claims.recording import add, change

SILENT_AFTER = timedelta(seconds=30)  # a worker that gave no sign for so long is taken for dead
_RETRY_AFTER = timedelta(seconds=20)  # doubled with each further attempt


@dataclass(frozen=True, slots=True)
class When:
    """When a job runs: after a delay, and again every so many seconds where it repeats."""

    delay: timedelta = timedelta(0)
    repeat_seconds: int | None = None


def ask(
    kind: str,
    arguments: dict[str, Any],
    *,
    by: str,
    account: Account | None = None,
    unique_key: str | None = None,
    when: When = When(),
) -> Job:
    """Ask for a job. With a `unique_key` that already waits or runs, gives that job instead."""
    job = Job(
        account=account, kind=kind, arguments=arguments, unique_key=unique_key, asked_by=by,
        run_after=timezone.now() + when.delay, repeat_seconds=when.repeat_seconds,
    )  # fmt: skip
    try:
        with transaction.atomic():
            add(job, by, "job asked for")
    except IntegrityError:
        waiting = Job.objects.filter(unique_key=unique_key, state__in=_ALIVE).first()
        if waiting is None:
            raise
        return waiting
    return job


_ALIVE = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def claim_next(worker: str) -> Job | None:
    """The next job that is due, now this worker's; also one whose worker has gone silent."""
    now = timezone.now()
    due = Q(state=JobState.QUEUED, run_after__lte=now)
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_AFTER)
    waiting = Job.objects.select_for_update(skip_locked=_skips()).filter(due | silent)
    job = waiting.order_by("run_after", "pk").first()
    if job is None:
        return None
    if job.attempts >= job.max_attempts:  # died in the middle as often as it may be tried
        fail(job, worker, "its worker ended without a word each time")
        return None
    change(
        job, worker, "job started", state=JobState.RUNNING, worker=worker, heartbeat_at=now,
        started_at=now, attempts=job.attempts + 1,
    )  # fmt: skip
    return job


def _skips() -> bool:
    from django.db import connection  # the feature differs by database

    return bool(connection.features.has_select_for_update_skip_locked)


def beat(job: Job, worker: str) -> bool:
    """Give a sign of life; False if the job was taken by another worker or is to be cancelled."""
    alive = Job.objects.filter(pk=job.pk, worker=worker, state=JobState.RUNNING)
    return bool(alive.filter(cancel_asked=False).update(heartbeat_at=timezone.now()))


def report_progress(
    job: Job, *, done: int, total: int | None, message: str, bookmark: Any = None
) -> None:
    """Note how far a job is, and where it would go on after a kill."""
    new: dict[str, Any] = {"done_steps": done, "total_steps": total, "message": message}
    if bookmark is not None:
        new["bookmark"] = bookmark
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now(), **new)


@transaction.atomic
def finish(job: Job, worker: str, result: Any) -> None:
    """Note the result, and queue the next run of a job that repeats."""
    job.refresh_from_db()
    change(
        job, worker, "job done", state=JobState.DONE, ended_at=timezone.now(), result=result,
        error="",
    )  # fmt: skip
    _repeat(job)


@transaction.atomic
def fail(job: Job, worker: str, error: str, *, try_again: bool = False) -> None:
    """Note what went wrong; with attempts left and hope, queue it again after a while."""
    job.refresh_from_db()
    if try_again and job.attempts < job.max_attempts:
        later = timezone.now() + _RETRY_AFTER * 2 ** (job.attempts - 1)
        change(
            job, worker, "job to be tried again", state=JobState.QUEUED, run_after=later,
            error=error, worker="",
        )  # fmt: skip
        return
    change(job, worker, "job failed", state=JobState.FAILED, ended_at=timezone.now(), error=error)
    _repeat(job)


@transaction.atomic
def cancel(scope: Scope, number: int) -> None:
    """Cancel a job that waits; ask one that runs to stop at its next sign of life."""
    rows = Job.objects.select_for_update().filter(
        Q(account__in=sorted(scope.account_ids)) | Q(account=None, asked_by=scope.who), pk=number
    )
    for job in rows:
        if job.state == JobState.QUEUED:
            change(job, scope.who, "job cancelled", state=JobState.CANCELLED)
        elif job.state == JobState.RUNNING:
            change(job, scope.who, "job asked to stop", cancel_asked=True)


@transaction.atomic
def cancelled(job: Job, worker: str) -> None:
    """Note that a running job stopped because it was asked to."""
    job.refresh_from_db()
    change(job, worker, "job cancelled", state=JobState.CANCELLED, ended_at=timezone.now())


def _repeat(job: Job) -> None:
    if job.repeat_seconds is None:
        return
    when = When(timedelta(seconds=job.repeat_seconds), job.repeat_seconds)
    ask(
        job.kind, job.arguments, by=job.asked_by, account=job.account, unique_key=job.unique_key,
        when=when,
    )  # fmt: skip
