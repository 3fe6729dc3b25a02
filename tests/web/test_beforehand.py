"""The first page's figures are there before anybody asks for them, and follow what happens."""

import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import DatabaseError
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims.cases.drafting import draft
from makewhole.web import beforehand
from makewhole.web.views import today


def test_the_work_list_is_made_once_and_again_when_something_happened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(finding(1))
    monkeypatch.setattr(beforehand, "today", lambda: DAY)
    made = Mock(wraps=today.work_list)
    monkeypatch.setattr(today, "work_list", made)
    standing = beforehand.look(None)
    assert made.call_count == 1
    today.make_figures(owned_scope(), DAY)
    assert (beforehand.look(standing), made.call_count) == (standing, 1)
    draft(owned_scope(), on=DAY)
    assert beforehand.look(standing) != standing
    today.make_figures(owned_scope(), DAY)
    assert made.call_count == 2


def test_a_database_that_cannot_be_asked_is_for_the_page_to_tell(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(beforehand, "make_figures", Mock(side_effect=DatabaseError("locked")))
    record(finding(1))
    owned_scope()
    assert beforehand.look(None) is None
    assert "figures were not made beforehand: locked" in caplog.text


def test_a_process_makes_them_as_soon_as_it_begins(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(finding(1))
    owned_scope()
    monkeypatch.setattr(beforehand, "today", lambda: DAY)
    made = Mock(wraps=today.make_figures)
    monkeypatch.setattr(beforehand, "make_figures", made)
    at_once = threading.Event()
    at_once.set()
    beforehand.begin(at_once).join()
    assert made.call_count == 1


def test_nobody_waits_for_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, over = threading.Event(), threading.Event()
    monkeypatch.setattr(beforehand, "look", lambda _made: held.wait())
    keeping = beforehand.begin(over)
    assert keeping.is_alive()
    over.set()
    held.set()
    keeping.join()
