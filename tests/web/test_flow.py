"""The picture of units: what comes into a node goes out of it, whatever the reports leave out."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.claims.scenes import finding, owned_scope
from tests.web.scenes import record

from makewhole.web.reading import flow, results

_KINDS = ("received", "sold", "returned", "removed", "lost", "found", "damaged", "disposed")
_INBOUND = (
    "insert into inbound (account, fnsku, shipped, received, status) values ('demo', 'X1', ?, ?, ?)"
)
_few = st.integers(0, 40)
_moved = st.fixed_dictionaries(dict.fromkeys(_KINDS, _few))
_sent = st.lists(
    st.tuples(_few, _few, st.sampled_from(["CLOSED", "SHIPPED", "CANCELLED", None])), max_size=4
)
_owed = st.lists(
    st.tuples(st.sampled_from(["fc_lost", "fc_damaged", "inbound_short"]), _few, _few), max_size=4
)


def _write(home: Path, moved: dict[str, int], sent: list[Any]) -> None:
    """The tables of an audit that saw this."""
    folder = results.folder_of(1)
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as made:
        figures = ", ".join(f"{units}::bigint as {kind}" for kind, units in moved.items())
        made.execute(
            "copy (select 'demo' as account, 'X1' as fnsku, 'M1' as msku, date '2026-09-01' as"
            f" month, {figures}, 0::bigint as net) to '{folder / 'flow.parquet'}' (format parquet)"
        )
        made.execute(
            "create table inbound (account varchar, fnsku varchar, shipped bigint,"
            " received bigint, status varchar, shipment_id varchar default 'FBA1',"
            " created_date date, event_date date)"
        )
        for line in sent:
            made.execute(_INBOUND, list(line))
        made.execute(f"copy inbound to '{folder / 'inbound.parquet'}' (format parquet)")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moved=_moved, sent=_sent, owed=_owed)
def test_units_are_conserved_at_every_node(
    home: Path, moved: dict[str, int], sent: list[Any], owed: list[Any]
) -> None:
    _write(home, moved, sent)
    record(*(
        finding(n, claim_type=kind, fnsku="X1", units=units, units_compensated=good,
                units_affected=units + good)
        for n, (kind, units, good) in enumerate(owed)
    ))  # fmt: skip
    drawn = flow.flow(owned_scope(), ["demo"])
    for node in drawn.inner():
        into, out = drawn.through(node)
        if node != "shipped":
            assert into == out, node
    assert all(units > 0 for _source, _target, units, _href in drawn.links)
    shipped = sum(line[0] for line in sent if line[0] > 0)
    assert drawn.through("shipped") == (0, shipped)


@pytest.mark.parametrize("fnsku", ["", "X1"])
def test_every_band_opens_into_what_it_is_made_of(browser: Client, home: Path, fnsku: str) -> None:
    _write(home, dict.fromkeys(_KINDS, 3), [(10, 4, "CLOSED"), (5, 0, "SHIPPED")])
    record(finding(1, claim_type="inbound_short", fnsku="X1", shipment_id="FBA1", units=2))
    page = browser.get(reverse("units"), {"fnsku": fnsku}).content.decode()
    assert "Still on the way" in page
    for _source, _target, _units, href in flow.flow(owned_scope(), ["demo"], fnsku).links:
        if href:
            assert browser.get(href).status_code == 200
