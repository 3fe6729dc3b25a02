"""The app database: made, brought forward from every form written, newer ones refused."""

import os
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from tests.claims.scenes import finding, owned_scope, record
from tests.claims.template import connect_again

from makewhole.claims import connect, has_app_database
from makewhole.claims.database import (
    DATABASE_FILE,
    CasesReadOnly,
    DatabaseNewer,
    DatabaseUrlWrong,
    database_settings,
    secret_key,
)
from makewhole.claims.models import Case, Event, Finding

FORMS = sorted((Path(__file__).parent / "forms").glob("*.sql"))


def test_no_change_of_the_models_is_without_its_migration(home: Path) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# these are the files that were written; a PostgreSQL server keeps its own and goes the same steps
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_form_ever_written_is_brought_forward(tmp_path: Path, form: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE_FILE) as old:
        old.executescript(form.read_text("utf-8"))
    old.close()
    connect(tmp_path)
    try:
        assert [case.label for case in Case.objects.filter(amazon_case_id="A1")] == ["C-1"]
        assert Finding.objects.count() == 2
        assert Event.objects.filter(what="filed", who="owner").exists()
        guards = connection.cursor().execute("select name from sqlite_master where type='trigger'")
        assert len(guards.fetchall()) == 9
        record(finding(1), finding(3))
        assert owned_scope().account_ids
    finally:
        connections.close_all()


def test_a_newer_database_is_refused_in_plain_words(home: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied)"
            " values ('claims', '0999_later', '2030-01-01')"
        )
    with pytest.raises(DatabaseNewer) as refused:
        connect_again(home)
    assert str(refused.value) == (
        f"{connection.settings_dict['NAME']} was written by a newer makewhole: it has gone through "
        "0999_later, which this version does not know. Nothing was changed. Install the newer "
        "makewhole again, or go back to a copy of the home from before."
    )


def test_cases_in_a_home_that_may_only_be_read_are_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("makewhole.claims.database.os.access", lambda *_: False)
    with pytest.raises(CasesReadOnly) as refused:
        connect(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path}: the cases are kept here, and you may not write here. They were left as they "
        "are. Get the right to write in this folder, or copy it and use the copy."
    )


def test_a_url_that_names_no_such_database_is_refused() -> None:
    with pytest.raises(DatabaseUrlWrong) as refused:
        database_settings(Path("home"), "mysql://secret@host/name")
    assert "secret" not in str(refused.value)


def test_a_postgresql_url_is_understood() -> None:
    found = database_settings(Path("home"), "postgresql://me:p%40ss@db:5433/claims?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("me", "p@ss", "db")
    assert (found["PORT"], found["NAME"], found["OPTIONS"]) == (
        "5433",
        "claims",
        {"sslmode": "require"},
    )


def test_sqlite_writers_take_turns(home: Path) -> None:
    if connection.vendor == "sqlite":
        mode = connection.cursor().execute("pragma journal_mode").fetchone()
        assert mode == ("wal",)
    assert has_app_database(home) or connection.vendor == "postgresql"


def test_the_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert len(key) > 40
    if os.name == "posix":
        assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
