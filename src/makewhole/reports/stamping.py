"""The source number put into Parquet files that were written before it was known.

A row's source is the hash of its file, and a file of gigabytes is only hashed when its last byte
has been read, while its rows are written from the first on. They are written with `UNSTAMPED`, a
number no hash will give; here its eight bytes are replaced, in the one-value dictionaries and the
statistics that hold it. The files are then asked for their sources; should the bytes of one not
have been found where they were expected (another writer, another encoding), it is written anew.
"""

import mmap
import struct
from collections.abc import Sequence
from pathlib import Path

import duckdb

from makewhole.reports.values import literal

UNSTAMPED = 0x5EA7_1D3B_92C6_F04D  # any number of eight different bytes will do


def stamp(con: duckdb.DuckDBPyConnection, paths: Sequence[Path], source: int) -> None:
    """Put the source number into finished files."""
    for path in paths:
        _replace(path, struct.pack("<q", UNSTAMPED), struct.pack("<q", source))
    if _sources(con, paths) in ([], [(source,)]):
        return
    for path in paths:
        if _sources(con, [path]) not in ([], [(source,)]):
            whole = path.with_suffix(".whole")
            con.execute(
                f"copy (select * replace ({source}::bigint as source) from {_scan([path])}) "
                f"to {literal(str(whole))} (format parquet, compression zstd)"
            )
            whole.replace(path)


def _replace(path: Path, old: bytes, new: bytes) -> None:
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        place = content.find(old)
        while place >= 0:
            content[place : place + len(new)] = new
            place = content.find(old, place + len(new))


def _sources(con: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> list[tuple[int]]:
    return con.execute(f"select distinct source from {_scan(paths)}").fetchall()


def _scan(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(path)) for path in paths)}])"
