"""When something fails: a page that says what, what was kept, and what to do."""

import errno
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims.cases.drafting import draft
from makewhole.claims.database import DATABASE_FILE
from makewhole.claims.jobs.services import ask
from makewhole.claims.models import Job
from makewhole.web import uploads


@pytest.fixture
def impatient(home: Path) -> None:
    """Writers give up at once, so that a locked database is noticed without waiting."""
    with connection.cursor() as cursor:
        cursor.execute("pragma busy_timeout = 1")


def test_a_locked_database_is_said_and_nothing_is_changed(
    browser: Client, home: Path, impatient: None
) -> None:
    record(finding(1))
    case = draft(owned_scope(), on=DAY).cases[0]
    browser.get(reverse("today"))
    other = sqlite3.connect(home / DATABASE_FILE, isolation_level=None)
    other.execute("begin immediate")
    try:
        answer = browser.post(reverse("case_step", args=[case.pk, "note"]), {"text": "hello"})
        shown = browser.get(reverse("today"))
    finally:
        other.execute("rollback")
        other.close()
    assert answer.status_code == 503
    assert b"The database is busy" in answer.content and b"Nothing was changed" in answer.content
    assert shown.status_code == 200  # reading goes on while somebody writes
    assert case.messages.count() == 0


def test_a_full_disk_is_said_whoever_notices_it(
    browser: Client, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("sku,cost,currency\n")

    def full(given: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, file.open("rb") as opened:
        patched.setattr(uploads, "keep", full)
        answer = browser.post(reverse("upload"), {"files": [opened], "account": "demo"})
    assert answer.status_code == 507 and b"The disk is full" in answer.content
    assert not Job.objects.exists()

    def no_room(*_: Any, **__: Any) -> Any:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("makewhole.web.visits.come", no_room)
        assert browser.get(reverse("today")).status_code == 507


def test_scripts_are_told_as_data(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr("makewhole.web.views.data.account_of", full)
    as_data = {"Accept": "application/json"}
    answer = browser.post(reverse("upload"), {"account": "demo"}, headers=as_data)
    assert answer.status_code == 507 and answer.json()["title"] == "The disk is full"


def test_a_fault_of_ours_is_said_calmly(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("makewhole.web.views.today.latest_audit", broken)
    answer = browser.get(reverse("today"))
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content and b"ZeroDivisionError" in answer.content
    assert b"Traceback" not in answer.content


def test_an_address_that_leads_nowhere_says_so(browser: Client) -> None:
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404 and b"That is not here" in answer.content


def test_a_worker_that_is_gone_is_said_where_one_waits_for_it(browser: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    record(finding(1))
    job = ask("read_reports", {}, by="owner")
    told = b"Nobody is working on your files"
    assert told not in browser.get(reverse("data")).content
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(minutes=1))
    for name in ("today", "data"):
        assert told in browser.get(reverse(name)).content


def test_no_upload_can_be_fetched_from_outside(browser: Client, home: Path) -> None:
    kept = uploads.keep_text("costs.csv", "sku,cost,currency\n")
    inside = kept.relative_to(home).as_posix()
    for before in ("/", "/static/", "/static/../", "/static/..%2f"):
        address = before + inside
        answer = browser.get(address)
        assert answer.status_code in (301, 302, 400, 404), address
        assert b"sku,cost" not in b"".join(answer)


def test_cookies_cannot_be_read_by_scripts_nor_sent_in_the_clear(home: Path, settings: Any) -> None:
    from makewhole.web.entrance import make_key

    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    answer = client.get(reverse("enter", args=[make_key(home)]), secure=True)
    [cookie] = answer.cookies.values()  # one only: the form's token lies in the session
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
