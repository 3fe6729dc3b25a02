"""Large files whose first record heads the others: read as if their records had waited."""

import random

import pytest
from tests.reports.conftest import Give, Outcome

from makewhole.reports import lines as lines_module
from makewhole.reports.formats.settlement_v2 import SettlementV2

HEADINGS = SettlementV2.layouts["current_24"]
_TABLES = {
    "settlements": "settlement_id, start_date, total_amount::varchar, currency, row_count, "
    "complete, source, line",
    "settlement_lines": "settlement_id, posted_date, transaction_type, order_id, "
    "amount::varchar, currency, msku, quantity_purchased, part, source, line",
}


def _row(**cells: str) -> str:
    return "\t".join(cells.get(heading.replace("-", "_"), "") for heading in HEADINGS) + "\n"


def _head(number: str = "26000000001", currency: str = "USD", total: str = "20.90") -> str:
    return _row(
        settlement_id=number,
        settlement_start_date="2026-03-01 00:00:00 UTC",
        settlement_end_date="2026-03-15 00:00:00 UTC",
        deposit_date="2026-03-17 00:00:00 UTC",
        total_amount=total,
        currency=currency,
    )


def _line(number: str = "26000000001", amount: str = "24.90", order: str = "114-1") -> str:
    return _row(
        settlement_id=number,
        transaction_type="Order",
        order_id=order,
        amount_type="ItemPrice",
        amount_description="Principal",
        amount=amount,
        posted_date_time="2026-03-05 08:00:00 UTC",
        sku="LAMP-01",
        quantity_purchased="1",
    )


_FILES = {
    "one statement": [_head(), *[_line(order=f"114-{n}") for n in range(60)]],
    "one line": [_head(), _line()],
    "a head alone": [_head()],
    "no head": [_line(order=f"114-{n}") for n in range(60)],
    "faulty rows": [_head(), *[_line(amount="x" if n % 7 == 0 else "1.00") for n in range(60)]],
    "head set aside": [_head(total="much"), *[_line() for _ in range(60)]],
    "head last": [*[_line() for _ in range(60)], _head()],
    "two statements, one after the other": [
        _head(), *[_line() for _ in range(60)],
        _head("26000000002", "CAD"), *[_line("26000000002") for _ in range(60)],
    ],
    "two statements, both heads first": [
        _head(), _head("26000000002", "CAD"),
        *[_line(f"2600000000{1 + n % 2}") for n in range(90)],
    ],
    "the head again": [_head(), *[_line() for _ in range(60)], _head()],
    "the head again in another currency": [
        _head(), *[_line() for _ in range(60)], _head(currency="AUD"),
    ],
    "headings and blank lines between": [
        _head(), *[_line() for _ in range(30)], "\t".join(HEADINGS) + "\n", "\n",
        *[_line() for _ in range(30)],
    ],
}  # fmt: skip


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 1500)


@pytest.mark.parametrize("name", _FILES)
def test_large_is_read_as_small(give: Give, name: str, request: pytest.FixtureRequest) -> None:
    content = _file(_FILES[name])
    waited = _outcome(give(content))
    request.getfixturevalue("small_segments")
    assert _outcome(give(content)) == waited


@pytest.mark.parametrize("seed", range(15))
def test_large_is_read_as_small_whatever_comes(
    give: Give, seed: int, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(seed)
    rows = [_head()] if chance.random() < 0.8 else []
    for n in range(chance.randint(20, 90)):
        amount = chance.choice(["1.00", "-2.50", "1,024.00", "", "y"])
        rows.append(_line(chance.choice(["26000000001"] * 9 + ["26000000002"]), amount, f"1-{n}"))
    if chance.random() < 0.3:
        rows.insert(chance.randrange(len(rows)), _head("26000000002", "CAD"))
    waited = _outcome(give(_file(rows)))
    request.getfixturevalue("small_segments")
    assert _outcome(give(_file(rows))) == waited


@pytest.mark.usefixtures("small_segments")
def test_only_records_that_the_first_lines_do_not_head_wait(give: Give) -> None:
    straight = give(_file(_FILES["one statement"]))
    assert {currency for (currency,) in straight.rows("currency", "settlement_lines")} == {"USD"}
    waited = give(_file(_FILES["two statements, one after the other"]))
    assert [_files_of_lines(straight) > 1, _files_of_lines(waited)] == [True, 1]


def _files_of_lines(read: Outcome) -> int:
    return sum(part.table == "settlement_lines" for part in read.file.parts)


def _file(rows: list[str]) -> str:
    return "\t".join(HEADINGS) + "\n" + "".join(rows)


def _outcome(read: Outcome) -> list[object]:
    counts = (read.file.records, read.file.kept, read.file.skipped, read.file.set_aside_rows)
    days = (read.file.first_day, read.file.last_day)
    rows = [read.rows(columns, table) for table, columns in _TABLES.items()]
    return [rows, counts, days, read.aside_texts(), [str(each) for each in read.problems]]
