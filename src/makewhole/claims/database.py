"""Where the app database of a home is, and how to make it ready for use.

`connect(home)` is the one door: it sets Django up, brings an older database forward, refuses a
newer one; from then on models, services and selectors work. Nothing else sets Django up.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from makewhole.errors import MakewholeError, UsageError

DATABASE_FILE = "app.db"
_SECRET_FILE = "secret.key"
_BUSY_SECONDS = 30  # how long a writer waits for another before it says that the database is locked


class DatabaseNewer(MakewholeError):
    """The app database was written by a newer makewhole than this one."""

    def __init__(self, where: str, steps: list[str]) -> None:
        self.where, self.steps = where, steps
        super().__init__(
            f"{where} was written by a newer makewhole: it has gone through "
            f"{', '.join(steps)}, which this version does not know. Nothing was changed. "
            "Install the newer makewhole again, or go back to a copy of the home from before."
        )


class CasesReadOnly(MakewholeError):
    """Cases are kept in a home in which this user may not write."""

    def __init__(self, home: Path) -> None:
        self.home = home
        super().__init__(
            f"{home}: the cases are kept here, and you may not write here. They were left as they "
            "are. Get the right to write in this folder, or copy it and use the copy."
        )


class DatabaseUrlWrong(UsageError):
    """A database setting that names no database makewhole can use."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            f"The setting database_url begins with {url.split(':')[0]!r}; expected was "
            "postgresql://user@host/name or sqlite:///path. Nothing was opened. "
            "Leave it out to keep cases in a file inside the home."
        )


def has_app_database(home: Path, url: str | None = None) -> bool:
    """Whether cases are kept for this home; asks without loading Django."""
    return url is not None or (home / DATABASE_FILE).exists()


def database_settings(home: Path, url: str | None = None) -> dict[str, Any]:
    """Django's description of the app database: a file in the home, or what the URL names."""
    if url is None:
        return _sqlite(home / DATABASE_FILE)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgresql", "postgres"):
        raise DatabaseUrlWrong(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def secret_key(home: Path) -> str:
    """The home's own key for signing sessions, made on first use and readable by its owner only."""
    file = home / _SECRET_FILE
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)  # never over a key that another process made meanwhile
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            draft.replace(file)
        draft.unlink(missing_ok=True)
    return file.read_text("utf-8")


def connect(home: Path, url: str | None = None) -> None:
    """Make the app database of a home ready: created, or brought forward to this version's form.

    Errors: CasesReadOnly, DatabaseNewer, DatabaseUrlWrong. May be called again, also for another
    home.
    """
    home.mkdir(parents=True, exist_ok=True)
    if url is None and not _may_write(home):
        raise CasesReadOnly(home)
    from django.apps import apps  # only those who keep cases load Django

    if not apps.ready:
        _set_up(home, url)
    _point_at(database_settings(home, url))
    _bring_forward()


def _may_write(home: Path) -> bool:
    kept = home / DATABASE_FILE
    return os.access(home, os.W_OK) and (not kept.exists() or os.access(kept, os.W_OK))


def _set_up(home: Path, url: str | None) -> None:
    """Start Django once; its settings module reads where the home is from the environment."""
    import django

    given = {"MAKEWHOLE_HOME": str(home)} | ({} if url is None else {"MAKEWHOLE_DATABASE_URL": url})
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.claims.django_settings")
    try:
        django.setup()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _sqlite(file: Path) -> dict[str, Any]:
    # IMMEDIATE: a writer takes its turn when it begins, so nobody fails half-way for want of a lock
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": _BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;",
        },
    }


def _point_at(database: dict[str, Any]) -> None:
    """Let Django's default connection lead to this database, whatever it led to before."""
    from django.db import connections

    current = connections.settings["default"]
    if all(current.get(key) == value for key, value in database.items()):
        return
    connections["default"].close()
    connections.settings["default"].update(database)
    del connections["default"]


def _bring_forward() -> None:
    """Apply what is missing; refuse what is unknown."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    applied = executor.loader.applied_migrations
    newer = sorted(name for app, name in applied if app == "claims" and (app, name) not in known)
    if newer:
        raise DatabaseNewer(str(connection.settings_dict["NAME"]), newer)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
