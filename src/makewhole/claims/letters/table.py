"""The table of a letter: one line per finding, in plain text that keeps its columns."""

import unicodedata
from collections.abc import Mapping, Sequence

from makewhole.claims.letters.facts import CaseFacts, LineFacts, figure


def table(facts: CaseFacts, words: Mapping[str, str], shown: int) -> str:
    """The first `shown` lines of a case as a table, with its sum worked out below."""
    keys = _columns(facts)
    rows = [[words[key] for key in keys]]
    rows += [[_cell(facts, line, key) for key in keys] for line in facts.lines[:shown]]
    if len(facts.lines) > 1:
        rows.append([_sum(facts, key, words, keys) for key in keys])
    widths = [max(_width(row[n]) for row in rows) for n in range(len(keys))]
    return "\n".join(_laid_out(row, keys, widths) for row in rows)


def _columns(facts: CaseFacts) -> list[str]:
    keys = ["id", "day", "fnsku"]
    if any(line.centre for line in facts.lines):
        keys.append("centre")
    if any(line.code for line in facts.lines) and facts.claim_type.startswith("fc_"):
        keys.append("code")
    if not facts.is_money:
        keys += ["affected", "set_off", "open"]
    if facts.proven_amount is not None:
        keys.append("amount")
    return keys


def _cell(facts: CaseFacts, line: LineFacts, key: str) -> str:
    values = {
        "id": line.id, "day": line.event_date.isoformat(), "fnsku": line.fnsku, "code": line.code,
        "centre": line.centre, "affected": str(line.affected), "set_off": str(line.compensated),
        "open": str(line.units),
        "amount": "" if line.proven_amount is None else figure(line.proven_amount, facts.currency),
    }  # fmt: skip
    return values[key] or ""


def _sum(facts: CaseFacts, key: str, words: Mapping[str, str], keys: Sequence[str]) -> str:
    if key == keys[0]:
        return words["sum"]
    if key == "amount" and facts.proven_amount is not None:
        return f"{figure(facts.proven_amount, facts.currency)} {facts.currency}"
    totals = {
        "affected": sum(line.affected for line in facts.lines),
        "set_off": sum(line.compensated for line in facts.lines),
        "open": facts.units,
    }
    return str(totals[key]) if key in totals else ""


def _laid_out(row: Sequence[str], keys: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for text, key, width in zip(row, keys, widths, strict=True):
        space = " " * (width - _width(text))
        right = key in ("affected", "set_off", "open", "amount")
        cells.append(space + text if right else text + space)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns a text takes in a fixed-width font: signs of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
