"""Statements as DuckDB has parsed them: of a small question parsing is a quarter of the work.

The kernel asks the same for every stage of a family, and a server the same for every audit. What is
asked for the first time is given on as text: DuckDB then parses it while other threads of Python
run, which it does not when told to parse alone, and most questions of one audit are asked once.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import duckdb

_HELD = 1_000


class Parsed:
    """The statements asked last; safe to share among connections and threads."""

    def __init__(self, held: int = _HELD) -> None:
        self._statements: OrderedDict[str, list[duckdb.Statement] | None] = OrderedDict()
        self._held = held
        self._lock = threading.Lock()

    def of(
        self, sql: str, connection: duckdb.DuckDBPyConnection
    ) -> Sequence[duckdb.Statement | str]:
        """What a text says, one after the other; the text itself where it is asked first.

        Errors: duckdb.ParserException.
        """
        with self._lock:
            if sql not in self._statements:
                self._hold(sql, None)
                return [sql]
            self._statements.move_to_end(sql)
            if (found := self._statements[sql]) is not None:
                return found
        parsed = connection.extract_statements(sql)
        with self._lock:
            self._hold(sql, parsed)
        return parsed

    def _hold(self, sql: str, statements: list[duckdb.Statement] | None) -> None:
        self._statements[sql] = statements
        if len(self._statements) > self._held:
            self._statements.popitem(last=False)
