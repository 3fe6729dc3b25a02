"""Files of other shops, banks, carriers and tools are taken for nothing the rules read."""

from pathlib import Path

import pytest
import yaml

from makewhole.reports.recognition import recognise

FOREIGN: dict[str, str] = yaml.safe_load(
    (Path(__file__).parent / "foreign.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_of_others_is_not_recognised(what: str) -> None:
    headings = FOREIGN[what].split(" | ")
    assert recognise(headings) is None
    assert recognise(headings[::-1]) is None


@pytest.mark.parametrize(
    ("headings", "report"),
    [
        ("SKU | Product name | Supplier | MOQ | Lead time | Unit cost | Currency", "SELLER_COSTS"),
        ("MSKU | ASIN | Title | COGS | Currency code | Start date | Notes", "SELLER_COSTS"),
        ("Tracking Number | Service | Ship To | Weight | Status | Delivered", "SELLER_TRACKING"),
        ("Tracking no | Carrier name | Shipment ID | Status | Last scan", "SELLER_TRACKING"),
    ],
)
def test_the_sellers_own_files_may_carry_other_columns(headings: str, report: str) -> None:
    form = recognise(headings.split(" | "))
    assert form is not None
    assert form.report == report


def test_stock_to_send_in_is_not_what_a_shipment_declared() -> None:
    restock = "Country | FNSKU | Merchant SKU | ASIN | Available | Working | Shipped | Receiving"
    assert recognise(restock.split(" | ")) is None
