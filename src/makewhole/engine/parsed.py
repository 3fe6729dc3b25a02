"""Statements as DuckDB has parsed them: of a small question parsing is a quarter of the work.

The kernel asks the same for every stage of a family, and a server the same for every audit.
"""

import threading
from collections import OrderedDict

import duckdb

_HELD = 1_000


class Parsed:
    """The statements asked last; safe to share among connections and threads."""

    def __init__(self, held: int = _HELD) -> None:
        self._statements: OrderedDict[str, list[duckdb.Statement]] = OrderedDict()
        self._held = held
        self._lock = threading.Lock()

    def of(self, sql: str, connection: duckdb.DuckDBPyConnection) -> list[duckdb.Statement]:
        """What a text says, one after the other.

        Errors: duckdb.ParserException.
        """
        with self._lock:
            if sql in self._statements:
                self._statements.move_to_end(sql)
                return self._statements[sql]
        found = connection.extract_statements(sql)
        with self._lock:
            self._statements[sql] = found
            if len(self._statements) > self._held:
                self._statements.popitem(last=False)
        return found
