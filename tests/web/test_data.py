"""Giving files: mapped in the browser, typed in the browser, broken on the way, read again."""

import contextlib
import gc
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.claims.scenes import finding
from tests.web.scenes import record, somebody_elses

from makewhole.books import Books
from makewhole.books.coverage import Month, ReportCoverage
from makewhole.claims.accounts.services import ensure_account
from makewhole.claims.jobs.worker import Worker, kinds_in
from makewhole.claims.models import Job
from makewhole.reports.mapping import load_mapping
from makewhole.web import asking, jobs, mappings, uploads
from makewhole.web.jobs import read_reports
from makewhole.web.reading import bookshelf

LEDGER = (
    "Pvm,Lappu,Kpl,Laji,Kunto,Peruste,Viite\n"
    "2026-09-01,X001,-3,Adjustments,SELLABLE,M,R1\n"
    "2026-09-05,X001,1,Adjustments,SELLABLE,F,R2\n"
)
COLUMNS = {
    "event_date": "Pvm", "fnsku": "Lappu", "units": "Kpl", "event_type": "Laji",
    "disposition": "Kunto", "reason": "Peruste", "reference_id": "Viite",
}  # fmt: skip


def send(browser: Client, *files: tuple[str, str], **form: str) -> Any:
    """Upload files as the Data page does."""
    given = []
    for name, text in files:
        given.append(io.BytesIO(text.encode()))
        given[-1].name = name
    return browser.post(reverse("upload"), {"files": given, "account": "demo", **form})


def work() -> Job:
    """Let a worker do what was asked for; gives the last job."""
    Worker(kinds_in(jobs)).run_until_empty()
    return Job.objects.latest("pk")


@pytest.fixture
def unknown(browser: Client) -> Job:
    """A job that was given one file nobody knows."""
    ensure_account("demo")
    send(browser, ("mine.csv", LEDGER))
    return work()


def test_an_unknown_file_waits_to_be_mapped(browser: Client, unknown: Job) -> None:
    [path] = mappings.unread(unknown)
    assert path.read_text() == LEDGER
    page = browser.get(reverse("job", args=[unknown.pk])).content.decode()
    assert "Say which column is which" in page and "mine.csv" in page
    shown = browser.get(reverse("job_map", args=[unknown.pk, 0])).content.decode()
    assert all(heading in shown for heading in COLUMNS.values()) and "2026-09-05" in shown
    # no heading is like any we know, so what it holds is asked before its columns
    assert "Keep and read the file" not in shown
    asked = browser.get(
        reverse("job_map", args=[unknown.pk, 0]), {"report": "GET_LEDGER_DETAIL_VIEW_DATA"}
    )
    assert "Keep and read the file" in asked.content.decode()


def test_what_is_unchecked_is_told_once_for_each_missing_report() -> None:
    told = {
        "demo": {
            "fee_a": "fee_a needs GET_X", "fee_b": "fee_b needs GET_Y or GET_Z",
            "fee_c": "fee_c needs GET_Y or GET_Z", "fee_d": "its rule is off",
        },
        "other": {"fee_a": "fee_a needs GET_X"},
    }  # fmt: skip
    found = bookshelf.unchecked(told)
    assert [(each.account, [name for name, _events in each.claim_types]) for each in found] == [
        ("demo", ["fee_b", "fee_c"]),
        ("demo", ["fee_a"]),
        ("demo", ["fee_d"]),
        ("other", ["fee_a"]),
    ]


def _row(report: str, months: list[str], every: list[str]) -> dict[str, Any]:
    held = tuple(Month(each, 5, f"{each}-02", f"{each}-27") for each in months)
    shown = ReportCoverage("demo", report, 1, held, (), 0 if months else 9, ())
    cells = [{"month": each, "held": each if each in months else None} for each in every]
    return {"report": shown, "cells": cells}


