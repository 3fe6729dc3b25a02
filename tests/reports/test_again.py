"""A kept source read anew gives the same rows, known by the hash of the file they came from."""

from pathlib import Path

import duckdb
import pytest

from makewhole.books import Books
from makewhole.books.forward import KeptFile
from makewhole.reports import read_paths
from makewhole.reports.again import NotReadAgain, read_again

LEDGER = (
    "Date\tFNSKU\tASIN\tMSKU\tTitle\tEvent Type\tReference ID\tQuantity\tFulfillment Center\t"
    "Disposition\tReason\tCountry\tReconciled Quantity\tUnreconciled Quantity\n"
    "03/03/2026\tX001\tB001\tCUP\tCup\tAdjustments\t77\t-10\tPHX7\tSELLABLE\tM\tUS\t0\t10\n"
)


def test_the_rows_keep_the_hash_of_the_original(tmp_path: Path) -> None:
    file = tmp_path / "ledger.txt"
    file.write_text(LEDGER, "utf-8")
    with Books.temporary() as books, books.staging() as folder:
        first = read_paths([file], staging=folder).files[0]
        before = _rows(first.parts[0].path)
        kept = KeptFile(file, "march/ledger.txt", "ab" * 32)
        (folder / "again").mkdir()
        again = read_again(kept, folder / "again")
        after = _rows(again.parts[0].path)
    assert (again.name, again.sha256, again.kept) == ("march/ledger.txt", "ab" * 32, 1)
    assert [row[:-2] + row[-1:] for row in after] == [row[:-2] + row[-1:] for row in before]
    assert after[0][-2] == again.source != before[0][-2]


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("nothing to see\n", "utf-8")
    (tmp_path / "out").mkdir()
    with pytest.raises(NotReadAgain, match=r"notes\.txt: its kept text could not be read anew"):
        read_again(KeptFile(file, "notes.txt", "cd" * 32), tmp_path / "out")


def _rows(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"from read_parquet('{path}')").fetchall()
