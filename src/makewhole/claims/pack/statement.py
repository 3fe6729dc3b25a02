"""The case as plain values: what `case.json` of a pack holds, and what the PDF is set from.

Everything `check.py` recomputes stands here once: rows with their hash, units used of each, values,
amounts. Amounts are decimal text, days ISO text; units of a claim about money are hundredths of
its currency.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from makewhole.claims import handling
from makewhole.claims.cases import selectors
from makewhole.claims.exhibits.rows import SourceRow
from makewhole.claims.letters.facts import SET_OFF, CaseFacts, LineFacts, figure
from makewhole.claims.models import Case, CaseLine
from makewhole.money import cents
from makewhole.version import __version__

# What counts into the units of a finding, as against rows that give a value or context.
OPENS, SETS_OFF, TELLS = "opens", "sets off", "tells"

MADE_BY = f"makewhole {__version__}"


def statement(case: Case, facts: CaseFacts) -> dict[str, Any]:
    """The case, its findings, rows, policy values and papers."""
    lines = list(selectors.lines(case))
    exhibits = _exhibits(lines, facts)
    numbers = {(each["file"], each["line"]): each["exhibit"] for each in exhibits}
    pairs = zip(lines, facts.lines, strict=True)
    return {
        "form": 1,
        "made_by": MADE_BY,
        "policy_version": handling.policy().policy_version,
        "case": facts.label,
        "amazon_case_id": facts.amazon_case_id,
        "account": facts.account,
        "marketplace": facts.marketplace,
        "claim_type": facts.claim_type,
        "title": facts.title,
        "state": facts.state,
        "reports_up_to": facts.as_of.isoformat(),
        "opens_on": facts.opens_on.isoformat() if facts.opens_on else None,
        "closes_on": facts.closes_on.isoformat() if facts.closes_on else None,
        "currency": facts.currency,
        "step": str(cents(facts.currency or "")),
        "claimed_units": facts.units,
        "claimed_amount": _amount(facts.amount, facts.currency),
        "findings": [_finding(line, said, numbers, facts.currency) for line, said in pairs],
        "exhibits": exhibits,
        "policy": _policy(lines),
        "documents": [
            {"name": each.name, "paper": each.kind, "sha256": each.sha256, "bytes": each.size}
            for each in facts.papers
        ],
    }


def _finding(
    line: CaseLine, said: LineFacts, numbers: Mapping[tuple[str, int], int], currency: str | None
) -> dict[str, Any]:
    finding = line.finding
    ids = (
        "fnsku", "msku", "asin", "order_id", "shipment_id", "removal_order_id", "reimbursement_id",
        "settlement_id", "reference_id",
    )  # fmt: skip
    return {
        "finding_id": finding.finding_id,
        **{name: getattr(said, name) for name in ids if getattr(said, name)},
        "event_date": finding.event_date.isoformat(),
        "explanation": said.explanation,
        "decision": finding.decision,
        "confidence": finding.confidence,
        "about_money": said.is_money,
        "units_affected": finding.units_affected,
        "units_compensated": finding.units_compensated,
        "units": finding.units,
        "unit_value": _amount(finding.unit_value, currency),
        "valuation": finding.valuation,
        "amount": _amount(finding.amount, currency),
        "asked_units": line.units,
        "asked_amount": _amount(line.amount, currency),
        "uses": [
            {
                "exhibit": numbers[each["file"] or "", each["line"]],
                "role": each["role"],
                "counts": _counts(each["role"], each["units"]),
                "units": each["units"],
            }
            for each in finding.evidence
        ],
    }


def _counts(role: str, units: int | None) -> str:
    if units is None or role.startswith("settled_") or role == "doubt":
        return TELLS
    return SETS_OFF if role in SET_OFF else OPENS


def _exhibits(lines: Iterable[CaseLine], facts: CaseFacts) -> list[dict[str, Any]]:
    """Every row cited, once, numbered by file and line."""
    cited = {
        (str(each["file"] or ""), int(each["line"])): str(each["report"] or "")
        for line in lines
        for each in line.finding.evidence
    }
    return [
        _exhibit(number, place, report, facts.rows.get((facts.account, *place)))
        for number, (place, report) in enumerate(sorted(cited.items()), 1)
    ]


def _exhibit(
    number: int, place: tuple[str, int], report: str, row: SourceRow | None
) -> dict[str, Any]:
    text = None if row is None else row.text
    return {
        "exhibit": number,
        "report": report,
        "file": place[0],
        "line": place[1],
        "file_sha256": None if row is None else row.sha256,
        "text": text,
        "text_sha256": None if text is None else hashlib.sha256(text.encode()).hexdigest(),
        "as_read": [] if row is None else [_values(part) for part in row.parts],
    }


def _values(part: Mapping[str, Any]) -> dict[str, str]:
    return {n: str(v) for n, v in part.items() if v is not None and n not in _OWN_COLUMNS}


_OWN_COLUMNS = frozenset({"account", "source", "line", "part"})  # ours, not the report's


def _policy(lines: Iterable[CaseLine]) -> list[dict[str, Any]]:
    """Every policy value used, once, with the pages it was read on and the day they were seen."""
    used = {
        (each["key"], each["from"] or "", each["value"]): each["source"]
        for line in lines
        for each in line.finding.policy
    }
    return [
        {"key": key, "from": since or None, "value": value, "sources": _sources(source)}
        for (key, since, value), source in sorted(used.items())
    ]


def _sources(text: str | None) -> list[dict[str, str]]:
    known = handling.policy().sources
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    return [
        {"name": name, "title": known[name].title or name, "href": known[name].href,
         "seen": known[name].seen.isoformat()}
        if name in known else {"name": name}
        for name in names
    ]  # fmt: skip


def _amount(amount: Any, currency: str | None) -> str | None:
    return None if amount is None else figure(amount, currency)
