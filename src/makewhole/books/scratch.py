"""The DuckDB in which books count and settle: one per set of books, made when first needed.

Starting a DuckDB takes longer than a small import does, so it is kept; each use is a connection of
its own, with its own temporary tables.
"""

import tempfile
import threading
import weakref
from pathlib import Path

import duckdb

from makewhole.books.home import Home
from makewhole.books.lease import TEMPORARY, Lease
from makewhole.engine import connect

# Enough to settle the overlap of files of ten million rows; what does not fit goes to disk.
_MEMORY = "800MB"


class Scratch:
    """A DuckDB in memory that spills to a leased folder of the home, or of the system's own."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._guard = threading.Lock()
        self._duck: duckdb.DuckDBPyConnection | None = None
        self._end: weakref.finalize[[Lease, duckdb.DuckDBPyConnection], Scratch] | None = None

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection for one piece of work; the caller closes it."""
        with self._guard:
            if self._duck is None:
                lease = self._lease()
                self._duck = connect(
                    memory_limit=_MEMORY,
                    temp_directory=str(lease.folder),
                    preserve_insertion_order=False,
                )
                self._end = weakref.finalize(self, _close, lease, self._duck)
            return self._duck.cursor()

    def _lease(self) -> Lease:
        if self._home.is_writable:
            return Lease(self._home.staging)
        return Lease(Path(tempfile.gettempdir()), TEMPORARY)

    def close(self) -> None:
        """Free the memory and the folder; a later use starts anew."""
        with self._guard:
            if self._end is not None:
                self._end()
            self._duck = self._end = None


def _close(lease: Lease, duck: duckdb.DuckDBPyConnection) -> None:
    duck.close()
    lease.release()
