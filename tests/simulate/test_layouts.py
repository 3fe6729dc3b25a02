"""Simulated files carry the headings of real ones."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from makewhole.simulate.printing import daterange, fee_layouts, layouts, other_layouts
from makewhole.simulate.printing.layouts import Layout

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "domain" / "reports.yaml"
OWN = {
    "SELLER_TRACKING", "SELLER_MEASUREMENTS", "SELLER_COSTS", "SELLER_STATEMENTS",
    "SC_INBOUND_SHIPMENT_CONTENTS", "SC_LOW_INVENTORY_LEVEL_FEE", "SC_RETURNS_PROCESSING_FEE",
}  # fmt: skip


def _printed() -> list[tuple[str, tuple[str, ...]]]:
    printed = [*vars(layouts).values(), *vars(fee_layouts).values(),
        *vars(other_layouts).values()]  # fmt: skip
    held = [one for one in printed if isinstance(one, Layout)]
    pairs = [(one.report, one.headers) for one in held if one.report not in OWN]
    return [
        *pairs,
        ("GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2", layouts.SETTLEMENT_HEADERS),
        ("GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE", layouts.SETTLEMENT_V1_HEADERS),
        ("DATE_RANGE_TRANSACTIONS", daterange.HEADERS),
    ]


@pytest.mark.samples
def test_headings_are_those_of_a_known_layout() -> None:
    if not FACTS.is_file():
        pytest.skip("the list of report headings is not beside the repository")
    known: dict[str, Any] = {
        one["id"]: one["headers"] for one in yaml.safe_load(FACTS.read_text())["reports"]
    }
    for report, headers in _printed():
        assert list(headers) in list(known[report].values()), report


def test_every_row_fills_every_column() -> None:
    from datetime import date

    from makewhole.simulate.play import Size, play
    from makewhole.simulate.printing.folder import files

    world = play(9, "DE", date(2026, 11, 15), Size(skus=5, months=5, scenes_per_month=3))
    for one in files(world):
        if one.name.endswith(".txt"):
            widths = {line.count(b"\t") for line in one.content.splitlines()}
            assert len(widths) == 1, one.name
