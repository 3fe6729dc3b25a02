"""The manifest of the books: SQLite, one transaction per change, readers beside a writer."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from makewhole.books.errors import BooksMidway, BooksReadOnly
from makewhole.books.home import Home

# How long an import waits for another one to finish before it gives up.
PATIENCE_SECONDS = 3600.0


def create(home: Home) -> None:
    """Make the tables of the manifest where they are not there yet."""
    text = files("makewhole.books").joinpath("manifest.sql").read_text(encoding="utf-8")
    db = _connect(home)
    try:
        if home.lasting:
            db.execute("pragma journal_mode = wal")
        db.executescript(f"begin immediate;\n{text}\ncommit;")
    finally:
        db.close()


@contextmanager
def reading(home: Home) -> Iterator[sqlite3.Connection]:
    """One consistent view of the manifest; never waits for a writer. Errors: BooksMidway."""
    db = _connect(home) if home.is_writable else _connect_to_read(home)
    try:
        db.execute("begin")
        yield db
    finally:
        db.close()


@contextmanager
def writing(home: Home, patience: float = PATIENCE_SECONDS) -> Iterator[sqlite3.Connection]:
    """The one writer of the moment; all of it holds or, on any error, nothing.

    Errors: BooksReadOnly; sqlite3.OperationalError where another process writes for longer than
    `patience`.
    """
    if not home.is_writable:
        raise BooksReadOnly(home.path)
    db = _connect(home, patience)
    try:
        db.execute("begin immediate")
        yield db
        db.execute("commit")
    finally:
        # Closing an open transaction undoes it.
        db.close()


def marks(values: Sequence[Any]) -> str:
    """Question marks for a list of values in a statement.

    >>> marks([3, 4])
    '?, ?'
    """
    return ", ".join("?" * len(values))


def _connect(home: Home, patience: float = PATIENCE_SECONDS) -> sqlite3.Connection:
    db = sqlite3.connect(home.manifest, timeout=patience, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("pragma foreign_keys = on")
    # Books for one run need not outlive a power cut; lasting ones do.
    db.execute(f"pragma synchronous = {'full' if home.lasting else 'off'}")
    if not home.lasting:
        db.execute("pragma journal_mode = memory")
    return db


def _connect_to_read(home: Home) -> sqlite3.Connection:
    """The manifest where nothing may be written, so that SQLite can lay down no log beside it.

    Without a log the file is all there is, and nobody is writing; with one, the log of a writer is
    read along, which takes the index that the writer keeps beside it.
    """
    log = home.manifest.with_name(home.manifest.name + "-wal")
    alone = "" if log.exists() else "&immutable=1"
    place = f"{home.manifest.absolute().as_uri()}?mode=ro{alone}"
    try:
        db = sqlite3.connect(place, uri=True, isolation_level=None)
        db.execute("select count(*) from sqlite_master")
    except sqlite3.OperationalError as cause:
        raise BooksMidway(home.path) from cause
    db.row_factory = sqlite3.Row
    return db
