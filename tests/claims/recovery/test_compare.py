"""A recovery service's statement: read whatever its columns, judged line by line."""

from datetime import date
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.claims.bookkeeping.tables import engine_with

from makewhole.claims.recovery.compare import Billed, compare, summary
from makewhole.claims.recovery.statement import StatementUnreadable, read_statement
from makewhole.cli.main import run

_HEAD = "Reimbursement ID,Case ID,FNSKU,Qty,Amount Recovered,Commission\n"


def _paid(number: str, case: str | None, amount: str, units: int, **other: Any) -> dict[str, Any]:
    return {
        "approval_date": date(2026, 10, 1), "reimbursement_id": number, "case_id": case,
        "fnsku": "X001", "currency": "USD", "amount_total": amount, "cash_units": units,
        "inventory_units": 0, "reason": "Lost_Warehouse", **other,
    }  # fmt: skip


_BOOKS = [
    _paid("R1", "C1", "25.00", 2),
    _paid("R2", None, "10.00", 1),
    _paid("R3", "C3", "30.00", 3),
    _paid("R4", "C4", "8.00", 1),
    _paid("R5", "C5", "40.00", 4),
    _paid("X3", None, "-30.00", -3, inventory_units=3, original_reimbursement_id="R3"),
    _paid("X4", None, "-8.00", -1, original_reimbursement_id="R4"),
]


def _judged(tmp_path: Path, text: str) -> list[Billed]:
    file = tmp_path / "statement.csv"
    file.write_text(text, "utf-8")
    with engine_with(reimbursements=_BOOKS) as engine:
        return compare(engine, read_statement(file))


def test_each_line_gets_its_verdict(tmp_path: Path) -> None:
    lines = [
        "R1,C1,X001,2,25.00,6.25", "R2,,X001,1,10.00,2.50", "R1,C1,X001,2,25.00,6.25",
        "R3,C3,X001,3,30.00,7.50", "R4,C4,X001,1,8.00,2.00", "R5,C5,X001,4,44.00,11.00",
        "R9,C9,X001,1,5.00,1.25", "R5,C6,X001,4,1.00,0.25",
    ]  # fmt: skip
    found = _judged(tmp_path, _HEAD + "\n".join(lines))
    assert [(each.line, each.verdict, each.over) for each in found] == [
        (2, "in_order", Decimal("0.00")),
        (3, "paid_by_itself", Decimal("10.00")),
        (4, "billed_twice", Decimal("25.00")),
        (5, "units_found", Decimal("30.00")),
        (6, "reversed", Decimal("8.00")),
        (7, "above_payment", Decimal("4.00")),
        (8, "not_in_reports", Decimal("0.00")),
        (9, "billed_twice", Decimal("1.00")),
    ]
    told = {row["verdict"]: row for row in summary(found)}
    assert told["billed_twice"]["lines"] == 2
    assert told["billed_twice"]["without_ground"] == Decimal("26.00")
    assert told["billed_twice"]["fee"] == Decimal("6.50")


def test_a_payment_billed_in_two_parts_is_no_double_billing(tmp_path: Path) -> None:
    found = _judged(tmp_path, _HEAD + "R1,C1,X001,1,12.50,3\nR1,C1,X001,1,12.50,3\n")
    assert [each.verdict for each in found] == ["in_order", "in_order"]


def test_a_line_with_a_case_id_only_is_matched_by_it(tmp_path: Path) -> None:
    (found,) = _judged(tmp_path, "Ticket,Recovered\nC5,40.00\n")
    assert (found.verdict, found.paid_id) == ("in_order", "R5")


def test_another_currency_is_said_and_not_compared(tmp_path: Path) -> None:
    (found,) = _judged(tmp_path, "Case ID,Amount,Currency\nC5,40.00,EUR\n")
    assert (found.verdict, found.over) == ("other_currency", Decimal("0.00"))