def test_a_report_that_is_there_in_part_is_not_called_missing() -> None:
    every = ["2026-01", "2026-02", "2026-03", "2026-04"]
    grid = {
        "rows": [
            _row("GET_X", ["2026-02", "2026-04"], every), _row("SELLER_COSTS", [], every),
            _row("GET_Y", every, every),
        ]
    }  # fmt: skip
    told = {
        "demo": {
            "a": "a (1,204 events) needs GET_X or GET_Z", "b": "b (2 events) needs SELLER_COSTS",
            "c": "c needs GET_Z", "d": "d (1 event) needs GET_Y",
        },
        "other": {"a": "a (3 events) needs GET_X"},
    }  # fmt: skip
    found = {(e.account, e.claim_types[0]): e.held for e in bookshelf.unchecked(told, grid)}
    gaps = (("2026-01", "2026-01"), ("2026-03", "2026-03"))
    assert found == {
        ("demo", ("a", 1204)): (bookshelf.InPart("GET_X", gaps, ("2026-02-02", "2026-04-27")),),
        ("demo", ("b", 2)): (bookshelf.InPart("SELLER_COSTS", (), None),),
        ("demo", ("c", None)): (),
        ("demo", ("d", 1)): (bookshelf.InPart("GET_Y", (), ("2026-01-02", "2026-04-27")),),
        ("other", ("a", 3)): (),
    }


def test_a_mapping_made_in_the_browser_is_the_command_line_s(
    browser: Client, unknown: Job, home: Path
) -> None:
    given = {f"column-{ours}": theirs for ours, theirs in COLUMNS.items()}
    answer = browser.post(
        reverse("job_map", args=[unknown.pk, 0]),
        {"report": "GET_LEDGER_DETAIL_VIEW_DATA", "always-store": "US", **given},
    )
    job = work()
    assert answer["Location"] == reverse("job", args=[job.pk])
    assert (job.state, job.result["rows"]) == ("done", 2)
    assert mappings.unread(job) == []
    [kept] = mappings.kept(ensure_account("demo"))
    assert yaml.safe_load(kept.read_text("utf-8")) == {
        "makewhole mapping": 1, "report": "GET_LEDGER_DETAIL_VIEW_DATA", "columns": COLUMNS,
        "constants": {"store": "US"},
    }  # fmt: skip
    assert load_mapping(kept).form.report == "GET_LEDGER_DETAIL_VIEW_DATA"
    # the next file with these headings needs nobody
    send(browser, ("later.csv", LEDGER.replace("-3", "-4")))
    assert work().result["files"] == ["later.csv"]
    taken = browser.get(reverse("mapping", args=[kept.parent.name, kept.name]))
    assert b"".join(taken.streaming_content).startswith(b"makewhole mapping: 1")  # type: ignore
    browser.post(reverse("mapping_remove", args=[kept.parent.name, kept.name]))
    assert not kept.exists()


def test_a_mapping_that_cannot_be_followed_is_not_kept(browser: Client, unknown: Job) -> None:
    answer = browser.post(
        reverse("job_map", args=[unknown.pk, 0]), {"report": "GET_LEDGER_DETAIL_VIEW_DATA"}
    )
    assert b"it names no columns. The mapping was not used." in answer.content
    assert mappings.kept(ensure_account("demo")) == []


def test_what_cannot_be_a_table_is_not_offered(browser: Client) -> None:
    ensure_account("demo")
    send(browser, ("letter.txt", "Dear seller,\nwe have looked at it.\n"))
    job = work()
    assert browser.get(reverse("job_map", args=[job.pk, 0])).status_code == 404


def test_another_account_s_mappings_are_not_there(browser: Client, home: Path) -> None:
    other = somebody_elses()
    kept = mappings.keep(
        other.account, "makewhole mapping: 1\nreport: costs\ncolumns: {msku: A, cost: B}\n", ["A"]
    )
    address = [other.account.pk, kept.name]
    assert browser.get(reverse("mapping", args=address)).status_code == 404
    assert browser.post(reverse("mapping_remove", args=address)).status_code == 404
    assert kept.exists()


def test_costs_typed_in_the_browser_are_a_file_in_the_books(browser: Client, home: Path) -> None:
    record(finding(1, amount=None, unit_value=None))
    page = browser.get(reverse("own", args=["costs"])).content.decode()
    assert "SKU-1" in page and "1 finding waits for it" in page
    browser.post(
        reverse("own_keep", args=["costs"]),
        {
            "account": "demo", "sku": ["SKU-1", "SKU-2", ""], "cost": ["12.50", "", ""],
            "currency": ["USD", "USD", "USD"], "effective_from": ["", "", ""],
            "marketplace": ["", "", ""],
        },
    )  # fmt: skip
    assert work().state == "done"
    [held] = Books.open(home, create=False).files()
    assert (held.name, held.report, held.kept) == ("typed-costs.csv", "SELLER_COSTS", 1)
    page = browser.get(reverse("own", args=["costs"])).content.decode()
    assert "12.5" in page
    answer = browser.get(reverse("own", args=["costs"]), {"export": "csv"})
    assert b"demo,SKU-1,12.5000,USD" in b"".join(answer.streaming_content)  # type: ignore


