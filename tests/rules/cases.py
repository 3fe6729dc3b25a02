"""The cases of the rules as accounts of one database: loaded, audited once, asked by each test.

A case is one account: its name, its day (`as_of`), policy values that differ, rows by table,
reports that are `missing`, and what it must find. Rows leave out what `defaults.yaml` says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from makewhole.books.snapshot import FILES_SCHEMA
from makewhole.books.tables import TABLES
from makewhole.engine import Engine
from makewhole.policy import ClaimType, Policy, Version, load_policy
from makewhole.policy.policy import shipped_files
from makewhole.reconcile import AuditDay

HERE = Path(__file__).parent
_TABLE_NUMBER = {name: number + 1 for number, name in enumerate(TABLES)}


@dataclass(frozen=True)
class Case:
    """One account with what must be found in it."""

    rule: str
    name: str
    body: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def account(self) -> str:
        return f"{self.rule}.{self.name}"


class CasePolicy(Policy):
    """The shipped policy, read once for all cases, with a case's own values in place of some."""

    def __init__(self, own: dict[str, Any]) -> None:
        super().__init__(shipped_files())
        self._own = own

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return load_policy().keys

    @cached_property
    def claim_types(self) -> Mapping[str, ClaimType]:
        return load_policy().claim_types

    def version(self, key: str, on: date, marketplace: str) -> Version | None:
        if key not in self._own:
            return load_policy().version(key, on, marketplace)
        value = self._own[key]
        if value is None:
            return None
        figures = dict(value) if isinstance(value, dict) else value
        assumed = figures.pop("assumed", False) if isinstance(figures, dict) else False
        return Version(key, None, None, ("*",), figures, "high", assumed=assumed)


@cache
def defaults() -> dict[str, Any]:
    """What every case starts from."""
    return yaml.safe_load((HERE / "defaults.yaml").read_text())  # type: ignore[no-any-return]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every rule that has a file here."""
    return tuple(
        Case(path.stem, name, body, _rows(body))
        for path in sorted(HERE.glob("*.yaml"))
        if path.stem != "defaults"
        for name, body in yaml.safe_load(path.read_text()).items()
    )


def load_cases(engine: Engine, cases: tuple[Case, ...], prefix: str = "book_") -> list[AuditDay]:
    """Fills the books' tables with every case and gives back the days to audit."""
    for name, table in TABLES.items():
        schema = {"account": "VARCHAR", **table.schema}
        rows = [
            [case.account, *(row.get(column) for column in table.schema)]
            for case in cases
            for row in case.rows.get(name, [])
        ]
        engine.load(f"{prefix}{name}", schema, rows)
    engine.load(f"{prefix}files", FILES_SCHEMA, [row for case in cases for row in _files(case)])
    return [_day(case) for case in cases]


def _rows(body: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found = {name: list(_filled(name, body[name])) for name in TABLES if name in body}
    value = body.get("policy", {}).get("unit_value")
    if value is not None:
        amount, currency = value.split()
        skus = sorted({row["msku"] for rows in found.values() for row in rows if row.get("msku")})
        found["costs"] = list(
            _filled("costs", [{"msku": sku, "cost": amount, "currency": currency} for sku in skus])
        )
    return found


def _filled(table: str, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    has_sku = {"msku", "fnsku"} <= set(TABLES[table].schema)
    for number, row in enumerate(rows, start=1):
        full = {**defaults().get(table, {}), **row}
        full.setdefault("line", number)
        full["source"] = _TABLE_NUMBER[table]
        if has_sku and "fnsku" in full:
            full.setdefault("msku", f"SKU-{full['fnsku']}")
        unknown = set(full) - set(TABLES[table].schema)
        assert not unknown, f"{table} has no {sorted(unknown)}"
        yield full


def _files(case: Case) -> Iterator[list[Any]]:
    missing = case.body.get("missing", [])
    reports = {**defaults()["reports"], **case.body.get("reports", {})}
    for table, report in reports.items():
        if report not in missing:
            first, last = date(2020, 1, 1), date(2030, 1, 1)
            yield [case.account, _TABLE_NUMBER[table], table, report, 0, first, last, None]


def _day(case: Case) -> AuditDay:
    own = {key: value for key, value in case.body.get("policy", {}).items() if key != "unit_value"}
    as_of = case.body.get("as_of", defaults()["as_of"])
    return AuditDay(
        case.account, as_of, CasePolicy(own), case.body.get("store", defaults()["store"])
    )
