"""Line numbers are the physical lines of the file, whatever stands in between."""

import hashlib
import random
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row

from makewhole.reports import lines as lines_module
from makewhole.reports.columns import Units
from makewhole.reports.lines import EMPTY, Lines
from makewhole.reports.values import Manner, macros, value

HEADER = LEDGER.replace("\t", ",")


def csv_row(fnsku: str, title: str = "A cup", units: str = "-1") -> str:
    """One line of a ledger, comma-separated, the title in quotes."""
    return ledger_row(fnsku=fnsku, units=units).replace("A cup", f'"{title}"').replace("\t", ",")


def test_empty_lines_and_repeated_headings_are_counted_and_skipped(give: Give) -> None:
    read = give(LEDGER + ledger_row(fnsku="A") + "\n\n" + LEDGER + ledger_row(fnsku="B") + "\n")
    assert read.rows("line, fnsku") == [(2, "A"), (6, "B")]
    assert (read.file.kept, read.file.skipped, read.file.set_aside_rows) == (2, 4, 0)


def test_a_line_of_nothing_but_delimiters_is_empty(give: Give) -> None:
    read = give(LEDGER + "\t" * 13 + "\n" + ledger_row(fnsku="B") + " \n")
    assert read.rows("line, fnsku") == [(3, "B")]
    assert read.file.skipped == 2


def test_lines_after_a_quoted_line_break(give: Give) -> None:
    rows = [
        csv_row("A"),
        csv_row("B", "two\nlines\n\nand more"),
        csv_row("C"),
        csv_row("D", units="?"),
    ]
    read = give(HEADER + "".join(rows), "ledger.csv")
    assert read.rows("line, fnsku, title") == [
        (2, "A", "A cup"),
        (3, "B", "two lines  and more"),
        (7, "C", "A cup"),
    ]
    assert [each.line for each in read.aside()] == [8]
    assert (read.file.records, read.file.skipped) == (4, 0)


def test_doubled_quotes_inside_a_cell(give: Give) -> None:
    read = give(HEADER + csv_row("A", 'a 6"" pipe') + csv_row("B"), "ledger.csv")
    assert read.rows("line, title") == [(2, 'a 6" pipe'), (3, "A cup")]


def test_a_lone_quote_in_a_tab_file_is_data(give: Give) -> None:
    read = give(LEDGER + ledger_row(title='6" pipe') + ledger_row(title='"Best" cup'))
    assert read.rows("line, title") == [(2, '6" pipe'), (3, '"Best" cup')]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(give: Give, end: str) -> None:
    text = LEDGER + ledger_row(fnsku="A") + ledger_row(units="") + ledger_row(fnsku="C")
    read = give(text.replace("\n", end).encode())
    assert read.rows("line, fnsku, unreconciled_units") == [(2, "A", None), (4, "C", None)]
    assert [each.line for each in read.aside()] == [3]


def test_a_last_line_without_an_end(give: Give) -> None:
    read = give((LEDGER + ledger_row(fnsku="A") + ledger_row(fnsku="B")).rstrip("\n"))
    assert read.rows("line, fnsku") == [(2, "A"), (3, "B")]


def test_a_trailing_tab_on_every_line(give: Give) -> None:
    read = give((LEDGER + ledger_row(fnsku="A")).replace("\n", "\t\n"))
    assert read.rows("line, fnsku") == [(2, "A")]


PAID = (
    "approval-date,reimbursement-id,reason,sku,fnsku,product-name,currency-unit,amount-per-unit,"
    "amount-total,quantity-reimbursed-cash,quantity-reimbursed-inventory,"
    "quantity-reimbursed-total,original-reimbursement-id,original-reimbursement-type\n"
)


def paid_row(number: int, end: str = "", title: str = '"Cup, blue, tall"') -> str:
    """One line of reimbursements that ends as said after its last quantity."""
    return (
        f"2026-03-01T10:00:00-08:00,{number},Lost_Warehouse,SKU-1,X001,{title},USD,5.10,10.20,2,0,"
        f"2{end}\n"
    )


