"""Accounts of any size for measurements: one simulated world, copied, and the home of its books."""

from dataclasses import dataclass
from pathlib import Path

from bench.contestants import FEES_AS_OF, fill_home
from makewhole.audit.session import open_books
from makewhole.books.tables import TABLES
from makewhole.simulate.bulk import MOST, write_bulk
from makewhole.simulate.play import Size


@dataclass(frozen=True, slots=True)
class CopiedWorld:
    """A world to copy; `rows` is how many rows of the `table` measured one copy has, nearly."""

    name: str
    seed: int
    size: Size
    table: str
    rows: int

    def write(self, folder: Path, rows: int) -> tuple[Path, str, str]:
        """An account of about so many rows: its reports, its home, and what its books hold.

        Reports already there are taken again; the home is made anew.
        """
        copies = min(max(rows // self.rows, 1), MOST)
        account, home = folder / f"{self.name}-{copies}", folder / f"{self.name}-home-{copies}"
        if not (account / "truth.jsonl").exists():
            write_bulk(account, self.seed, "US", FEES_AS_OF, size=self.size, copies=copies)
        fill_home(str(home), str(account / "reports"))
        return account / "reports", str(home), self._held(home)

    def _held(self, home: Path) -> str:
        with open_books(home=home) as opened, opened.books.snapshot() as snapshot:
            measured = snapshot.rows(self.table)
            total = sum(snapshot.rows(name) for name in TABLES)
        return f"{measured:,} {self.table.replace('_', ' ')}, {total:,} rows in all"
