"""Many documents read: two at a time, but large ones one after the other.

Plans are made on one core, and so are the first and last steps of every document; a large one keeps
all cores busy by itself.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from itertools import groupby

from makewhole.books.imports import ReadFile
from makewhole.reports import refusals
from makewhole.reports.containers import Document
from makewhole.reports.reading import Reader
from makewhole.reports.reading_engine import ReadingEngine
from makewhole.reports.refusals import Refusal

Found = list[ReadFile | Refusal]
_SMALL = 32 << 20  # bytes


def read_together(
    documents: Sequence[Document],
    open_engine: Callable[[int | None], ReadingEngine],
    open_reader: Callable[[ReadingEngine, int], Reader],
    waiting_for: Callable[[Document], None],
) -> Iterator[ReadFile | Refusal]:
    """What the documents hold, in their order; each is announced before it is waited for.

    `open_engine` gives an engine of so many threads (None: all there are), `open_reader` a reader
    that uses it, for a number of its own.
    """
    with ExitStack() as held, ThreadPoolExecutor(2) as pool, ExitStack() as ending:
        readers = _Readers(open_engine, open_reader, held)
        # Where one document ends the reading, the others must be done before readers are closed.
        ending.callback(partial(pool.shutdown, wait=True, cancel_futures=True))
        for small, group in groupby(documents, key=_is_small):
            run = list(group)
            found = pool.map(readers.small, run) if small else map(readers.large, run)
            for document in run:
                waiting_for(document)
                yield from next(found)


class _Readers:
    """The readers in use: one for large documents, one per thread for small ones."""

    def __init__(
        self,
        open_engine: Callable[[int | None], ReadingEngine],
        open_reader: Callable[[ReadingEngine, int], Reader],
        held: ExitStack,
    ) -> None:
        self._open_engine, self._open_reader, self._held = open_engine, open_reader, held
        self._engines: dict[int | None, ReadingEngine] = {}
        self._own = threading.local()
        self._large: Reader | None = None
        self._count = 0
        self._lock = threading.Lock()

    def small(self, document: Document) -> Found:
        if not hasattr(self._own, "reader"):
            self._own.reader = self._another(1)
        return _read(self._own.reader, document)

    def large(self, document: Document) -> Found:
        if self._large is None:
            self._large = self._another(None)
        return _read(self._large, document)

    def _another(self, threads: int | None) -> Reader:
        with self._lock:
            if threads not in self._engines:
                self._engines[threads] = self._held.enter_context(
                    closing(self._open_engine(threads))
                )
            self._count += 1
            reader = self._open_reader(self._engines[threads], self._count)
            return self._held.enter_context(closing(reader))


def _is_small(document: Document) -> bool:
    try:
        return document.path.stat().st_size <= _SMALL
    except OSError:  # gone, or not ours to see: reading it will say so
        return True


def _read(reader: Reader, document: Document) -> Found:
    found = list(reader.read(document))
    return [refusals.changed(document.name)] if document.changed() else found