def test_empty_cells_that_a_spreadsheet_dropped_are_empty(give: Give) -> None:
    whole = [paid_row(n, ",7,Lost_Warehouse" if n == 3 else ",,") for n in range(1, 17)]
    read = give(PAID + "".join(whole) + "".join(map(paid_row, range(17, 33))), "paid.csv")
    assert (read.file.records, read.file.kept) == (32, 32)
    columns = "line, reimbursement_id, amount_total, original_reimbursement_id"
    rows = read.rows(columns, "reimbursements")
    assert rows[2] == (4, "3", Decimal("10.2"), "7")
    assert rows[31] == (33, "32", Decimal("10.2"), None)
    (problem,) = read.file.problems
    assert (problem.kind, problem.column) == ("note_short_rows", "original-reimbursement-type")


def test_tabs_that_an_editor_dropped_are_empty_cells(give: Give) -> None:
    row = ledger_row().rstrip("\t\n") + "\n"
    read = give(LEDGER + row * 2)
    assert read.rows("line, country, unreconciled_units") == [(2, "US", None), (3, "US", None)]


def test_two_short_rows_may_have_the_cells_of_a_whole_one(give: Give) -> None:
    row = ledger_row().rstrip("\t\n").split("\t")
    read = give(LEDGER + "".join("\t".join(row[:n]) + "\n" for n in (12, 3, 12, 3, 12)))
    assert read.rows("line") == [(2,), (4,), (6,)]
    assert [each.line for each in read.aside()] == [3, 5]


def test_rows_below_other_headings_are_not_taken_for_rows_that_end_early(give: Give) -> None:
    newer = LEDGER.replace("\n", "\tDate and Time\n")
    rows = "".join(ledger_row().replace("\n", "\tMar 31\n") for _ in range(3))
    read = give(newer + rows + LEDGER + ledger_row() * 9)
    assert read.rows("line") == [(2,), (3,), (4,)]
    assert {each.kind for each in read.aside()} == {"too_few_cells"}


def test_a_row_short_among_whole_ones_is_set_aside(give: Give) -> None:
    shifted = paid_row(5, ",,").replace('"Cup, blue, tall",', "")
    rows = [paid_row(n, ",,") for n in range(1, 5)]
    read = give(PAID + "".join(rows) + shifted + "".join(rows), "paid.csv")
    assert [(each.line, each.kind) for each in read.aside()] == [(6, "too_few_cells")]


def test_rows_that_a_line_break_cut_in_two_are_set_aside(give: Give) -> None:
    broken = paid_row(1, ",,", title="Cup\nblue")
    read = give((PAID + broken * 9).replace(",", "\t"), "paid.tsv")
    assert (read.file.kept, len(read.aside())) == (0, 18)


def test_a_short_row_in_which_the_file_breaks_off_is_set_aside(give: Give) -> None:
    text = PAID + "".join(map(paid_row, range(1, 9)))
    read = give(text + paid_row(9).rstrip("2\n") + "1", "paid.csv")
    (aside,) = read.aside()
    assert (read.file.kept, aside.line, aside.kind) == (8, 10, "too_few_cells")
    assert aside.message.startswith("the file ends inside this row")
    assert give(text.rstrip("\n"), "whole.csv").file.kept == 7


def test_lines_above_the_headings(give: Give) -> None:
    read = give("Inventory ledger\n,,,,\n" + HEADER + csv_row("A") + csv_row("B", units="x"))
    assert read.rows("line, fnsku") == [(4, "A")]
    assert [each.line for each in read.aside()] == [5]


def test_every_kind_of_line_mixed_over_many_segments(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 4096)
    chance = random.Random(7)
    text, kept, aside, line = HEADER, [], [], 2
    for number in range(3000):
        kind = chance.choice(["good", "good", "good", "bad", "empty", "broken", "short", "long"])
        match kind:
            case "good":
                kept.append((line, f"F{number}"))
                text += csv_row(f"F{number}")
            case "broken":
                kept.append((line, f"F{number}"))
                text += csv_row(f"F{number}", "two\nlines, or\nthree")
                line += 2
            case "bad" | "short" | "long":
                aside.append(line)
                bad = {"bad": csv_row("F", units="x"), "short": "a,b\n", "long": "a," * 40 + "\n"}
                text += bad[kind]
            case "empty":
                text += "\n"
        line += 1
    read = give(text, "ledger.csv")
    assert read.rows("line, fnsku") == kept
    assert [each.line for each in read.aside()] == aside
    assert len(read.file.parts) > 10


