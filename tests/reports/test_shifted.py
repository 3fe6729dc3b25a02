"""In files whose rows end early, a row that lost a cell in its middle is told from a short one."""

import random

import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row

PAID = (
    "approval-date\treimbursement-id\tamazon-order-id\treason\tsku\tfnsku\tproduct-name\tcurrency-unit\t"
    "amount-per-unit\tamount-total\tquantity-reimbursed-cash\tquantity-reimbursed-inventory\t"
    "quantity-reimbursed-total\toriginal-reimbursement-id\toriginal-reimbursement-type\n"
)
MIDDLE = PAID.rstrip("\n").split("\t")[1:13]
SETTLED = (
    "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
    "currency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\t"
    "marketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\t"
    "posted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\t"
    "quantity-purchased\tpromotion-id\n"
)


def paid(number: int) -> list[str]:
    """The cells of a reimbursement of one or two units, up to its last quantity."""
    order = f"111-0000000-{number:07}" if number % 3 else ""
    units = str(1 + number % 2)
    return [
        "2026-03-01T10:00:00+00:00", str(4410 + number), order, "Lost_Warehouse",
        f"SKU-{number % 7}", f"X00{number % 7:07}", "A blue cup", "USD", "5.10", "10.20",
        units, "0", units,
    ]  # fmt: skip


def joined(*rows: list[str]) -> str:
    """Lines of cells between tabs, those at the ends that are empty dropped."""
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


@pytest.mark.parametrize("lost", range(1, 13), ids=MIDDLE)
def test_a_row_without_one_of_its_cells_is_set_aside(give: Give, lost: int) -> None:
    number = next(n for n in range(50, 60) if paid(n)[lost])
    shifted = [cell for place, cell in enumerate(paid(number)) if place != lost]
    read = give(PAID + joined(*map(paid, range(40)), shifted, *map(paid, range(60, 70))))
    assert [(each.line, each.kind) for each in read.aside()] == [(42, "shifted_cells")]
    assert read.file.kept == 50


def test_what_is_said_of_it(give: Give) -> None:
    shifted = paid(50)[:10] + paid(50)[11:]
    read = give(PAID + joined(*map(paid, range(40)), shifted))
    assert read.aside_texts() == [
        "ledger.tsv, line 42: the row is short, and its cells look like those of the other rows "
        "only if a cell is missing before them, not at its end. The row was set aside. Download "
        "the report again."
    ]


def test_two_rows_that_lost_the_same_cell(give: Give) -> None:
    shifted = [paid(n)[:9] + paid(n)[10:] for n in (50, 51)]
    read = give(PAID + joined(*map(paid, range(40)), *shifted))
    assert [each.line for each in read.aside()] == [42, 43]


def moved(number: int) -> list[str]:
    """The cells of a ledger row; every tenth is a loss, some of them with what is still open."""
    lost = number % 10 == 0
    return [
        f"03/{1 + number % 28:02}/2026", "X001", "B000000001", "SKU-1", "A cup",
        "Adjustments" if lost else "Shipments", str(700 + number) if lost else "", "-1", "PHX7",
        "SELLABLE", "M" if lost else "", "US", "0" if number % 20 == 0 else "",
        "1" if number % 20 == 0 else "",
    ]  # fmt: skip


def test_whole_rows_of_several_kinds_are_kept(give: Give) -> None:
    read = give(LEDGER + joined(*map(moved, range(200))))
    assert (read.file.kept, read.aside()) == (200, [])


def test_a_loss_without_its_reference_is_set_aside(give: Give) -> None:
    rows = [moved(n) for n in range(200)]
    del rows[130][6]
    read = give(LEDGER + joined(*rows))
    assert [each.line for each in read.aside()] == [132]


def settled(number: int, sku: str) -> list[str]:
    """The cells of a settlement row: an order's, now and then a refund's or a storage fee."""
    day = ["14.03.2026", "14.03.2026 08:00:00 UTC"]
    head = ["1900"] + [""] * 5
    if number % 30 == 7:
        fee = ["ServiceFee", "", "", "", "", "", "AmazonFees", "Storage Fee", "-12.00", "", *day]
        return head + fee
    kind, adjusted = ("Refund", "77") if number % 40 == 3 else ("Order", "")
    said = "Principal" if number % 2 else "Commission"
    return [
        *head, kind, f"111-0000000-{number:07}", "", adjusted, "DqX", "Amazon.com",
        "ItemPrice" if number % 2 else "ItemFees", said, "10.00" if number % 2 else "-1.50", "AFN",
        *day, f"4{number:09}", "", adjusted, sku, "1" if number % 2 else "",
    ]  # fmt: skip


TOTALS = ["1900", "2026-03-01 00:00:00 UTC", "2026-03-15 00:00:00 UTC", "2026-03-17", "0", "USD"]


@pytest.mark.parametrize("sku", ["SKU-1", "40112", "MY CUP"])
def test_rare_rows_of_a_settlement_are_kept(give: Give, sku: str) -> None:
    rows = [settled(n, sku) for n in range(240)]
    read = give(SETTLED + joined(TOTALS, *rows), "settlement.txt")
    assert read.aside() == []


def test_a_settlement_row_whose_sku_stands_elsewhere_is_set_aside(give: Give) -> None:
    rows = [settled(n, "SKU-1") for n in range(240)]
    del rows[101][19]
    read = give(SETTLED + joined(TOTALS, *rows), "settlement.txt")
    assert [(each.line, each.kind) for each in read.aside()] == [(104, "shifted_cells")]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_rows_end_early_none_is_lost_by_it(give: Give, seed: int) -> None:
    draw = random.Random(seed)
    rows = [moved(draw.randrange(1000)) for _ in range(draw.randrange(3, 120))]
    assert give(LEDGER + joined(*rows)).file.kept == len(rows)


def test_a_delimiter_too_many_before_an_empty_last_cell(give: Give) -> None:
    rows = [ledger_row(fnsku=f"X{number:03}") for number in range(10)]
    rows[4] = rows[4].replace("SELLABLE\t", "\tSELLABLE\t")
    read = give(LEDGER + "".join(rows))
    assert read.aside_texts() == [
        'ledger.tsv, line 6: "" stands beyond the last heading, so it is not certain which cell '
        "belongs to which heading. The row was set aside. A delimiter inside an unquoted text is "
        "the usual cause: download the report again."
    ]


def test_rows_that_all_end_in_a_delimiter_are_kept(give: Give) -> None:
    rows = [ledger_row(fnsku=f"X{number:03}").rstrip("\n") + "\t\n" for number in range(10)]
    assert give(LEDGER + "".join(rows)).file.kept == 10


def test_a_cell_that_all_rows_lack(give: Give) -> None:
    rows = ["\t".join(paid(n)[:5] + paid(n)[6:]) + "\n" for n in range(10)]
    read = give(PAID + "".join(rows))
    assert {each.kind for each in read.aside()} == {"shifted_cells"}
    assert read.aside_texts()[0] == (
        "ledger.tsv, line 2: the row has not as many cells as there are headings, and what stands "
        "under the heading of a currency or an ASIN is none, so its cells stand under the wrong "
        "headings. The row was set aside. Download the report again."
    )
    assert read.file.kept == 0
