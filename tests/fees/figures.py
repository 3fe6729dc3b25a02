"""Every figure of the rate cards as text, one a line: where it stands, and the figure.

Run `python tests/fees/figures.py` after adding a version, and read the difference.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

CARDS = Path(__file__).parents[2] / "src/makewhole/policy/fees"
GOLDEN = Path(__file__).parent / "figures.txt"
_IN_VERSIONS = (
    "classes", "rates", "bands", "categories", "override", "rows", "tiers", "cap",
    "percent_of_referral_fee", "price_bands", "price_at_or_below", "dimensional_weight", "limits",
)  # fmt: skip
_AT_THE_TOP = (
    "surcharges", "utilization_surcharge", "closing_fee", "overmax_handling", "sipp_discount",
    "special_first", "minimum_default", "tiers",
)  # fmt: skip


class _Exact(yaml.SafeLoader):
    """YAML with the figures as they are printed."""


_Exact.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)


def figures(folder: Path = CARDS) -> list[str]:
    """Every figure of every version of every card in a folder."""
    found: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        body = yaml.load(file.read_text("utf-8"), Loader=_Exact)
        for version in body.get("versions", []):
            for key in _IN_VERSIONS:
                if key in version:
                    found += _walk(version[key], [file.stem, version["id"], key])
        for key in _AT_THE_TOP:
            if key in body:
                found += _walk(body[key], [file.stem, key])
    return found


def _walk(value: Any, path: list[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _walk(each, [*path, str(key)])
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _walk(each, [*path, str(place)])
    elif value is None:
        yield f"{'/'.join(path)} null"
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield f"{'/'.join(path)} {value}"


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(figures()) + "\n", "utf-8")
