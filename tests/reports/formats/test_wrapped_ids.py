"""Ids a spreadsheet has wrapped as `="…"` are the ids themselves, in every column of ids."""

import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row

from makewhole.reports.columns import Text
from makewhole.reports.form import formats

IDS = ("msku", "fnsku", "asin", "order_id", "reimbursement_id", "tracking_number")


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.__name__)
def test_labels_and_ids_are_read_as_ids(form: type) -> None:
    columns = form.columns  # type: ignore[attr-defined]
    assert [name for name in IDS if name in columns and isinstance(columns[name], Text)] == []


@pytest.mark.parametrize("wrapped", ['="00412"', '"=""00412"""'])
def test_a_wrapped_sku_is_the_sku(give: Give, wrapped: str) -> None:
    row = ledger_row().replace("SKU-1", wrapped)
    text = LEDGER + row if wrapped.startswith("=") else (LEDGER + row).replace("\t", ",")
    read = give(text, "ledger.csv")
    assert read.rows("msku") == [("00412",)]
