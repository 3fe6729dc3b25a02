"""The file of a batch: YAML, JSON, JSON lines or CSV, read into entries with exact figures."""

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from makewhole.errors import PathMissing, UsageError
from makewhole.fees.cards import Loader

# Columns of a CSV file that are no inputs.
_OWN = ("id", "kind", "marketplace", "date")


class BatchUnreadable(UsageError):
    """A file of asked fees that is not in the form it must have."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path}: this is not a list of fees to compute ({reason}). Nothing was computed. "
            "It is YAML or JSON, a list of entries with id, kind, marketplace, date and inputs, or "
            "CSV with a column for each of these and for each input."
        )


class _Loader(Loader):
    """YAML whose days stay text: one that is none spoils its own entry, not the file."""


def _text(loader: Any, node: Any) -> str:
    return str(loader.construct_scalar(node))


def _figure(loader: Any, node: Any) -> Decimal | str:
    text = _text(loader, node)
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)
_Loader.add_constructor("tag:yaml.org,2002:float", _figure)


def read_entries(path: Path) -> list[Any]:
    """The entries of a file, in order.

    Errors: PathMissing, BatchUnreadable.
    """
    if not path.is_file():
        raise PathMissing(path)
    try:
        text = path.read_text("utf-8-sig")
        content = _read(text, path.suffix.lower())
    except (yaml.YAMLError, UnicodeDecodeError, csv.Error, ValueError, ArithmeticError) as error:
        raise BatchUnreadable(path, " ".join(str(error).split())) from error
    entries = content.get("vectors") if isinstance(content, dict) else content
    if not isinstance(entries, list):
        raise BatchUnreadable(path, "no list was found")
    return entries


def _read(text: str, suffix: str) -> Any:
    if suffix in (".csv", ".tsv"):
        return _rows(text, "\t" if suffix == ".tsv" else ",")
    if suffix in (".jsonl", ".ndjson"):
        return [yaml.load(line, Loader=_Loader) for line in text.splitlines() if line.strip()]
    return yaml.load(text, Loader=_Loader)


def _rows(text: str, delimiter: str) -> list[dict[str, Any]]:
    found = []
    for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
        cells = {name.strip(): cell for name, cell in row.items() if name and cell}
        own = {name: cells.pop(name) for name in _OWN if name in cells}
        found.append({**own, "inputs": cells})
    return found
