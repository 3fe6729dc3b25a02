"""The source number put into Parquet files that were written before it was known.

A row's source is the hash of its file, and a file of gigabytes is only hashed when its last byte
has been read, while its rows are written from the first on. They are written with `UNSTAMPED`, a
number no hash will give; here its eight bytes are replaced, in the one-value dictionaries and the
statistics that hold it. Each file is then asked for its sources; should the bytes not have been
found where they were expected (another writer, another encoding), the file is written anew instead.
"""

import mmap
import struct
from pathlib import Path

from makewhole.engine import connect
from makewhole.reports.values import literal

UNSTAMPED = 0x5EA7_1D3B_92C6_F04D  # any number of eight different bytes will do


def stamp(path: Path, source: int) -> None:
    """Put the source number into a finished file."""
    old, new = struct.pack("<q", UNSTAMPED), struct.pack("<q", source)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        place = content.find(old)
        while place >= 0:
            content[place : place + len(new)] = new
            place = content.find(old, place + len(new))
    with connect() as con:
        scan = f"read_parquet({literal(str(path))})"
        found = con.execute(f"select distinct source from {scan}").fetchall()
        if found not in ([], [(source,)]):
            whole = path.with_suffix(".whole")
            con.execute(
                f"copy (select * replace ({source}::bigint as source) from {scan}) "
                f"to {literal(str(whole))} (format parquet, compression zstd)"
            )
            whole.replace(path)
