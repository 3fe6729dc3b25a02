"""A home for each test, its app database ready, and a browser's session of its owner."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_django
from pytest_django.plugin import blocking_manager_key
from tests.claims.template import template

from makewhole.claims import connect
from makewhole.claims.database import DATABASE_FILE

DAY = date(2026, 10, 10)


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up before the first test module is imported: models need it."""
    with config.stash[blocking_manager_key].unblock():
        template()


@pytest.fixture(scope="session", autouse=True)
def _open_database(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A home whose app database is empty and ready, its clock standing on DAY."""
    from django.core.cache import cache
    from django.db import connections

    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(template() / DATABASE_FILE, folder / DATABASE_FILE)
    connections.close_all()
    connect(folder)
    settings.MAKEWHOLE_HOME = folder
    settings.MAKEWHOLE_AS_OF = DAY
    cache.clear()
    yield folder
    connections.close_all()


@pytest.fixture
def browser(home: Path) -> Any:
    """A test client in which the owner is in."""
    from django.test import Client

    from makewhole.claims.accounts.services import ensure_owner

    client = Client(raise_request_exception=False)
    client.force_login(ensure_owner(), backend="django.contrib.auth.backends.ModelBackend")
    return client
