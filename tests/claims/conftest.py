"""An app database for each test: SQLite always, PostgreSQL where its programs are installed."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from pytest_django.plugin import blocking_manager_key
from tests.claims.template import DATABASE_SETTING, connect_again, template

from makewhole.claims import connect
from makewhole.claims.database import DATABASE_FILE

_NUMBERS = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up before the first test module is imported: models need it."""
    with config.stash[blocking_manager_key].unblock():
        template()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server on loopback, run by an ordinary user, with a template database."""
    programs = _postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not installed")
    folder = Path(tempfile.mkdtemp(prefix="makewhole-pg-"))
    user = _ordinary_user()
    if user is not None:
        shutil.chown(folder, user)
    port = _free_port()
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    initdb = [programs / "initdb", "-D", folder / "data", "-U", "makewhole", "-A", "trust"]
    subprocess.run([*initdb, "--no-sync", "-E", "UTF8", "--locale=C"], check=True, **run)
    start = ["-D", folder / "data", "-p", str(port), "-h", "127.0.0.1", "-k", "", "-F"]
    server = subprocess.Popen([programs / "postgres", *start], **run)
    url = f"postgresql://makewhole@127.0.0.1:{port}"
    try:
        _wait_for(url)
        _make_template(url, tmp_path_factory.mktemp("pg-home"))
        yield url
    finally:
        _let_go()
        server.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _template(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    # these tests make and drop databases themselves; the plugin's own guard is not wanted here
    _let_go()
    with django_db_blocker.unblock():
        yield
    shutil.rmtree(template(), ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A home whose app database is empty and ready; on each of the two databases.

    Commands and other processes are led to it by the setting, as a user would.
    """
    monkeypatch.delenv(DATABASE_SETTING, raising=False)
    if request.param == "postgresql":
        url = _fresh_database(request.getfixturevalue("postgresql_server"))
        monkeypatch.setenv(DATABASE_SETTING, url)
    else:
        shutil.copy(template() / DATABASE_FILE, tmp_path / DATABASE_FILE)
    connect_again(tmp_path)
    yield tmp_path
    _let_go()


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


def _postgresql_programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _ordinary_user() -> str | None:
    """PostgreSQL refuses to run as root: then somebody else runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    import psycopg

    for _ in range(200):
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail("the PostgreSQL server did not come up within twenty seconds")


def _make_template(url: str, home: Path) -> None:
    _execute(url, "create database template_app")
    connect(home, f"{url}/template_app")
    _let_go()


def _fresh_database(url: str) -> str:
    name = f"app_{next(_NUMBERS)}"
    _execute(url, f"create database {name} template template_app strategy file_copy")
    return f"{url}/{name}"


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(statement)
