"""Dates and decimals are read one way in a whole file, on the evidence of all its cells."""

import random

import pytest
from tests.reports.conftest import LEDGER, Give, Outcome, ledger_row

from makewhole.reports import lines as lines_module
from makewhole.reports import manner

RETURNS = (
    "return-date,order-id,sku,asin,fnsku,product-name,quantity,fulfillment-center-id,"
    "detailed-disposition,reason,status,license-plate-number,customer-comments\n"
)
REIMBURSED = (
    "approval-date\treimbursement-id\treason\tsku\tfnsku\tcurrency-unit\tamount-per-unit\t"
    "amount-total\tquantity-reimbursed-cash\tquantity-reimbursed-inventory\t"
    "quantity-reimbursed-total\n"
)
COSTS = "sku;cost;currency;effective_from\n"


def returned(*days: str) -> str:
    """A returns file with these days."""
    row = ",111-0000000-0000001,S,B000000001,X001,Cup,1,PHX7,SELLABLE,X,,LPN1,\n"
    return RETURNS + "".join(day + row for day in days)


@pytest.mark.parametrize(
    ("days", "read_as", "noted"),
    [
        (["03/04/2026", "13/04/2026"], ["2026-04-03", "2026-04-13"], False),
        (["03/04/2026", "03/14/2026"], ["2026-03-04", "2026-03-14"], False),
        (["03/04/2026", "05/06/2026"], ["2026-03-04", "2026-05-06"], True),
        (["3/4/26", "12/31/26"], ["2026-03-04", "2026-12-31"], False),
        (["2026-03-04", "13/04/2026"], ["2026-03-04", "2026-04-13"], False),
    ],
)
def test_slash_dates(give: Give, days: list[str], read_as: list[str], noted: bool) -> None:
    read = give(returned(*days))
    assert [str(row[0]) for row in read.rows("return_date", "returns")] == read_as
    assert [problem.kind for problem in read.problems] == ["note_dates"] * noted


