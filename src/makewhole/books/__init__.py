"""The books: what the reports say, kept once, each row knowing its file and line.

In: files that were read (`ReadFile`: Parquet parts, counts, rows set aside), per account. Out: a
snapshot whose canonical tables any engine can ask, overlaps settled. An import is whole or not at
all; the same file again changes nothing; readers never wait.
"""

from makewhole.books.imports import Origin, Part, ReadFile, SetAside
from makewhole.books.records import FileRecord, Imported, ImportRecord
from makewhole.books.snapshot import Snapshot
from makewhole.books.store import Books

__all__ = [
    "Books",
    "FileRecord",
    "ImportRecord",
    "Imported",
    "Origin",
    "Part",
    "ReadFile",
    "SetAside",
    "Snapshot",
]
