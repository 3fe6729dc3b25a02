"""The rate-card files: read as they lie in policy/fees, every figure an exact decimal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

Entry = dict[str, Any]
_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_FAST):  # type: ignore[misc]
    """YAML with decimals for numbers that have a fraction."""


def _decimal(loader: Any, node: Any) -> Decimal:
    return Decimal(loader.construct_scalar(node))


Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


@dataclass(frozen=True, slots=True)
class Card:
    """One file: a fee of one marketplace, or of the five European stores that share Amazon's card.

    `name` is the file's name without ending, `body` its content: `schema`, `fee`, `marketplace`,
    `versions`, `sources`, `gaps` and what that fee needs besides (docs/fees.md).
    """

    name: str
    body: Entry

    @property
    def versions(self) -> list[Entry]:
        """The dated tables, oldest first as the file has them."""
        return list(self.body.get("versions", []))

    def marketplaces(self, entry: Entry | None = None) -> list[str]:
        """The stores an entry, or else the whole file, speaks of."""
        named = (entry or {}).get("marketplace", self.body.get("marketplace", ""))
        return [each.strip() for each in str(named).split(",")]


@cache
def installed_cards() -> tuple[Card, ...]:
    """The cards that come with makewhole."""
    return read_cards(files("makewhole.policy").joinpath("fees"))


def read_cards(folder: Traversable) -> tuple[Card, ...]:
    """Every card lying in a folder, by name: adding a file, or a version, is all it takes."""
    found: Iterable[Traversable] = (f for f in folder.iterdir() if f.name.endswith(".yaml"))
    return tuple(
        Card(each.name.removesuffix(".yaml"), read_text(each.read_text("utf-8")))
        for each in sorted(found, key=lambda f: f.name)
    )


def read_text(text: str) -> Any:
    """YAML (or JSON) with every number that has a fraction as an exact decimal."""
    return yaml.load(text, Loader=Loader)