def test_asked_or_searched_a_file_says_the_same(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes of a small file are searched, the cells of a larger one are asked."""
    texts = [
        returned("03/04/2026", "13/04/2026"),
        returned("03/04/2026"),
        COSTS + "A;1,50;EUR;2026-01-01\n" * 3 + "B;1.234;EUR;2026-01-01\n",
        COSTS + "A;1.50;EUR;2026-01-01\n" * 2 + "B;1,50;EUR;2026-01-01\n",
        COSTS + "A;1.234;EUR;03/04/2026\n",
    ]
    searched = [give(text, f"s{n}.csv") for n, text in enumerate(texts)]
    monkeypatch.setattr(manner, "_SEARCHED", 0)
    asked = [give(text, f"s{n}.csv") for n, text in enumerate(texts)]
    for one, other in zip(searched, asked, strict=True):
        assert (one.problems, one.aside()) == (other.problems, other.aside())
        for part, same in zip(one.file.parts, other.file.parts, strict=True):
            assert one.rows("*", part.table) == other.rows("*", same.table)


def test_a_file_that_cannot_tell_says_so_and_names_the_option(give: Give) -> None:
    read = give(returned("03/04/2026"))
    assert read.problem == (
        'ledger.tsv, column return-date: the dates of this column (such as "03/04/2026") can be '
        "read month first or day first, and no date in the file tells which. They were read month "
        "first. If your Seller Central shows the day first, read the file again with --dates "
        "day-first."
    )
    again = give(returned("03/04/2026"), dates="day-first")
    assert [str(row[0]) for row in again.rows("return_date", "returns")] == ["2026-04-03"]
    assert again.problems == []


def test_evidence_of_both_orders_sets_the_impossible_days_aside(give: Give) -> None:
    read = give(returned("13/04/2026", "04/13/2026"))
    assert [str(row[0]) for row in read.rows("return_date", "returns")] == ["2026-04-13"]
    assert len(read.aside()) == 1


def test_the_ledger_is_month_first_whatever_its_days(give: Give) -> None:
    read = give(LEDGER + ledger_row(day="03/04/2026") + ledger_row(day="13/04/2026"))
    assert [str(row[0]) for row in read.rows("event_date")] == ["2026-03-04"]
    told = give(LEDGER + ledger_row(day="13/04/2026"), dates="day-first")
    assert [str(row[0]) for row in told.rows("event_date")] == ["2026-04-13"]


@pytest.mark.parametrize(
    ("costs", "read_as"),
    [
        (["4,10", "1.234,56"], ["4.1000", "1234.5600"]),
        (["4.10", "1,234.56"], ["4.1000", "1234.5600"]),
        (["1,234", "5.50"], ["1234.0000", "5.5000"]),
        (["1.234", "5,50"], ["1234.0000", "5.5000"]),
        (["€ 4,10", "12,00"], ["4.1000", "12.0000"]),
    ],
)
def test_decimal_mark(give: Give, costs: list[str], read_as: list[str]) -> None:
    rows = "".join(f"S{n};{cost};EUR;2026-01-01\n" for n, cost in enumerate(costs))
    read = give(COSTS + rows, "costs.csv")
    assert [row[0] for row in read.rows("cost::varchar", "costs")] == read_as


PAID = (
    "approval-date\treimbursement-id\treason\tsku\tfnsku\tcurrency-unit\tamount-per-unit\t"
    "amount-total\tquantity-reimbursed-cash\tquantity-reimbursed-inventory\t"
    "quantity-reimbursed-total\n"
)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("(12.34)", "-12.3400"),
        ("($1,012.34)", "-1012.3400"),
        ("$ (12.34)", "-12.3400"),
        ("\u221212.34", "-12.3400"),
        ("-£12.34", "-12.3400"),
        ("￥1,012", "1012.0000"),
        ("₹1,012.50", "1012.5000"),
        ("1\u202f012.34", "1012.3400"),
        ("1'012.34", "1012.3400"),
    ],
)
def test_amounts_as_spreadsheets_print_them(give: Give, printed: str, read_as: str) -> None:
    day = "2026-03-01T10:00:00-08:00"
    rows = [f"{day}\t7\tLost\tS\tX\tUSD\t5.55\t{printed}\t(1)\t0\t(1)\n"]
    read = give(PAID + "".join(rows), "paid.tsv")
    assert read.rows("amount_total::varchar, total_units", "reimbursements") == [(read_as, -1)]


@pytest.mark.parametrize("printed", ["(12,34)", "(-12.34)", "(12.34", "()", "12.34-", "1.2E+3"])
def test_what_is_no_amount_for_certain_is_set_aside(give: Give, printed: str) -> None:
    row = f"2026-03-01\t7\tLost\tS\tX\tUSD\t5.55\t{printed}\t1\t0\t1\n"
    read = give(PAID + row, "paid.tsv")
    assert [(each.column, each.kind) for each in read.aside()] == [("amount-total", "bad_amount")]


def test_amounts_in_parentheses_tell_the_decimal_mark(give: Give) -> None:
    row = "2026-03-01\t7\tLost\tS\tX\tEUR\t({0})\t({0})\t1\t0\t1\n"
    read = give(PAID + row.format("1.012") + row.format("12,34"), "paid.tsv")
    assert read.rows("amount_total::varchar", "reimbursements") == [("-1012.0000",), ("-12.3400",)]


def test_numbers_that_can_be_read_both_ways_are_told(give: Give) -> None:
    read = give(COSTS + "S;1.234;EUR;2026-01-01\n", "costs.csv")
    assert read.rows("cost::varchar", "costs") == [("1.2340",)]
    assert read.problem == (
        'costs.csv: "1.234" can be read with a decimal mark or with a thousands mark, and no '
        "number in the file tells which. A dot was taken for the decimal mark, a comma for "
        "thousands. If your Seller Central writes decimals with a comma, read the file again with "
        "--decimals comma."
    )


@pytest.mark.parametrize(("decimals", "read_as"), [("comma", "1234.0000"), ("dot", "1.2340")])
def test_the_decimal_mark_can_be_told(give: Give, decimals: str, read_as: str) -> None:
    read = give(COSTS + "S;1.234;EUR;2026-01-01\n", "costs.csv", decimals=decimals)
    assert read.rows("cost::varchar", "costs") == [(read_as,)]
    assert read.problems == []


def test_an_amount_that_does_not_fit_the_files_manner_is_set_aside(give: Give) -> None:
    read = give(COSTS + "A;4,10;EUR;2026-01-01\nB;5,20;EUR;2026-01-01\nC;6.30;EUR;2026-01-01\n")
    assert read.aside_texts() == [
        'ledger.tsv, line 4, column cost: "6.30" is not a number in the form of this file, whose '
        "decimal mark is the comma (1.234,56). The row was set aside."
    ]


@pytest.mark.parametrize(
    ("day", "read_as"),
    [
        ("2026-05-12T09:59:13+00:00", "2026-05-12"),
        ("2026-09-01T23:30:00-07:00", "2026-09-01"),
        ("2026-03-14 08:49:04 UTC", "2026-03-14"),
        ("14.03.2026 08:00:00 UTC", "2026-03-14"),
        ("2026/03/14 08:00:00 UTC", "2026-03-14"),
        ("Jan 5, 2026 1:23:45 PM PST", "2026-01-05"),
        ("1 May 2026 10:00:00 am UTC", "2026-05-01"),
        ("11-JUL-2025", "2025-07-11"),
    ],
)
def test_forms_of_a_day(give: Give, day: str, read_as: str) -> None:
    read = give(returned(f'"{day}"'))
    assert [str(row[0]) for row in read.rows("return_date", "returns")] == [read_as]


def paid(day: str, amount: str) -> str:
    """One line of a reimbursements file."""
    return f"{day}\t900\tLost_Warehouse\tS\tX001\tEUR\t{amount}\t{amount}\t1\t0\t1\n"


_DAYS = ["2026-05-12T09:59:13+00:00", "2026-05-13", "03/04/2026", "13/04/2026", "04/13/2026", "?"]
_AMOUNTS = ["4.10", "1,234.50", "12", "4,10", "1.234,50", "1,234", "1.234", "1,234,567", "x", ""]


@pytest.mark.parametrize("seed", range(12))
def test_many_segments_are_read_as_one(
    give: Give, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What the first records say is given up as soon as later ones say otherwise."""
    chance = random.Random(seed)
    rows = []
    for _ in range(chance.randint(2, 5)):  # stretches that each speak for a manner of their own
        days, amounts = chance.sample(_DAYS, 2), chance.sample(_AMOUNTS, 2)
        rows += [paid(chance.choice(days), chance.choice(amounts)) for _ in range(30)]
    whole = _outcome(give(REIMBURSED + "".join(rows)))
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 1024)
    assert _outcome(give(REIMBURSED + "".join(rows))) == whole


def _outcome(read: Outcome) -> list[object]:
    columns = "line, approval_date, amount_total::varchar, source"
    problems = [str(problem) for problem in read.problems]
    return [read.rows(columns, "reimbursements"), read.aside_texts(), problems]


@pytest.mark.parametrize(
    ("first", "then", "read_as", "noted"),
    [
        ("2026-05-12", "13/04/2026", "2026-04-13", False),
        ("2026-05-12", "03/04/2026", "2026-03-04", True),
        ("13/04/2026", "04/13/2026", "2026-04-13", False),
        ("04/13/2026", "03/04/2026", "2026-03-04", False),
    ],
)
def test_a_date_that_comes_late_decides_as_one_that_comes_early(
    give: Give, monkeypatch: pytest.MonkeyPatch, first: str, then: str, *, read_as: str, noted: bool
) -> None:
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 1024)
    read = give(REIMBURSED + paid(first, "4.10") * 50 + paid(then, "4.10"))
    assert str(read.rows("approval_date", "reimbursements")[-1][0]) == read_as
    assert [problem.kind for problem in read.problems] == ["note_dates"] * noted
