"""What was typed in the browser as a file in the books, in place of the one before, and an audit.

May be begun again after a kill at any point: the new file is read first, then kept as what was
typed, and only then is the one before taken out.
"""

import hashlib
from pathlib import Path
from typing import Any

from makewhole.audit.session import open_books
from makewhole.books import Books
from makewhole.claims.jobs.worker import Run
from makewhole.claims.models import Account
from makewhole.web import typed, uploads
from makewhole.web.jobs.audit_books import examine
from makewhole.web.place import home
from makewhole.web.reading.own import KINDS, as_file

_STEPS = 4


def run(job: Run) -> dict[str, Any]:
    """Keep the lines of one kind, forget those removed, then audit."""
    kind = KINDS[job.arguments["kind"]]
    account = Account.objects.get(pk=job.account_id or 0)
    place = typed.place_of(account.pk, kind)
    books = Books.open(home(), create=True)
    held = [each for each in books.files() if each.account == account.name]
    lines = typed.merged(
        kind, typed.lines(place, held), job.arguments["lines"], job.arguments["removed"]
    )
    result: dict[str, Any] = {"problems": [], "problem_count": 0}
    paths = [uploads.keep_text(place.name, as_file(kind, lines))] if lines else []
    with open_books(*paths, home=home(), account=account.name, keep_sources=True) as opened:
        if (read := opened.imported) is not None:
            result |= {
                "files": list(read.files), "known": list(read.known), "rows": read.rows,
                "set_aside": read.set_aside, "left_out": read.left_out,
            }  # fmt: skip
        kept = _kept(place, paths)
        for each in opened.books.files():
            mine = each.account == account.name and each.name == place.name
            if mine and each.sha256 != kept:
                opened.books.undo(each.import_id)
        result |= examine(job, opened.books, done=1, total=_STEPS)
    uploads.forget([str(path) for path in paths])
    return result


def _kept(place: Path, paths: list[Path]) -> str:
    """Makes the new file what was typed; gives its hash, nothing where all was removed."""
    if not paths:
        place.unlink(missing_ok=True)
        return ""
    raw = paths[0].read_bytes()
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    part.write_bytes(raw)
    part.replace(place)
    return hashlib.sha256(raw).hexdigest()
