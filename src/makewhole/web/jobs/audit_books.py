"""Auditing the books: findings recorded, cases brought in line, the tables of pages written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from makewhole.audit import audit
from makewhole.books import Books
from makewhole.claims.aftermath import take_in
from makewhole.claims.jobs.worker import Run
from makewhole.web.place import home
from makewhole.web.reading import results

_STEPS = 3


def run(job: Run) -> dict[str, Any]:
    """Audit every account of the home as of the day given."""
    books = Books.open(home(), create=False)
    return examine(job, books, done=0, total=_STEPS)


def examine(job: Run, books: Books, *, done: int, total: int) -> dict[str, Any]:
    """The audit as the last steps of a job, and what it changed."""
    if not books.accounts():
        results.clear()
        return {"told": _("The books hold no file any more, so nothing was audited.")}
    as_of = date.fromisoformat(job.arguments["as_of"])
    job.progress(done, total, _("Setting every unit and cent off against each other"))
    with audit(books, as_of) as result:
        job.progress(done + 1, total, _("Bringing findings and cases up to date"))
        told = take_in(result, job.asked_by)
        if told.audit is None:
            return {"told": str(told)}
        job.progress(done + 2, total, _("Drawing the stock account and the flow of units"))
        results.write(result, books, told.audit)
    return {
        "told": str(told),
        "audit": told.audit,
        "counts": told.counts,
        "payments": told.payments,
        "moved": list(told.moved),
        "taken_over": list(told.taken_over),
    }
