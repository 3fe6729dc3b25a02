"""The first page's figures are there before anybody asks for them."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import DatabaseError
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.web import beforehand
from makewhole.web.views import today


def test_the_work_list_is_made_once_and_then_remembered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(finding(1))
    monkeypatch.setattr(beforehand, "today", lambda: DAY)
    made = Mock(wraps=today.work_list)
    monkeypatch.setattr(today, "work_list", made)
    beforehand.begin().join()
    assert made.call_count == 1
    today.make_figures(owned_scope(), DAY)
    assert made.call_count == 1


def test_a_database_that_cannot_be_asked_is_for_the_page_to_tell(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(beforehand, "make_figures", Mock(side_effect=DatabaseError("locked")))
    record(finding(1))
    owned_scope()
    beforehand.begin().join()
    assert "figures were not made beforehand: locked" in caplog.text