def test_a_statement_with_a_preamble_in_german_numbers(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes("Abrechnung\n\nCase ID;Amount\nC5;1.240,50 \u20ac\n".encode("cp1252"))
    read = read_statement(file)
    assert [(each["line"], each["amount"]) for each in read.lines] == [(4, Decimal("1240.50"))]


def test_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Case ID", "Amount Recovered"])
        sheet.write_row(1, 0, [15500000001, 25.5])
    (row,) = read_statement(file).lines
    assert (row["case_id"], row["amount"]) == ("15500000001", Decimal("25.5"))


def test_unknown_columns_are_named_and_can_be_mapped(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("Vorgang,Betrag\nC5,40.00\n", "utf-8")
    with pytest.raises(StatementUnreadable) as error:
        read_statement(file)
    assert str(error.value) == (
        f"{file}: no column for amount is known among: Vorgang, Betrag; expected was an amount, "
        "and a reimbursement id or case id, in each line. Nothing was compared. Say which it is: "
        '--column amount="HEADING" --column case_id="HEADING"'
    )
    read = read_statement(file, {"case_id": "Vorgang", "amount": "Betrag"})
    assert read.columns == ("case_id", "amount")
    with pytest.raises(StatementUnreadable, match="the mapping names colour"):
        read_statement(file, {"colour": "Vorgang"})


def test_a_line_without_an_amount_is_told_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("Case ID,Amount\nC5,n/a\nC5,40.00\n", "utf-8")
    read = read_statement(file)
    assert len(read.lines) == 1
    assert str(read.problems[0]) == (
        "s.csv, line 2: it has no amount that can be read; expected was one in each billed line. "
        "The line was left out of the comparison. Ask the service for it."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it holds no lines of text"),
        (b"\x00\x01\x02", "it holds no lines of text"),
        (b"PK\x03\x04 no workbook", "it cannot be opened"),
    ],
)
def test_what_is_no_statement_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "s.xlsx"
    file.write_bytes(content)
    with pytest.raises(StatementUnreadable, match=told):
        read_statement(file)
    with pytest.raises(StatementUnreadable, match="there is no such file"):
        read_statement(tmp_path / "none.csv")


def test_a_line_without_a_product_bills_the_whole_reimbursement(tmp_path: Path) -> None:
    books = [_paid("R1", "C1", "25.00", 2), _paid("R1", "C1", "17.00", 1, fnsku="X002")]
    file = tmp_path / "statement.csv"
    file.write_text("Reimbursement ID,Amount\nR1,42.00\nR1,17.00\n", "utf-8")
    with engine_with(reimbursements=books) as engine:
        found = compare(engine, read_statement(file))
    assert [(each.verdict, each.over) for each in found] == [
        ("in_order", Decimal("0.00")),
        ("billed_twice", Decimal("17.00")),
    ]


def test_windows_that_closed_unused_are_listed_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.csv").write_text("Case ID,Amount\n15500000002,35.10\n15500000002,1.00\n")
    with as_file(files("makewhole.demo").joinpath("reports")) as reports:
        book = str(tmp_path / "out.xlsx")
        for more in (["--format", "json"], ["--missed"], ["--missed", "--out", book]):
            given = ["compare-service", str(tmp_path / "s.csv"), str(reports)]
            with pytest.raises(SystemExit) as ended:
                run([*given, "--as-of", "2026-11-15", *more])
            assert ended.value.code == 0
    said = capsys.readouterr().out
    assert '"verdict": "in_order"' in said and '"verdict": "billed_twice"' in said
    shown = said.partition("Windows that closed with money still owed")[2]
    assert "fc_lost" in shown or "fee_" in shown or "return_" in shown
    sheets = CalamineWorkbook.from_path(book)
    assert sheets.sheet_names == ["summary", "lines", "windows missed"]
    missed = sheets.get_sheet_by_name("windows missed").to_python()
    amounts = [row[missed[0].index("amount")] for row in missed[1:]]
    assert amounts and amounts == sorted(amounts, reverse=True)
