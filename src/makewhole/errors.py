"""Every error makewhole raises, and the shape of a problem in the user's data.

    MakewholeError
    ├── UsageError            the call cannot be carried out as it was given (exit 2)
    │   └── PathMissing       a path that does not exist
    ├── NothingRead           no file could be read (exit 3)
    ├── BooksError            the books on disk cannot be used as they are
    ├── PolicyError           a policy file breaks its form, or holds no such value
    ├── EngineError           an analytic engine is missing or gives wrong results
    ├── FeeUnknown            a fee that cannot be computed, and why
    └── CaseError             a claim or case that may not be moved as asked

An error is about the call or our code. What is wrong with the user's *data* is never an exception
but a `Problem`: it is collected, counted and shown, while the rest goes on.

A room adds its own classes below the branch it belongs to; each takes the facts as arguments, keeps
them as attributes, and writes its own message: where, what was found, what was expected, what was
done about it, what to do now.
"""

from dataclasses import dataclass
from pathlib import Path


class MakewholeError(Exception):
    """The root of all errors of makewhole. `exit_status` is what the command line ends with."""

    exit_status = 1


class UsageError(MakewholeError):
    """A call that cannot be carried out as it was given."""

    exit_status = 2


class PathMissing(UsageError):
    """A path that does not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path}: there is no such file or folder. Nothing was read. "
            "Give the folder that holds your Amazon downloads, for example: makewhole "
            "audit ~/Downloads"
        )


class NothingRead(MakewholeError):
    """None of the given files could be read as a report."""

    exit_status = 3


class BooksError(MakewholeError):
    """The books on disk cannot be used as they are."""


class PolicyError(MakewholeError):
    """A policy file breaks its form, or a value is asked for that does not exist."""


class EngineError(MakewholeError):
    """An analytic engine is missing, or is known to give wrong results."""


class FeeUnknown(MakewholeError):
    """A fee that cannot be computed; the message says why."""


class CaseError(MakewholeError):
    """A claim or case that may not be moved as asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the user's data that could not be used as it stands.

    `file` is the path as found below the given PATH, `line` the first physical line (from 1) or
    None where the problem is the whole file's, `column` the heading concerned, `message` the full
    plain sentence (what was found, what was expected, what was done, what to do), `kind` a short
    stable token (`unknown_report`, `bad_date`, `too_few_cells`, ...), `row` the raw row as text,
    if any.
    """

    file: str
    line: int | None
    column: str | None
    kind: str
    message: str
    row: str | None = None

    @property
    def is_loss(self) -> bool:
        """Whether something was left unread; kinds that begin with `note` only tell of a choice."""
        return not self.kind.startswith("note")

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.message}"
