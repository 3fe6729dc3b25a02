"""Jobs: one worker each, taken over after silence, resumed, tried again, repeated, cancelled."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.jobs import services
from makewhole.claims.jobs.selectors import job, jobs
from makewhole.claims.jobs.services import When, ask
from makewhole.claims.jobs.worker import Run, Worker
from makewhole.claims.models import Job, JobState
from makewhole.errors import UsageError

ME = Scope("owner", frozenset())


class Refused(UsageError):
    """A refusal in plain words."""

    def __init__(self) -> None:
        super().__init__("The folder is empty.")


def work(run: Run) -> Any:
    """Adds up, noting where it is."""
    start = run.bookmark or 0
    for step in range(start, 3):
        run.progress(step + 1, 3, f"step {step + 1}", bookmark=step + 1)
    return {"from": start, "to": run.arguments["to"]}


def refuse(run: Run) -> Any:
    """Ends with a refusal."""
    raise Refused


def stumble(run: Run) -> Any:
    """Fails in a way nobody foresaw."""
    raise RuntimeError("disk on fire")


KINDS = {"work": work, "refuse": refuse, "stumble": stumble}


def state(asked: Job) -> str:
    """The state of a job now."""
    asked.refresh_from_db()
    return asked.state


def test_a_job_runs_once_with_progress_and_result(home: Path) -> None:
    asked = ask("work", {"to": 7}, by="owner")
    assert Worker(KINDS).run_until_empty() == 1
    assert state(asked) == JobState.DONE
    assert asked.result == {"from": 0, "to": 7}
    assert (asked.done_steps, asked.total_steps, asked.message) == (3, 3, "step 3")
    assert Worker(KINDS).run_until_empty() == 0


def test_a_job_asked_for_twice_under_one_key_is_one_job(home: Path) -> None:
    first = ask("work", {"to": 1}, by="owner", unique_key="sync")
    assert ask("work", {"to": 2}, by="owner", unique_key="sync").pk == first.pk
    Worker(KINDS).run_until_empty()
    assert ask("work", {"to": 2}, by="owner", unique_key="sync").pk != first.pk


def test_a_job_in_hand_is_not_taken_by_another_worker(home: Path) -> None:
    ask("work", {"to": 1}, by="owner")
    assert services.claim_next("one") is not None
    assert services.claim_next("two") is None


def test_a_silent_workers_job_goes_on_where_it_stopped(home: Path) -> None:
    asked = ask("work", {"to": 1}, by="owner")
    taken = services.claim_next("dead")
    assert taken is not None
    Run(taken, "dead").progress(2, 3, "half-way", bookmark=2)
    _fall_silent(asked)
    assert Worker(KINDS).run_until_empty() == 1
    assert state(asked) == JobState.DONE
    assert (asked.result["from"], asked.attempts) == (2, 2)
    assert not services.beat(taken, "dead")


def test_a_job_whose_workers_all_die_is_given_up(home: Path) -> None:
    asked = ask("work", {"to": 1}, by="owner")
    for name in ("one", "two", "three"):
        assert services.claim_next(name) is not None
        _fall_silent(asked)
    assert services.claim_next("four") is None
    assert (state(asked), asked.error) == (
        JobState.FAILED,
        "its worker ended without a word each time",
    )


def _fall_silent(asked: Job) -> None:
    long_ago = timezone.now() - services.SILENT_AFTER - timedelta(seconds=1)
    Job.objects.filter(pk=asked.pk).update(heartbeat_at=long_ago)


def test_a_refusal_is_final_and_keeps_its_words(home: Path) -> None:
    asked = ask("refuse", {}, by="owner")
    Worker(KINDS).run_until_empty()
    assert (state(asked), asked.error) == (JobState.FAILED, "The folder is empty.")


def test_an_unforeseen_failure_is_tried_again_later_and_later(home: Path) -> None:
    asked = ask("stumble", {}, by="owner")
    waits = []
    for _ in range(3):
        Worker(KINDS).run_until_empty()
        asked.refresh_from_db()
        waits.append(round((asked.run_after - timezone.now()).total_seconds()))
        Job.objects.filter(pk=asked.pk).update(run_after=timezone.now())
    assert (state(asked), asked.error) == (JobState.FAILED, "RuntimeError: disk on fire")
    assert 10 < waits[0] <= 20 < waits[1] <= 40


def test_a_kind_nobody_knows_is_said(home: Path) -> None:
    asked = ask("dance", {}, by="owner")
    Worker(KINDS).run_until_empty()
    assert (state(asked), asked.error) == (
        JobState.FAILED,
        "this worker knows no work called dance",
    )


def test_a_job_for_later_waits_and_a_repeating_one_comes_again(home: Path) -> None:
    ask("work", {"to": 1}, by="owner", when=When(timedelta(hours=1)))
    assert Worker(KINDS).run_until_empty() == 0
    daily = ask("work", {"to": 2}, by="owner", unique_key="daily", when=When(repeat_seconds=86400))
    assert Worker(KINDS).run_until_empty() == 1
    again = Job.objects.get(unique_key="daily", state=JobState.QUEUED)
    assert again.pk != daily.pk
    assert again.run_after > timezone.now() + timedelta(hours=23)


@pytest.mark.parametrize("is_running", [False, True])
def test_a_job_can_be_cancelled(home: Path, is_running: bool) -> None:
    asked = ask("work", {"to": 1}, by="owner")
    worker = Worker({"work": _cancelling(asked) if is_running else work})
    if not is_running:
        services.cancel(ME, asked.pk)
    worker.run_until_empty()
    assert state(asked) == JobState.CANCELLED


def _cancelling(asked: Job) -> Any:
    def run(run: Run) -> Any:
        services.cancel(ME, asked.pk)
        run.progress(1)
        raise AssertionError("it went on")

    return run


def test_nobody_sees_or_cancels_a_strangers_job(home: Path) -> None:
    asked = ask("work", {"to": 1}, by="owner")
    stranger = Scope("stranger", frozenset())
    services.cancel(stranger, asked.pk)
    assert state(asked) == JobState.QUEUED
    assert not jobs(stranger).exists()
    assert job(stranger, asked.pk) is None
    assert job(ME, asked.pk) == asked
