"""Reading files into the books of an account, and the audit that follows.

May be begun again after a kill at any point: files already in the books are known by their hash.
"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from makewhole.audit.session import open_books
from makewhole.claims.jobs.worker import Run
from makewhole.claims.models import Account
from makewhole.errors import Problem
from makewhole.web import mappings
from makewhole.web.jobs.audit_books import examine
from makewhole.web.place import home
from makewhole.web.uploads import forget

_AFTER_READING = 3
_PROBLEMS_KEPT = 500
_TO_MAP = ("unknown_report", "ambiguous_report")


def run(job: Run) -> dict[str, Any]:
    """Read the paths given, then audit."""
    paths = [path for path in job.arguments["paths"] if Path(path).exists()]
    account = Account.objects.get(pk=job.account_id or 0)

    def tell(name: str, done: int, total: int) -> None:
        shown = _("Reading %(name)s") % {"name": Path(name).name}
        job.progress(done, total + _AFTER_READING, shown)

    with open_books(
        *paths,
        *mappings.kept(account),
        home=home(),
        account=account.name,
        dates=job.arguments.get("dates"),
        keep_sources=True,
        progress=tell,
    ) as opened:
        read = opened.imported
        result: dict[str, Any] = {
            "problems": [asdict(each) for each in opened.problems[:_PROBLEMS_KEPT]],
            "problem_count": len(opened.problems),
        }
        if read is not None:
            result |= {
                "files": list(read.files), "known": list(read.known), "rows": read.rows,
                "set_aside": read.set_aside, "left_out": read.left_out,
            }  # fmt: skip
        total = len(paths) + _AFTER_READING
        result |= examine(job, opened.books, done=len(paths), total=total)
    forget([path for path in paths if Path(path).name not in _unknown(opened.problems)])
    return result


def _unknown(problems: Iterable[Problem]) -> set[str]:
    """Names of the files no format knows: they are kept until a person has mapped them."""
    return {each.file for each in problems if each.kind in _TO_MAP}
