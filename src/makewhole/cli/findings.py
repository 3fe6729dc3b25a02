"""Findings and the funnel for people: the money first, then the most urgent, then how to "
"see more."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from makewhole.audit import Audit
from makewhole.audit.funnel import ClaimTypeFunnel
from makewhole.audit.session import OpenBooks
from makewhole.cli.output import Format, console, plain, put_text, write
from makewhole.policy import load_policy
from makewhole.version import __version__

_SHOWN = 40
_FUNNEL = "Units seen, explained and owed; money of every decision but rejected"
# The order in which a reader acts: what can be filed today comes first.
_MEANING = {
    "claim": "file these now",
    "review": "judge these yourself",
    "wait": "owed, too early to ask",
    "expired": "was owed, too late",
    "report_only": "for your information",
    "rejected": "examined, nothing owed",
}


def show_findings(result: Audit, out: Path | None) -> None:
    """The audit on a screen: totals by decision, then the most urgent findings."""
    target = io.StringIO() if out else None
    screen = Console(file=target, width=200, highlight=False) if target else console()
    screen.print(_totals(result))
    owed = _most_urgent(result)
    if owed:
        screen.print()
        screen.print(_list(owed))
    _closing_words(screen, result, len(owed))
    if target is not None:
        put_text(target.getvalue(), out)


def show_funnel(result: Audit, books: OpenBooks, fmt: Format, out: Path | None) -> None:
    """The funnel: seen, explained, owed; reports read and set aside; what was not checked."""
    figures = result.funnel.as_dict() | {"read": _reading(books), "versions": _versions(books)}
    if fmt is Format.JSON:
        put_text(json.dumps(plain(figures), ensure_ascii=False) + "\n", out)
        return
    if fmt is Format.TABLE:
        write([_seen(kind) for kind in result.funnel.claim_types], fmt, out, title=_FUNNEL)
    else:
        write([asdict(kind) for kind in result.funnel.claim_types], fmt, out)
    if fmt is Format.TABLE and out is None:
        read = figures["read"]
        console().print(
            f"\n{read['files']} files read, {read['rows']:,} rows kept, "
            f"{read['set_aside']:,} set aside; {read['files_refused']} files not read."
        )


def _seen(kind: ClaimTypeFunnel) -> dict[str, Any]:
    """A line of the funnel: units seen, explained and owed, and the money of what is owed."""
    owed = [each for each in kind.decisions if each.decision in _MEANING and each.amount]
    sums: dict[str, Decimal] = {}
    for each in owed:
        sums[each.currency] = sums.get(each.currency, Decimal(0)) + (each.amount or 0)
    return {
        "claim_type": kind.claim_type, "events": kind.events, "seen": kind.units_seen,
        "explained": kind.units_explained, "owed": kind.units_owed,
        "money owed": ", ".join(f"{amount:,.2f} {name}" for name, amount in sorted(sums.items())),
    }  # fmt: skip


def _totals(result: Audit) -> Table:
    table = Table(box=None, pad_edge=False, title=_heading(result), title_justify="left")
    for name, side in (("", "left"), ("events", "right"), ("units", "right"), ("amount", "right")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    table.add_column("")
    rows = result.engine.rows(
        "select decision, currency, count(*), cast(sum(units) as bigint), sum(amount),"
        " count(*) filter (where amount is null) from output"
        " where decision <> 'rejected' group by decision, currency order by decision, currency"
    )
    for decision in _MEANING:
        for _, currency, events, units, amount, unknown in (r for r in rows if r[0] == decision):
            money = f"{amount:,.2f} {currency}" if amount is not None else "value unknown"
            note = _MEANING[decision] + (f" ({unknown} of unknown value)" if unknown else "")
            table.add_row(decision, f"{events:,}", f"{units:,}", money, note)
    return table


def _heading(result: Audit) -> str:
    return f"What Amazon owes, as of {result.as_of.isoformat()}"


def _most_urgent(result: Audit) -> list[tuple[Any, ...]]:
    order = " ".join(f"when '{name}' then {n}" for n, name in enumerate(_MEANING))
    return result.engine.rows(
        "select decision, t.title, fnsku, msku,"
        " coalesce(closes_on, remind_by) as last_day, units, amount, currency,"
        " substr(finding_id, 1, 10) from output join claim_titles as t using (claim_type)"
        " where decision <> 'rejected'"
        f" order by case decision {order} end, coalesce(closes_on, remind_by) nulls last,"
        f" amount desc nulls last, finding_id limit {_SHOWN}"
    )


def _list(rows: Iterable[tuple[Any, ...]]) -> Table:
    """What fits a terminal of 80: ids and days stay whole, only the words between them break."""
    table = Table(box=None, pad_edge=False, title="The most urgent first", title_justify="left")
    for name in ("", "finding"):
        table.add_column(name, no_wrap=True)
    table.add_column("what", ratio=1, min_width=18)
    table.add_column("last day", no_wrap=True)
    for name in ("units", "amount"):
        table.add_column(name, justify="right", no_wrap=True)
    for decision, title, fnsku, msku, last, units, amount, currency, finding in rows:
        money = "unknown" if amount is None else f"{amount:,.2f} {currency}"
        item = msku or fnsku
        table.add_row(
            decision, finding, f"{title}, {item}" if item else title, str(last or ""),
            str(units or ""), money,
        )  # fmt: skip
    return table


def _closing_words(screen: Console, result: Audit, shown: int) -> None:
    owed = result.engine.rows("select count(*) from output where decision <> 'rejected'")[0][0]
    rejected = result.engine.rows("select count(*) from output where decision = 'rejected'")[0][0]
    if owed > shown:
        screen.print(f"\n{owed - shown:,} more: add --format csv --out findings.csv for all.")
    screen.print(f"\n{rejected:,} further events were examined and owe nothing.")
    if owed:
        screen.print("See the rows behind a finding: makewhole explain FINDING PATH...")


def _versions(books: OpenBooks) -> dict[str, str]:
    """What the figures rest on: the product, the policy and the books they were made with."""
    rows = sorted((file.sha256, file.account) for file in books.books.files())
    return {
        "makewhole": __version__,
        "policy": load_policy().policy_version,
        "books": sha256(json.dumps(rows).encode()).hexdigest(),
    }


def _reading(books: OpenBooks) -> dict[str, int]:
    files = books.books.files()
    return {
        "files": len(files),
        "rows": sum(file.kept for file in files),
        "set_aside": sum(file.set_aside for file in files),
        "files_refused": sum(1 for problem in books.problems if problem.is_loss),
    }
