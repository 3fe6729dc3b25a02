"""From paths to books in one call, for the command line, the web app and the library alike.

    with open_books("~/Downloads") as opened:
        with audit(opened.books, as_of=date(2026, 6, 30)) as result:
            ...

In: files, folders, archives; or a home with books from before; or both. Out: open books, what was
read just now, and every problem met.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from makewhole.books import Books, Imported
from makewhole.books.errors import DiskFull, TextNotKept
from makewhole.books.quarantine import Quarantined
from makewhole.errors import NothingRead, Problem
from makewhole.reports import Read, read_paths

# Files whose own problem is said where nothing at all could be read.
_NAMED = 20

Progress = Callable[[str, int, int], None]


class NothingReadable(NothingRead):
    """None of the given paths holds a file that can be read as a report."""

    def __init__(self, paths: Sequence[Path], problems: Sequence[Problem]) -> None:
        self.paths, self.problems = tuple(paths), tuple(problems)
        named = ", ".join(path.as_posix() for path in paths)
        why = "".join(f"{problem}\n" for problem in self.problems[:_NAMED])
        super().__init__(
            f"{why}Nothing could be read in {named}. Expected are reports as Amazon gives them "
            "(tab- or comma-separated text, Excel, JSON, or a zip of those). Nothing was audited. "
            "See what each file is with: makewhole identify PATH"
        )


@dataclass(frozen=True, slots=True)
class OpenBooks:
    """Books that are open, and what was read into them just now.

    `imported` is None where no path was given; `problems` are those of whole files and of choices
    made while reading, rows set aside are in the books (`set_aside`).
    """

    books: Books
    imported: Imported | None
    problems: tuple[Problem, ...]

    def set_aside(self) -> Iterator[Quarantined]:
        """Every row of the books that was set aside, by account, file and line."""
        return self.books.set_aside()


@contextmanager
def open_books(
    *paths: str | Path,
    home: Path | None = None,
    account: str = "default",
    dates: str | None = None,
    decimals: str | None = None,
    mapping: Path | None = None,
    keep_sources: bool = False,
    progress: Progress | None = None,
) -> Iterator[OpenBooks]:
    """Opens books: of a home where one is given, else temporary ones; reads the paths into them.

    `dates` is `day-first` or `month-first`, `decimals` `comma` or `dot`, where the files themselves
    cannot tell. `keep_sources` also keeps the text of every file (without personal cells), so that
    evidence can be quoted later.

    Errors: PathMissing; NothingReadable where paths were given and none of them could be read and
    the books hold nothing; and those of `Books`.
    """
    with ExitStack() as held:
        books = (
            held.enter_context(Books.temporary())
            if home is None
            else Books.open(home.expanduser(), create=bool(paths))
        )
        given = [Path(path).expanduser() for path in paths]
        imported: Imported | None = None
        problems: tuple[Problem, ...] = ()
        if given:
            reader = partial(
                read_paths,
                given,
                dates=dates,
                decimals=decimals,
                mapping=mapping,
                progress=progress,
            )
            imported, problems = _read(books, given, account, reader, keep_sources=keep_sources)
        yield OpenBooks(books, imported, problems)


def _read(
    books: Books,
    paths: list[Path],
    account: str,
    reader: Callable[..., Read],
    *,
    keep_sources: bool,
) -> tuple[Imported, tuple[Problem, ...]]:
    with books.staging() as folder:
        read = reader(staging=folder)
        if not read.files and not books.files():
            raise NothingReadable(paths, read.problems)
        imported = books.add(read.files, account)
        if keep_sources:
            _keep_text(books, read)
    return imported, read.problems


def _keep_text(books: Books, read: Read) -> None:
    """Keeps the text of files whose rows are in the books by now. Errors: TextNotKept."""
    for kept, each in enumerate(read.files):
        try:
            books.keep_source(each)
        except DiskFull as error:
            count = len(read.files)
            raise TextNotKept(error.place, count, count - kept) from error
