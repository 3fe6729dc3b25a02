"""Every claim of a time with its papers, for the day the account is questioned."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import selectors
from makewhole.claims.documents.keeping import DocumentGone
from makewhole.claims.documents.selectors import papers
from makewhole.claims.exhibits.rows import source_rows
from makewhole.claims.letters.errors import BuyerDataInLetter, LetterLacksFact, LetterUnfounded
from makewhole.claims.letters.facts import CaseFacts, facts_of
from makewhole.claims.letters.writing import Letter, write
from makewhole.claims.models import Case
from makewhole.claims.pack.errors import GlyphMissing, PackNotWritten
from makewhole.claims.pack.lists import csv_bytes
from makewhole.claims.pack.packing import parts, sealed


def filed_since(scope: Scope, on: date, days: int) -> list[Case]:
    """Cases filed in the days before a day, ended ones too, the earliest first."""
    since = on - timedelta(days=days)
    rows = selectors.cases(scope, ended=None).filter(filed_on__gte=since, filed_on__lte=on)
    return list(rows.order_by("filed_on", "pk"))


def row_of(case: Case) -> dict[str, Any]:
    """A case as a line of the list."""
    lines = list(selectors.lines(case))
    return {
        "case": case.label,
        "account": case.account.name,
        "claim_type": case.claim_type,
        "about": case.bundle,
        "amazon_case_id": case.amazon_case_id,
        "filed_on": case.filed_on,
        "state": case.state,
        "claimed_units": case.claimed_units,
        "claimed_amount": case.claimed_amount,
        "granted_units": case.granted_units,
        "granted_amount": case.granted_amount,
        "paid_units": case.paid_units,
        "paid_amount": case.paid_amount,
        "currency": case.currency,
        "opens_on": case.opens_on,
        "closes_on": case.closes_on,
        "filed_in_window": _in_window(case),
        "rows": sum(len(line.finding.evidence) for line in lines),
        "papers": "; ".join(f"{link.kind}: {link.document.name}" for link in papers(case)),
        "denial_reason": case.denial_reason,
        "appeals": case.appeals,
    }


@dataclass(frozen=True, slots=True)
class Defence:
    """What was packed: so many cases, and which files of which case could not be, each with why."""

    cases: int
    left_out: dict[str, dict[str, str]]


def write_defence(scope: Scope, home: Path, out: Path, *, on: date, days: int) -> Defence:
    """A ZIP with the list and the pack of every case; a file that cannot be made is named there.

    Each pack lies in a folder of its own and can be checked by itself.
    Errors: those of rows; PackNotWritten.
    """
    found = filed_since(scope, on, days)
    beside = out.with_name(out.name + ".part")
    hashes: dict[str, str] = {}
    left_out: dict[str, dict[str, str]] = {}
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
            for case in found:
                held, lacking = _pack(case, home)
                for name, content in held.items():
                    _put(packed, f"{case.label}/{name}", content, hashes)
                if lacking:
                    left_out[case.label] = lacking
            listed = csv_bytes([_row_packed(case, left_out) for case in found])
            _put(packed, "claims.csv", listed, hashes)
            told = {"days": days, "to": on.isoformat(), "cases": len(found), "files": hashes,
                    "left_out": left_out}  # fmt: skip
            packed.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        beside.replace(out)
    except OSError as error:
        raise PackNotWritten(out, error.strerror or str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
    return Defence(len(found), left_out)


def _row_packed(case: Case, left_out: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A case as a line of the list of what was packed, with what its pack lacks."""
    lacking = left_out.get(case.label, {})
    told = "; ".join(f"{name}: {why}" for name, why in lacking.items())
    return row_of(case) | {"left_out": told}


def _pack(case: Case, home: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of a case's folder, and those of its pack that could not be made, with why."""
    lines = list(selectors.lines(case))
    rows = source_rows(home, case.account.name, [line.finding for line in lines])
    facts = facts_of(case, lines, rows)
    letter, untold = _letter(facts)
    held, left_out = _made(parts(case, facts, letter, home))
    story = [
        {"at": each.at.isoformat(), "who": each.who, "what": each.what}
        for each in selectors.story(case)
    ]
    said = [
        {"day": each.day.isoformat(), "kind": each.kind, "who": each.who, "text": each.text}
        for each in selectors.messages(case)
    ]
    # beside the pack, not in it: the pack's own manifest names every file of the pack
    beside: dict[str, Any] = {"story": story, "messages": said}
    if untold:
        beside["no_letter"] = untold
    if left_out:
        beside["left_out"] = left_out
    told = json.dumps(beside, ensure_ascii=False, indent=1) + "\n"
    packed = {f"pack/{name}": content for name, content in sealed(facts, held).items()}
    return packed | {"story.json": told.encode()}, left_out


def _made(makers: Mapping[str, Callable[[], bytes]]) -> tuple[dict[str, bytes], dict[str, str]]:
    held: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    for name, make in makers.items():
        try:
            held[name] = make()
        except (GlyphMissing, DocumentGone) as error:
            left_out[name] = str(error)
    return held, left_out


def _letter(facts: CaseFacts) -> tuple[Letter | None, str]:
    """The letter as drafted here; without one, as in a case that others filed, the reason why."""
    try:
        return write(facts), ""
    except (BuyerDataInLetter, LetterLacksFact, LetterUnfounded) as error:
        return None, str(error)


def _put(packed: zipfile.ZipFile, name: str, content: bytes, hashes: dict[str, str]) -> None:
    hashes[name] = hashlib.sha256(content).hexdigest()
    packed.writestr(name, content)


def _in_window(case: Case) -> bool | None:
    """Whether a case was filed when its window was open; None where its bounds are not known."""
    if case.filed_on is None or (case.opens_on is None and case.closes_on is None):
        return None
    early = case.opens_on is not None and case.filed_on < case.opens_on
    late = case.closes_on is not None and case.filed_on > case.closes_on
    return not (early or late)
