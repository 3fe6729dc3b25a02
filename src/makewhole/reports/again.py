"""Reading a kept source anew: the same rows, still known by the hash of the file they came from."""

from dataclasses import replace
from pathlib import Path

import duckdb

from makewhole.books.forward import KeptFile
from makewhole.books.imports import Part, ReadFile, source_number
from makewhole.engine import connect
from makewhole.errors import MakewholeError
from makewhole.reports.api import read_paths


class NotReadAgain(MakewholeError):
    """A kept source that this release cannot read by itself."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(
            f"{name}: its kept text could not be read anew ({reason}). The old books are "
            "unchanged. If the file needed a mapping file, read it into a new home with --mapping."
        )


def read_again(kept: KeptFile, folder: Path) -> ReadFile:
    """Read a kept file into parts below a folder; rows and hash are those of the file it came from.

    Errors: NotReadAgain.
    """
    read = read_paths([kept.path], staging=folder)
    if len(read.files) != 1:
        reason = read.problems[0].message if read.problems else "it holds more than one table"
        raise NotReadAgain(kept.name, reason)
    found = read.files[0]
    with connect() as connection:
        parts = tuple(_with_source(connection, part, kept.sha256) for part in found.parts)
    return replace(found, name=kept.name, sha256=kept.sha256, parts=parts, origin=None)


def _with_source(connection: duckdb.DuckDBPyConnection, part: Part, sha256: str) -> Part:
    target = part.path.with_name(f"again-{part.path.name}")
    source = f"cast({source_number(sha256)} as bigint) as source"
    connection.execute(
        f"copy (select * replace ({source}) from read_parquet('{part.path.as_posix()}')) "
        f"to '{target.as_posix()}' (format parquet, compression zstd, compression_level 1)"
    )
    part.path.unlink()
    return replace(part, path=target)
