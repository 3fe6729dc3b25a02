"""Accounts of any size for measurements: one simulated world, copied, and the home of its books."""

from dataclasses import dataclass
from pathlib import Path

from bench.contestants import FEES_AS_OF, fill_home
from makewhole.simulate.bulk import MOST, write_bulk
from makewhole.simulate.play import Size


@dataclass(frozen=True, slots=True)
class CopiedWorld:
    """A world to copy; `rows` is how many rows of the kind that is measured one copy has."""

    name: str
    seed: int
    size: Size
    rows: int

    def write(self, folder: Path, rows: int) -> tuple[Path, str, int]:
        """An account of about so many rows: its reports, its home, and how many rows it has.

        Reports already there are taken again; the home is made anew.
        """
        copies = min(max(rows // self.rows, 1), MOST)
        account, home = folder / f"{self.name}-{copies}", folder / f"{self.name}-home-{copies}"
        if not (account / "truth.jsonl").exists():
            write_bulk(account, self.seed, "US", FEES_AS_OF, size=self.size, copies=copies)
        fill_home(str(home), str(account / "reports"))
        return account / "reports", str(home), copies * self.rows
