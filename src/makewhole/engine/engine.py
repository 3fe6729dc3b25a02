"""What every analytic engine offers: named views and tables over Parquet, asked in one SQL.

The SQL is the subset that DuckDB and Spark run alike; what differs is behind the functions `mw_*`,
which each engine defines in its own words:

    mw_days(a, b)        whole days from a to b
    mw_add_days(d, n)    the day n days after d
    mw_add_months(d, n)  the same day n months later, clamped to the month's last day
    mw_round(x, places)  a DECIMAL(38,6) rounded half away from zero
    mw_div(a, b)         a / b as DECIMAL(38,6), exact inputs, rounded half away from zero
    mw_share(x, n, p)    x shared out to n, mw_round(mw_div(x, n), p) for p of 0 and 2 places
    mw_cents(x)          an amount in whole hundredths, as money takes part in set-offs
    mw_whole(a, b)       how many times b goes into a, both whole and not negative
    mw_fold(text)        capitals, without spaces, `_`, `:` and `-`: how reasons are compared
    mw_id(text)          32 hexadecimal digits that depend on the text alone
    mw_join(list, text)  a list of texts as one, with a text between
    mw_plain(x)          a DECIMAL in plain notation, two places or, where it needs them, four
    mw_policy(key, from, value, source)            one quoted policy value as a struct
    mw_evidence(report, file, line, role, units)   one evidence row as a struct
"""

import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from makewhole.engine.jobs import Job, as_ready, jobs_in_order

_T = TypeVar("_T")
_WORD = re.compile(r"[a-z_][a-z_0-9]*")
Schema = dict[str, str]


class Engine(ABC):
    """One open engine. Names of views and tables share one space; a new one replaces the old."""

    name: str
    # whether names kept `private` are seen by the thread alone that made them
    has_private: ClassVar[bool] = False
    rows_expected: int | None = None  # of the books; None while nobody has told
    _pool: ThreadPoolExecutor | None = None
    _home: threading.Thread | None = None

    @abstractmethod
    def run(self, sql: str) -> None:
        """Runs one statement for its effect."""

    @abstractmethod
    def view(self, name: str, sql: str, *, private: bool = False) -> None:
        """Gives a name to a question; it is asked anew each time the name is used."""

    @abstractmethod
    def table(self, name: str, sql: str, *, private: bool = False) -> int | None:
        """Asks a question once and keeps the answer under a name.

        Gives how many rows there are; None where the engine would have to count them.
        """

    def chain(self, steps: Sequence[tuple[str, str]], *, append: bool = False) -> None:
        """Asks questions of which each builds on those before; keeps the last under its name.

        The others need not be kept; engines that gain by it ask all as one. What is kept is
        private, unless it is to `append`: then the last answer is added to what is there.
        """
        *before, (name, sql) = steps
        for step, question in before:
            self.table(step, question, private=True)
        if append:
            self.append(name, sql)
        else:
            self.table(name, sql, private=True)

    def prepare_for(self, rows: int) -> None:
        """Told how many rows the books hold, before anything is asked of them."""
        self.rows_expected = rows

    def at_once(self, jobs: Sequence[Callable[[], _T]]) -> list[_T]:
        """What several jobs give, in their order; none may need what another of them makes.

        Side by side where the engine has said so, else one after the other. A job that has jobs of
        its own does them itself: the pool may be full of such.
        """
        if self._pool is None or len(jobs) < 2 or threading.current_thread() is not self._home:
            return [job() for job in jobs]
        return [each.result() for each in [self._pool.submit(job) for job in jobs]]

    def as_ready(self, jobs: Sequence[Job]) -> None:
        """Does jobs, each after those it needs: side by side like `at_once`, else in their order.

        Errors: InACircle.
        """
        if self._pool is None or threading.current_thread() is not self._home:
            for job in jobs_in_order(jobs):
                job.do()
        else:
            as_ready(jobs, self._pool, privately=self.has_private)

    def _work_side_by_side(self) -> None:
        """From now on two jobs at a time, for an engine that plans each question on one core."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(2)
            self._home = threading.current_thread()

    def _end_work(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def tables(self, questions: Mapping[str, str]) -> None:
        """Keeps the answers to several questions under their names.

        Each may hold names of those before it, and is asked when these are there.
        """
        made, jobs = set[str](), list[Job]()
        for name, sql in questions.items():
            needs = frozenset(made & set(_WORD.findall(sql)))
            jobs.append(Job(name, partial(self.table, name, sql), needs))
            made.add(name)
        self.as_ready(jobs)

    @abstractmethod
    def append(self, name: str, sql: str) -> None:
        """Adds the answer to a table that `table` or `append` made; the first makes it."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Forgets a view or table, if there is one of that name."""

    @abstractmethod
    def numbered(self, sql: str, column: str, first: int) -> str:
        """The question with a number of its own for every row, from `first` up, in no set order."""

    @abstractmethod
    def load(self, name: str, schema: Schema, rows: Iterable[Sequence[Any]]) -> None:
        """Makes a table of rows that Python holds: parameters and tests, not reports."""

    @abstractmethod
    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer, row by row, for small answers."""

    @abstractmethod
    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The answer, row by row, of which a part is in memory; meanwhile others may be asked."""

    @abstractmethod
    def as_json(self, value: str) -> str:
        """The question for a value as JSON: without spaces, every key there, letters as they are.

        How a control character is escaped (as `\\u001f` or `\\u001F`) is the engine's own.
        """

    @abstractmethod
    def columns(self, name: str) -> list[str]:
        """The columns of a view or table, in order."""

    @abstractmethod
    def names(self) -> set[str]:
        """The views and tables there are."""

    @abstractmethod
    def scan(self, paths: Sequence[Path]) -> str:
        """Text that stands after FROM for the rows of these Parquet files."""

    @abstractmethod
    def write_parquet(self, sql: str, path: Path) -> None:
        """Writes an answer as one Parquet file (DuckDB) or folder (Spark)."""

    @abstractmethod
    def close(self) -> None:
        """Frees what the engine holds."""

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