def test_a_line_without_a_figure_is_not_kept(browser: Client) -> None:
    answer = browser.post(reverse("own_keep", args=["costs"]), {"sku": ["A"]}, follow=True)
    assert b"No line has a figure, so nothing was kept." in answer.content
    assert not Job.objects.exists()


@pytest.mark.parametrize("kind", ["costs", "measurements"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_there_is_an_empty_file_to_fill(browser: Client, kind: str, form: str) -> None:
    answer = browser.get(reverse("own_template", args=[kind, form]))
    assert answer.status_code == 200 and f"my-{kind}.{form}" in answer["Content-Disposition"]


class _Parcel(io.RawIOBase):
    """A form with one large file, made while it is read: nothing of it is ever held whole."""

    def __init__(self, size: int, *, breaks: bool = False) -> None:
        head = (
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="big.csv"\r\n'
            b"Content-Type: text/csv\r\n\r\n"
        )
        self.tail = b"\r\n--x--\r\n"
        self._parts = [head, size, self.tail]
        self.length = len(head) + size + len(self.tail)
        self._breaks = breaks

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._parts:
            return 0
        part = self._parts[0]
        if isinstance(part, int):
            if self._breaks and part < 1 << 20:
                raise ConnectionResetError
            count = min(part, len(into))
            into[:count] = b"1" * count
            self._parts[0] = part - count
            if part == count:
                self._parts.pop(0)
            return count
        count = min(len(part), len(into))
        into[:count] = part[:count]
        self._parts[0] = part[count:]
        if count == len(part):
            self._parts.pop(0)
        return count


def _request(parcel: _Parcel) -> Any:
    return RequestFactory().post("/data/upload/").__class__({
        "REQUEST_METHOD": "POST", "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(parcel.length), "wsgi.input": parcel, "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "PATH_INFO": "/data/upload/",
    })  # fmt: skip


def test_a_large_file_passes_through_in_little_memory(home: Path) -> None:
    size = 96 << 20
    request = _request(_Parcel(size))
    tracemalloc.start()
    [given] = request.FILES.getlist("files")
    kept = uploads.keep(given)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20
    assert kept.size == size and kept.path.stat().st_size == size
    assert kept.path == home / "uploads" / kept.sha256[:2] / kept.sha256 / "big.csv"


def test_a_file_that_breaks_off_leaves_nothing(home: Path) -> None:
    with contextlib.suppress(OSError):
        _request(_Parcel(4 << 20, breaks=True)).FILES.getlist("files")
        pytest.fail("the line did not break")
    gc.collect()  # a server lets go of the request as soon as it is answered
    assert [each for each in (home / "uploads").rglob("*") if each.is_file()] == []


def test_what_a_killed_server_left_is_swept_away(home: Path) -> None:
    (uploads.incoming() / "tmpabc.upload").write_bytes(b"half")
    uploads.sweep()
    assert list(uploads.incoming().iterdir()) == []


class _Killed(BaseException):
    """The worker's process is gone from one moment to the next."""


def test_a_job_killed_in_the_middle_is_taken_up_again(
    browser: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    account = ensure_account("demo")
    file = home / "costs.csv"
    file.write_text("sku,cost,currency\nA,1.00,USD\n")
    asking.read([str(file)], account, by="owner")

    def die(*_: Any, **__: Any) -> Any:
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr(read_reports, "examine", die)  # read, and not yet audited
        with pytest.raises(_Killed):
            Worker(kinds_in(jobs)).run_one()
    assert Job.objects.get().state == "running"
    long_ago = timezone.now() - timedelta(minutes=2)
    Job.objects.update(heartbeat_at=long_ago)
    page = browser.get(reverse("job", args=[Job.objects.get().pk])).content
    assert b"Nobody is working on your files" in page
    job = work()
    assert (job.state, job.attempts, job.result["known"]) == ("done", 2, ["costs.csv"])
    assert [each.kept for each in Books.open(home, create=False).files()] == [1]
