"""Rates with their uncertainty, and only where there is enough to say anything."""

from pathlib import Path

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding, owned_scope
from tests.web.scenes import record

from makewhole.web.reading import rates, results


@pytest.fixture
def parcels(home: Path) -> None:
    """Two carriers: one took 100 units in two parcels, the other ten in one."""
    folder = results.folder_of(1)
    folder.mkdir(parents=True)
    with duckdb.connect() as made:
        made.execute(
            "copy (from (values ('demo', '1Z1', 'UPS', 60::bigint), ('demo', '1Z2', 'UPS', 40),"
            " ('demo', 'T1', 'USPS', 10), ('stranger', '1Z1', 'UPS', 900))"
            " as parcel(account, tracking_number, carrier, units))"
            f" to '{folder / 'parcels.parquet'}' (format parquet)"
        )


def test_a_carrier_s_rate_is_of_all_it_carried(browser: Client, parcels: None) -> None:
    record(
        finding(1, claim_type="removal_lost", reference_id="1Z1", units_affected=6),
        finding(2, claim_type="removal_lost", reference_id="1Z1", decision="rejected"),
        finding(3, claim_type="fc_lost", reference_id="1Z1"),
    )
    [found], too_small = rates.by_carrier(owned_scope(), ["demo"])
    assert (found.key, found.hits, found.of, too_small) == ("UPS", 6, 100, 1)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0278, 0.1248)
    page = browser.get(reverse("trends"), {"by": "carrier"}).content.decode()
    assert "UPS" in page and "6.0%" in page and "1 with fewer than 50 units is left out" in page
