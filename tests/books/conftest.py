"""Files and books for the tests of this room."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.books.making import Row, make_read

from makewhole.books import Books, ReadFile


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ReadFile]:
    """Makes files in a folder of the test."""
    folder = tmp_path / "reads"
    folder.mkdir()

    def make(rows: list[Row] | dict[str, list[Row]], **facts: Any) -> ReadFile:
        tables = rows if isinstance(rows, dict) else {"ledger_events": rows}
        return make_read(folder, tables, **facts)

    return make


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Lasting books in an empty home."""
    return Books.open(tmp_path / "home")


@pytest.fixture
def temporary() -> Iterator[Books]:
    """Books for one run."""
    with Books.temporary() as books:
        yield books
