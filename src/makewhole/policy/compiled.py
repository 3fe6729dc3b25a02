"""What the policy files hold, read from YAML beforehand and kept in one file beside them.

Reading some three hundred YAML files takes longer than a small audit. `compiled.txt` holds one line
a file: its name, a hash of its text, and what it holds as JSON. A line counts only while the hash
is that of the file as it is now; any other file is read as YAML. So a stale line costs time and
never gives a wrong value. `python -m makewhole.policy` writes it anew; a test says when
that is due.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_DAY, _EXACT = "$day", "$exact"  # no heading of a policy file starts so


def lines(texts: Mapping[str, str], held: Mapping[str, Any]) -> str:
    """The lines for all files, in order of their names."""
    return "".join(f"{name}\t{_hash(texts[name])}\t{_json(held[name])}\n" for name in sorted(texts))


def index(text: str) -> dict[str, tuple[str, str]]:
    """Hash and JSON of every line, by name of the file; a line of another shape is left out."""
    cells = (line.split("\t") for line in text.split("\n"))
    return {found[0]: (found[1], found[2]) for found in cells if len(found) == 3}


def fresh(entry: tuple[str, str], text: str) -> bool:
    """Whether a line tells what the file holds as it is now."""
    return entry[0] == _hash(text)


def value(entry: tuple[str, str]) -> Any:
    """What a line says its file holds: days and exact decimals as such."""
    return json.loads(entry[1], object_hook=_restored)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _json(held: Any) -> str:
    return json.dumps(held, default=_marked, ensure_ascii=False, separators=(",", ":"))


def _marked(found: object) -> Mapping[str, str]:
    if isinstance(found, Decimal):
        return {_EXACT: str(found)}
    if isinstance(found, date):
        return {_DAY: found.isoformat()}
    raise TypeError(type(found).__name__)


def _restored(held: dict[str, Any]) -> Any:
    if len(held) == 1:
        if _DAY in held:
            return date.fromisoformat(held[_DAY])
        if _EXACT in held:
            return Decimal(held[_EXACT])
    return held
