"""Journal entries: worked by hand, balanced whatever comes, and accepted by beancount."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.claims.bookkeeping.tables import cost, engine_with, line, reimbursement, settlement

from makewhole.claims.bookkeeping.entries import Entry, entries
from makewhole.claims.bookkeeping.writing import (
    XERO_LINES,
    ChartWrong,
    beancount,
    chart,
    quickbooks,
    xero,
)
from makewhole.errors import PathMissing


def _sums(entry: Entry) -> dict[str, Decimal]:
    held: dict[str, Decimal] = {}
    for posting in entry.postings:
        held[posting.ledger] = held.get(posting.ledger, Decimal(0)) + posting.amount
    return {ledger: amount for ledger, amount in held.items() if amount}


def test_a_settlement_sorts_its_lines_into_the_chart() -> None:
    lines = [
        line("100.00", "ItemPrice", "Principal"), line("8.00", "ItemPrice", "Tax"),
        line("-8.00", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal"),
        line("-15.00", "ItemFees", "Commission"),
        line("-5.00", "ItemFees", "FBAPerUnitFulfillmentFee"),
        line("-20.00", "ItemPrice", "Principal", "Refund"), line("-2.00", "Promotion", "Principal"),
        line("25.00", "FBA Inventory Reimbursement", "WAREHOUSE_LOST", "other-transaction"),
        line("-3.00", "other-transaction", "Storage Fee", "other-transaction"),
        line("-1.00", "other-transaction", "Something new", "other-transaction"),
    ]  # fmt: skip
    with engine_with(settlements=[settlement("79.00")], settlement_lines=lines) as engine:
        (entry,) = entries(engine)
    assert (entry.number, entry.day, entry.currency) == ("S-S1", date(2026, 10, 13), "USD")
    assert _sums(entry) == {
        "clearing": Decimal("79.00"), "sales": Decimal("-100.00"), "refunds": Decimal("20.00"),
        "selling_fees": Decimal("15.00"), "fulfilment": Decimal("5.00"),
        "promotions": Decimal("2.00"), "receivable": Decimal("-25.00"), "storage": Decimal("3.00"),
        "other": Decimal("1.00"),
    }  # fmt: skip


def test_what_the_lines_do_not_explain_is_shown_and_not_hidden() -> None:
    lines = [line("100.00", "ItemPrice", "Principal")]
    with engine_with(settlements=[settlement("93.71")], settlement_lines=lines) as engine:
        (entry,) = entries(engine)
    assert _sums(entry)["difference"] == Decimal("6.29")


def test_a_recovery_below_cost_writes_off_the_units_and_shows_the_gap() -> None:
    with engine_with(reimbursements=[reimbursement("22.16", 4)], costs=[cost("6.74")]) as engine:
        (entry,) = entries(engine)
    assert entry.kind == "recovery"
    # 4 units at 6.74 leave the stock; 22.16 is due from Amazon; 4.80 nobody pays
    assert _sums(entry) == {
        "inventory": Decimal("-26.96"), "receivable": Decimal("22.16"), "gap": Decimal("4.80"),
    }  # fmt: skip
    assert [each.amount for each in entry.postings if each.ledger == "loss"] == [
        Decimal("26.96"), Decimal("-26.96"),
    ]  # fmt: skip


def test_a_reversal_is_the_recovery_with_its_signs_turned() -> None:
    rows = [
        reimbursement("22.16", 4),
        reimbursement("-22.16", -4, inventory_units=4, original_reimbursement_id="4410000012"),
    ]
    with engine_with(reimbursements=rows, costs=[cost("6.74")]) as engine:
        found = {entry.kind: _sums(entry) for entry in entries(engine)}
    assert found["reversal"] == {name: -amount for name, amount in found["recovery"].items()}


def test_without_a_cost_nothing_is_written_off() -> None:
    rows = [reimbursement("22.16", 4), reimbursement("5.00", 1, currency="CAD")]
    with engine_with(reimbursements=rows, costs=[cost("6.74", currency="CAD")]) as engine:
        found = {entry.currency: entry for entry in entries(engine)}
    assert _sums(found["USD"]) == {"receivable": Decimal("22.16"), "recovery": Decimal("-22.16")}
    assert "cost not known, nothing written off" in found["USD"].memo
    assert _sums(found["CAD"])["inventory"] == Decimal("-6.74")


def test_the_cost_of_the_day_counts() -> None:
    costs = [cost("6.74", effective_from=date(2026, 1, 1)),
             cost("7.00", effective_from=date(2026, 10, 13)),
             cost("9.00", effective_from=date(2026, 10, 14))]  # fmt: skip
    with engine_with(reimbursements=[reimbursement("14.00", 2)], costs=costs) as engine:
        (entry,) = entries(engine)
    assert _sums(entry) == {"inventory": Decimal("-14.00"), "receivable": Decimal("14.00")}


def test_only_the_days_asked_for() -> None:
    with engine_with(reimbursements=[reimbursement("22.16", 4)]) as engine:
        assert entries(engine, since=date(2026, 10, 14)) == []
        assert entries(engine, until=date(2026, 10, 12)) == []
        assert len(entries(engine, since=date(2026, 10, 13), until=date(2026, 10, 13))) == 1


_AMOUNT = some.decimals(-9999, 9999, places=4)


@settings(max_examples=12, deadline=None)
@given(
    some.lists(some.tuples(_AMOUNT, some.sampled_from(["USD", "JPY"])), max_size=8),
    _AMOUNT, some.integers(-9, 9), some.decimals(0, 99, places=4),
)  # fmt: skip
def test_every_entry_balances_and_beancount_agrees(
    lines: list[tuple[Decimal, str]], total: Decimal, units: int, unit_cost: Decimal
) -> None:
    told = [line(str(amount), "ItemPrice", "Principal", currency=c) for amount, c in lines]
    rows = [reimbursement(str(total), units)]
    with engine_with(
        settlements=[settlement(str(total)), settlement(str(total), currency="JPY")],
        settlement_lines=told, reimbursements=rows, costs=[cost(str(unit_cost))],
    ) as engine:  # fmt: skip
        found = entries(engine)
    for entry in found:
        assert sum(posting.amount for posting in entry.postings) == 0
    _, errors, _ = loader.load_string(beancount(found, chart()))
    assert errors == []


def test_words_of_a_report_cannot_break_the_file() -> None:
    row = reimbursement("22.16", 4, reason='Lost" \\\n 2026-01-01 open Assets:X')
    with engine_with(reimbursements=[row]) as engine:
        parsed, errors, _ = loader.load_string(beancount(entries(engine), chart()))
    assert errors == []
    assert sum(type(each).__name__ == "Transaction" for each in parsed) == 1


def test_quickbooks_gets_debits_and_credits_that_balance() -> None:
    with engine_with(reimbursements=[reimbursement("22.16", 4)], costs=[cost("6.74")]) as engine:
        rows = quickbooks(entries(engine), chart())
    assert list(rows[0]) == [
        "JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Name",
        "Currency",
    ]  # fmt: skip
    assert rows[0]["JournalDate"] == "10/13/2026"
    assert sum(row["Debits"] or 0 for row in rows) == sum(row["Credits"] or 0 for row in rows)
    assert all((row["Debits"] is None) != (row["Credits"] is None) for row in rows)


def test_xero_gets_files_of_at_most_300_lines_and_no_entry_cut_in_two() -> None:
    rows = [reimbursement("1.00", 1, reimbursement_id=str(n)) for n in range(200)]
    with engine_with(reimbursements=rows) as engine:
        files = xero(entries(engine), chart())
    assert [len(file) for file in files] == [300, 100]
    assert all(len(file) <= XERO_LINES for file in files)
    assert list(files[0][0]) == [
        "Narration", "Date", "Description", "AccountCode", "TaxRate", "Amount",
    ]  # fmt: skip
    assert files[0][0]["Date"] == "13/10/2026"
    for file in files:
        assert sum(row["Amount"] for row in file) == 0


def test_a_chart_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "chart.yaml"
    own.write_text("clearing: {name: Bank, code: '090', beancount: 'Assets:Bank'}\n")
    assert chart(own)["clearing"] == {"beancount": "Assets:Bank", "name": "Bank", "code": "090"}
    own.write_text("profit: {name: Bank}\n")
    with pytest.raises(ChartWrong) as error:
        chart(own)
    assert str(error.value).startswith(f"{own}: 'profit' is no purpose; expected was clearing,")
    own.write_text("clearing: {beancount: 'bank'}\n")
    with pytest.raises(ChartWrong, match="'bank' is no beancount account"):
        chart(own)
    own.write_text("clearing: [\n")
    with pytest.raises(ChartWrong, match="it is no YAML"):
        chart(own)
    with pytest.raises(PathMissing):
        chart(tmp_path / "none.yaml")


def test_nothing_to_write_is_said() -> None:
    assert beancount([], chart()) == "; no entries in this time\n"
