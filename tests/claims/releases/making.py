"""Make the home that this version writes, for later versions to be tested on.

`python -m tests.claims.releases.making` is run once for a release, on its last commit, and writes
`tests/claims/releases/VERSION.zip`. A home already there is never made anew: it is what people
have. In the ZIP: the folder `home`, its app database as SQL text so that it can be read in review.
"""

import sqlite3
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from makewhole.audit.session import open_books
from makewhole.claims import connect
from makewhole.claims.database import DATABASE_FILE
from makewhole.version import __version__

FOLDER = Path(__file__).parent
APP_SQL = "app.sql"
_DAY = (1980, 1, 1, 0, 0, 0)  # the same home gives the same bytes
_LEFT_OUT = (".lock", ".pid", "-wal", "-shm", "secret.key", DATABASE_FILE)


def make(home: Path) -> None:
    """A home with books of one report, its sources kept, a filed case, a paper and a tag."""
    connect(home)
    from tests.claims.documents.papers import pdf  # these need Django set up
    from tests.claims.pack.home import ledger, lost
    from tests.claims.scenes import TODAY, filed, owned_scope, record

    from makewhole.claims.cases import care
    from makewhole.claims.cases.drafting import draft
    from makewhole.claims.documents.services import add_heap, confirm

    downloads = home.parent / "downloads"
    downloads.mkdir()
    with open_books(ledger(downloads, 2), home=home, account="demo", keep_sources=True):
        pass
    record(lost(1), lost(2))
    (case,) = draft(owned_scope(), on=TODAY).cases
    (downloads / "invoice.pdf").write_bytes(pdf("Invoice 2026-08-01, SKU-1"))
    (paper,) = add_heap(owned_scope(), home, [downloads / "invoice.pdf"]).new
    confirm(owned_scope(), paper.pk, case.pk, "purchase_invoice", on=TODAY)
    filed(case.pk, "A1")
    care.tag(owned_scope(), case.pk, "kept")


def store(home: Path, target: Path) -> None:
    """The home as a ZIP."""
    with closing(sqlite3.connect(home / DATABASE_FILE)) as held:
        dumped = "\n".join(held.iterdump()) + "\n"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(APP_SQL, _DAY), dumped, zipfile.ZIP_DEFLATED)
        for file in sorted(each for each in home.rglob("*") if each.is_file()):
            if not file.name.endswith(_LEFT_OUT):
                name = zipfile.ZipInfo(f"home/{file.relative_to(home).as_posix()}", _DAY)
                packed.writestr(name, file.read_bytes(), zipfile.ZIP_DEFLATED)


def restore(source: Path, folder: Path) -> Path:
    """The home out of a ZIP, its app database made of its text."""
    with zipfile.ZipFile(source) as packed:
        packed.extractall(folder)
    home = folder / "home"
    with closing(sqlite3.connect(home / DATABASE_FILE)) as made:
        made.executescript((folder / APP_SQL).read_text("utf-8"))
    return home


def main() -> int:
    """Make the home of this version, unless it has been made."""
    target = FOLDER / f"{__version__}.zip"
    if target.exists():
        sys.stderr.write(f"{target.name} is there already and stays as it was released.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make(home)
        store(home, target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
