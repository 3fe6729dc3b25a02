"""The DuckDB in which files are read: set up for it, and taught to read cells as need be.

Readers of small files share one: each has a connection, with its own temporary tables, and what
one was taught all know.
"""

import re
import threading
from pathlib import Path

import duckdb

from makewhole.engine import connect
from makewhole.reports.values import macros

# DuckDB would plan our queries for longer than it runs them: they are written as they should run.
_NOT_OPTIMISED = "filter_pushdown,in_clause,statistics_propagation,common_subexpressions"
_MACRO = re.compile(r"\bmw_\w+")


class ReadingEngine:
    """A DuckDB in memory that spills to `staging`; with `threads`, or as many as there are."""

    def __init__(self, staging: Path, threads: int | None = None) -> None:
        cores = {} if threads is None else {"threads": threads}
        self._con = connect(temp_directory=str(staging), **cores)
        self._con.execute(f"set disabled_optimizers = '{_NOT_OPTIMISED}'")
        # Rows are numbered in the file's order, which DuckDB keeps for that whatever this says.
        self._con.execute("set preserve_insertion_order = false")
        self._macros = macros()
        self._taught: set[str] = set()
        self._teaching = threading.Lock()

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own for one reader."""
        return self._con.cursor()

    def teach(self, sql: str) -> None:
        """Have the macros that this SQL uses, and those that they use."""
        with self._teaching:
            for name in _MACRO.findall(sql):
                self._learn(name)

    def close(self) -> None:
        """Free what the engine holds."""
        self._con.close()

    def _learn(self, name: str) -> None:
        if name in self._taught or name not in self._macros:  # words of a file may look like one
            return
        self._taught.add(name)
        for used in _MACRO.findall(self._macros[name].partition(" as ")[2]):
            self._learn(used)
        self._con.execute(self._macros[name])
