"""Findings and the funnel for people: the money first, then the most urgent, then how to "
"see more."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from makewhole.audit import Audit
from makewhole.audit.session import OpenBooks
from makewhole.cli.output import Format, console, plain, put_text, write

_SHOWN = 40
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
    figures = result.funnel.as_dict() | {"read": _reading(books)}
    if fmt is Format.JSON:
        put_text(json.dumps(plain(figures), ensure_ascii=False) + "\n", out)
        return
    rows = []
    for kind in result.funnel.claim_types:
        explained = ", ".join(f"{stage} {units}" for stage, _, units in kind.stages)
        row: dict[str, Any] = {
            "claim_type": kind.claim_type, "events": kind.events, "units_seen": kind.units_seen,
            "units_explained": kind.units_explained, "units_owed": kind.units_owed,
        }  # fmt: skip
        if fmt is not Format.TABLE:
            row |= {"account": kind.account, "decisions": [asdict(d) for d in kind.decisions]}
        rows.append(row | {"explained_by": explained})
    write(rows, fmt, out, title="What was seen, what explains it, what is owed")
    if fmt is Format.TABLE and out is None:
        read = figures["read"]
        console().print(
            f"\n{read['files']} files read, {read['rows']:,} rows kept, "
            f"{read['set_aside']:,} set aside; {read['files_refused']} files not read."
        )


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
        "select decision, claim_type, fnsku, msku, event_date,"
        " coalesce(closes_on, remind_by) as last_day, units, amount, currency,"
        " substr(finding_id, 1, 10) from output where decision <> 'rejected'"
        f" order by case decision {order} end, coalesce(closes_on, remind_by) nulls last,"
        f" amount desc nulls last, finding_id limit {_SHOWN}"
    )


def _list(rows: Iterable[tuple[Any, ...]]) -> Table:
    table = Table(box=None, pad_edge=False, title="The most urgent first", title_justify="left")
    for name in ("", "why", "FNSKU", "SKU", "event", "last day"):
        table.add_column(name, overflow="fold")
    table.add_column("units", justify="right")
    table.add_column("amount", justify="right", no_wrap=True)
    table.add_column("finding", no_wrap=True)
    for decision, why, fnsku, msku, event, last, units, amount, currency, finding in rows:
        money = "unknown" if amount is None else f"{amount:,.2f} {currency}"
        table.add_row(
            decision, why, fnsku or "", msku or "", str(event), str(last or ""),
            str(units or ""), money, finding,
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


def _reading(books: OpenBooks) -> dict[str, int]:
    files = books.books.files()
    return {
        "files": len(files),
        "rows": sum(file.kept for file in files),
        "set_aside": sum(file.set_aside for file in files),
        "files_refused": sum(1 for problem in books.problems if problem.is_loss),
    }
