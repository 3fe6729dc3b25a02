"""Journal entries out of the books: one per settlement, one per reimbursement row; each balances.

A settlement: its total is due from Amazon (clearing), against what its lines say; what the lines do
not explain goes to `difference`, so that it is seen. Lines that pay reimbursements clear the
receivable that the reimbursement's own entry made.

A reimbursement: the lost units are written off at cost (loss against inventory), what Amazon grants
is due from it (receivable), the loss is closed, and the rest is the gap; negative where Amazon pays
more than cost. A reversal is the same with the signs turned. Where no cost is known nothing is
written off and the grant is income.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.engine import Engine, load_folder
from makewhole.errors import MakewholeError
from makewhole.money import cents, round_half_up

_SQL = {file.name: file.statements for file in load_folder("makewhole.claims.bookkeeping")}


class EntryUnbalanced(MakewholeError):
    """An entry whose sides differ: never written."""

    def __init__(self, number: str, difference: Decimal) -> None:
        self.number, self.difference = number, difference
        super().__init__(
            f"The journal entry {number} does not balance: {difference} too much. Nothing was "
            "written. This is a fault of makewhole; please report it with the entry's number."
        )


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry: a purpose of the chart, and the amount; positive is a debit."""

    ledger: str
    amount: Decimal
    said: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry. `number` is the same whenever it is made again from the same reports."""

    number: str
    day: date
    account: str
    kind: str
    memo: str
    currency: str
    postings: tuple[Posting, ...]


def entries(engine: Engine, since: date | None = None, until: date | None = None) -> list[Entry]:
    """The entries of the books an engine shows, by day; each balances to the smallest coin.

    Errors: EntryUnbalanced.
    """
    found = [*_settlements(engine), *_reimbursements(engine)]
    chosen = [
        each
        for each in found
        if (since is None or each.day >= since) and (until is None or each.day <= until)
    ]
    for each in chosen:
        left = sum((posting.amount for posting in each.postings), Decimal(0))
        if left:
            raise EntryUnbalanced(each.number, left)
    return sorted(chosen, key=lambda each: (each.day, each.kind, each.account, each.number))


def _settlements(engine: Engine) -> Iterator[Entry]:
    statements = _SQL["journal"]
    lines: dict[tuple[str, str, str], list[Any]] = {}
    for row in engine.rows(statements["settlement_amounts"]):
        lines.setdefault((row[0], row[1], row[2]), []).append(row[3:])
    for account, number, day, first, last, total, currency, complete in engine.rows(
        statements["settlement_totals"]
    ):
        step = cents(currency)
        due = round_half_up(total, step)
        postings = [Posting("clearing", due, "due from Amazon")]
        for ledger, kind, type_, what, amount in lines.get((account, number, currency), ()):
            said = " · ".join(part for part in (kind, type_, what) if part)
            postings.append(Posting(ledger, -round_half_up(amount, step), said))
        left = -sum((each.amount for each in postings), Decimal(0))
        told = "" if complete is not False else " (rows of it were set aside when it was read)"
        if left:
            postings.append(Posting("difference", left, f"lines and total differ{told}"))
        memo = f"Amazon settlement {number}, {first} to {last}"
        yield Entry(
            f"S-{number}", day, account, "settlement", memo, currency, _without_nothing(postings)
        )


def _reimbursements(engine: Engine) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for row in engine.rows(_SQL["journal"]["reimbursement_amounts"]):
        account, day, number, case, reason, msku, fnsku, currency, total, cash, kind, original, \
            cost, _, _ = row  # fmt: skip
        seen[number] = seen.get(number, 0) + 1
        amount = round_half_up(total, cents(currency))
        taken_back = amount < 0
        added = bool(original and not cash)
        what = "reversal" if taken_back else "re-evaluation" if added else "recovery"
        units = -abs(cash or kind) if taken_back else cash
        memo = f"Amazon {what} {number}: {reason or 'no reason given'}, {units} of {msku or fnsku}"
        memo += f", case {case}" if case else ""
        memo += f", of {original}" if original else ""
        memo += "" if cost is not None or not units else "; cost not known, nothing written off"
        yield Entry(
            f"R-{number}-{seen[number]}", day, account, what, memo, currency,
            _recovery(amount, units, cost, currency),
        )  # fmt: skip


def _recovery(
    amount: Decimal, units: int, cost: Decimal | None, currency: str
) -> tuple[Posting, ...]:
    granted = Posting("receivable", amount, "granted by Amazon")
    if cost is None:
        return (granted, Posting("recovery", -amount, "granted by Amazon"))
    worth = round_half_up(cost * units, cents(currency))
    return _without_nothing(
        [
            Posting("loss", worth, f"{units} units at {cost.normalize():f}"),
            Posting("inventory", -worth, f"{units} units at {cost.normalize():f}"),
            granted,
            Posting("loss", -worth, "loss closed by the grant"),
            Posting("gap", worth - amount, "cost less grant"),
        ]
    )


def _without_nothing(postings: list[Posting]) -> tuple[Posting, ...]:
    return tuple(each for each in postings if each.amount)
