"""The one way to a DuckDB of our own: nothing is fetched, nothing is printed."""

from typing import Any

import duckdb


def connect(**settings: Any) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB with these settings; its cursors are as quiet as it is.

    Past a threshold DuckDB tidies up all tables it holds in the middle of some insert, although
    nothing is to be written: that took two seconds in the books of ten million rows.

    DuckDB draws a bar of progress on standard output once a question takes two seconds, right into
    the tables and JSON that other programs read. It cannot be asked to load an extension by itself.
    """
    own: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "checkpoint_threshold": "1TB",
    }
    connection = duckdb.connect(config={**own, **settings})
    connection.execute("set enable_progress_bar = false")
    return connection