def test_rows_of_many_segments_carry_the_number_of_the_whole_file(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 2048)
    read = give(LEDGER + "".join(ledger_row(fnsku=f"F{n}") for n in range(500)))
    assert len(read.file.parts) > 5
    assert set(read.rows("source")) == {(read.file.source,)}
    assert read.rows("line, fnsku") == [(n + 2, f"F{n}") for n in range(500)]


def test_a_cast_is_never_pushed_into_the_reader(tmp_path: Path) -> None:
    """DuckDB 2.0 drops rows where a cast alone stands upon a column of the reader."""
    path = tmp_path / "cells.tsv"
    path.write_text("1\ta\nx\tb\n3\tc\n")
    scan = (
        f"read_csv('{path}', columns={{'c0': 'VARCHAR', 'c1': 'VARCHAR'}}, auto_detect=false, "
        "header=false, delim='\t', quote='', escape='', store_rejects=true, rejects_limit=0)"
    )
    with duckdb.connect() as con:
        for macro in macros().values():
            con.execute(macro)
        units = Units("Quantity")
        units.name = "units"
        sql = f"select {value(units, 'c0', Manner())} as units from {scan}"
        assert len(con.execute(sql).fetchall()) == 3
        assert con.execute("select count(*) from reject_errors").fetchone() == (0,)


def test_a_file_of_segments_hashes_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", 100)
    path = tmp_path / "ledger.tsv"
    path.write_text(LEDGER + ledger_row() * 20)
    cut = Lines(path, into=tmp_path / "cut", header_line=1, delimiter="\t")
    segments = list(cut.segments())
    assert cut.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "".join(each.path.read_text() for each in segments) == ledger_row() * 20
    assert [each.first_line for each in segments] == sorted({e.first_line for e in segments})


_UGLY = ["\u00e9", "\u6f22", "x\r\ny", "two\nlines", 'q""q', "plain", " padded ", ""]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [97, 211, 1009])
def test_wherever_the_file_is_cut_its_lines_are_the_same(
    give: Give, monkeypatch: pytest.MonkeyPatch, end: str, size: int
) -> None:
    """Line breaks in quotes, CR LF and letters of several bytes lie across the cuts."""
    chance = random.Random(size)
    rows = "".join(csv_row(f"F{n}", chance.choice(_UGLY)) for n in range(300)).rstrip("\n")
    text = (HEADER + rows).replace("\r\n", "\n").replace("\n", end)
    whole = give(text.encode(), "ledger.csv").rows("line, fnsku, title, source")
    monkeypatch.setattr(lines_module, "SEGMENT_BYTES", size)
    cut = give(text.encode(), "ledger.csv")
    assert len(cut.file.parts) > 10
    assert cut.rows("line, fnsku, title, source") == whole
    assert cut.file.kept == len(whole) == 300
    assert cut.file.sha256 == hashlib.sha256(text.encode()).hexdigest()


_LINES = ["plain,a,b", "\u00e9,\u6f22", "a,\x00", "\x02,c", "l" * 70, "", "1.1E+14,x", "r\r,s"]


@pytest.mark.parametrize("size", [61, 97, 211])
@pytest.mark.parametrize("odd", [1, 2, 7, 8])
def test_blocks_handed_on_uncopied_hold_the_lines_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, odd: int
) -> None:
    """Marks, letters across two blocks and ids a spreadsheet rounded are the same either way."""
    chance = random.Random(size)
    lines = [chance.choice(_LINES[:odd] if n % 9 else _LINES) for n in range(400)]
    path = tmp_path / "ledger.csv"
    path.write_bytes(b"a,b\n" + "\n".join(lines).encode() + b"\n" + b"x" * 70)
    monkeypatch.setattr(lines_module, "LONGEST_LINE", 60)

    def cut() -> tuple[bytes, int, bool]:
        found = Lines(path, into=tmp_path / "cut", header_line=1, delimiter=",")
        segments = list(found.segments())
        content = b"".join(each.path.read_bytes() for each in segments)
        content = content.replace(found.mark(EMPTY, b""), b"")  # not marked where no line is odd
        return content, sum(each.lines for each in segments), found.may_hold_rounded_ids

    monkeypatch.setattr(lines_module, "_SMALL", 0)
    whole = cut()
    monkeypatch.setattr(lines_module, "_BLOCK_BYTES", size)
    assert cut() == whole
    assert whole[0].count(b"\n") == whole[1] == 401
