"""An audit: every rule over the books as of one day, and what came of it.

    with audit(books, as_of=date(2026, 6, 30)) as result:
        for finding in result.findings():
            print(finding.explanation)

The day is an argument; nothing here reads the clock, the network or settings. The same books and
day give the same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from makewhole.audit.finding import COLUMNS, Finding, finding_of, line_of, told
from makewhole.audit.funnel import FUNNEL_STATEMENTS, Funnel, NotChecked
from makewhole.audit.stale import Stale, stale
from makewhole.books import Books, Snapshot
from makewhole.books.stores import stores_of
from makewhole.engine import Engine, load_folder, open_engine
from makewhole.errors import NothingRead, UsageError
from makewhole.policy import Policy, load_policy
from makewhole.reconcile import AuditDay, assemble, reconcile
from makewhole.reconcile.stores import WHOLE, SeveralStores, as_sold, several_stores, split
from makewhole.reconcile.views import BOOK
from makewhole.rules import load_rules

_OUTPUT = {f.name: f.statements for f in load_folder("makewhole.audit")}["output"]


class NoRows(NothingRead):
    """The books hold no row of any report."""

    def __init__(self) -> None:
        super().__init__(
            "The books hold no rows yet, so there is nothing to audit. Read your downloads first: "
            "makewhole read FOLDER"
        )


class NoSuchAccount(UsageError):
    """An account was asked for that the books do not hold."""

    def __init__(self, account: str, held: Sequence[str]) -> None:
        self.account, self.held = account, held
        super().__init__(
            f'The books hold no account "{account}". Nothing was audited. They hold: '
            f"{', '.join(held)}. Give --account one of these, or leave it out for all."
        )


class Audit:
    """The result of one audit. Its tables live in the engine until it is closed."""

    def __init__(self, engine: Engine, as_of: date, held: ExitStack) -> None:
        self.engine, self.as_of = engine, as_of
        self._held = held

    def findings(self, where: str = "") -> Iterator[Finding]:
        """Every finding, rejected ones too, by finding_id; `where` is a condition on columns."""
        chosen = f" where {where}" if where else ""
        asked = f"select {', '.join(COLUMNS)} from output{chosen} order by finding_id"
        return map(finding_of, self.engine.stream(asked))

    def finding(self, finding_id: str) -> Finding | None:
        """One finding by its id, or by the beginning of it where no other begins so."""
        safe = "".join(char for char in finding_id if char.isalnum())
        found = list(self.findings(f"finding_id like '{safe}%'")) if safe else []
        return found[0] if len(found) == 1 else None

    def told(self) -> Iterator[dict[str, Any]]:
        """Every finding as plain values, evidence and policy as JSON, by finding_id.

        Many times faster than `findings`, and as good for writing them down.
        """
        *plain, evidence, policy = COLUMNS
        written = (f"{self.engine.as_json(name)} as {name}" for name in (evidence, policy))
        asked = f"select {', '.join([*plain, *written])} from output order by finding_id"
        return map(told, self.engine.stream(asked))

    def write_json(self, out: IO[str]) -> int:
        """Writes JSON Lines, one finding a line; gives back how many."""
        lines = 0
        for each in self.told():
            out.write(line_of(each))
            lines += 1
        return lines

    def write_parquet(self, path: Path) -> None:
        """Writes the findings with the columns of the contract, by finding_id."""
        self.engine.write_parquet(
            f"select {', '.join(COLUMNS)} from output order by finding_id", path
        )

    @cached_property
    def not_checked(self) -> list[NotChecked]:
        """What could not be judged, and for want of which report."""
        rows = self.engine.rows(FUNNEL_STATEMENTS["not_checked_rows"])
        return [NotChecked(*row) for row in rows]

    @cached_property
    def several_stores(self) -> list[SeveralStores]:
        """Accounts audited as one store whose files clearly show several."""
        return several_stores(self.engine)

    @cached_property
    def stale(self) -> list[Stale]:
        """Accounts whose ledger ends long before the day audited for."""
        return stale(self.engine, self.as_of)

    @cached_property
    def funnel(self) -> Funnel:
        """What was seen, explained and owed, per claim type, and what was read and set aside."""
        return Funnel.of(self.engine, self.as_of, self.not_checked)

    def close(self) -> None:
        """Frees the engine and the snapshot, as far as the audit opened them itself."""
        self._held.close()

    def __enter__(self) -> "Audit":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def audit(
    books: Books | Snapshot,
    as_of: date,
    account: str | None = None,
    *,
    engine: Engine | str = "duckdb",
    policy: Policy | None = None,
    store: str | None = None,
    stores: Sequence[str] | None = None,
) -> Audit:
    """Audits every account of the books (or one) as of a day.

    `engine` is an open engine, used and left open, or the name of one. `store` is the country
    code of the account's store where the caller knows it; else it is told from the files.

    `stores` audits an account that sells in several stores store by store; without it, as the home
    says for the account (`makewhole stores`), else as one store.

    Errors: UnknownStore, NoRows, NoSuchAccount.
    """
    held = ExitStack()
    try:
        snapshot = held.enter_context(books.snapshot()) if isinstance(books, Books) else books
        opened = held.enter_context(open_engine(engine)) if isinstance(engine, str) else engine
        accounts = [name for name in snapshot.accounts if account in (None, name)]
        if not accounts:
            held_by = snapshot.accounts
            raise NoSuchAccount(str(account), held_by) if held_by else NoRows()
        asked = _asked(books, accounts, stores)
        snapshot.attach(opened, prefix=WHOLE if asked else BOOK)
        rules = policy if policy is not None else load_policy()
        run_audit(opened, [AuditDay(name, as_of, rules, store) for name in accounts], asked)
        return Audit(opened, as_of, held)
    except BaseException:
        held.close()
        raise


def _asked(
    books: Books | Snapshot, accounts: list[str], stores: Sequence[str] | None
) -> dict[str, Sequence[str]]:
    """The stores by which accounts are to be split: those of the caller, else of the home."""
    if stores is not None:
        return dict.fromkeys(accounts, stores) if stores else {}
    told = stores_of(books.home) if isinstance(books, Books) else {}
    return {account: told[account] for account in accounts if told.get(account)}


def run_audit(
    engine: Engine, days: list[AuditDay], stores: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Audits accounts whose books the engine shows already, into the table `output`.

    The books are `book_*`; `whole_*` where some accounts are split by `stores`.
    """
    rules = load_rules()
    days = split(engine, days, stores or {})
    reconcile(engine, rules, days)
    assemble(engine, rules)
    titles = [(kind.id, kind.title) for kind in days[0].policy.claim_types.values()] if days else []
    engine.load("claim_titles", {"claim_type": "VARCHAR", "title": "VARCHAR"}, titles)
    engine.tables(_OUTPUT)
    as_sold(engine)
