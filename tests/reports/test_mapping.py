"""A mapping file says which column is what, for a file no format knows."""

from pathlib import Path

import pytest
from tests.reports.conftest import read_folder

from makewhole.reports import read_paths
from makewhole.reports.mapping import MappingUnfit, load_mapping

MAPPING = """\
# my fee file
makewhole mapping: 1
report: SC_RETURNS_PROCESSING_FEE
columns:
  charge_date: Day charged
  msku: Item
  units: Pieces
  charged_amount: Fee
constants: {currency: EUR}
dates: day-first
decimal: comma
"""
FEES = "Day charged;Item;Pieces;Fee;Remark\n03/04/2026;S-1;2;1.234;x\n"


def test_a_mapping_lying_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "fees.csv").write_text(FEES)
    (tmp_path / "given" / "how.mapping").write_text(MAPPING)
    read = read_folder(tmp_path / "given", tmp_path)
    assert read.file.report == "SC_RETURNS_PROCESSING_FEE"
    assert read.rows(
        "charge_date::varchar, kind, msku, units, charged_amount::varchar, currency", "other_fees"
    ) == [("2026-04-03", "returns_processing", "S-1", 2, "1234.0000", "EUR")]


def test_a_copy_of_a_mapping_is_the_same_mapping(tmp_path: Path) -> None:
    (tmp_path / "given" / "backup").mkdir(parents=True)
    (tmp_path / "given" / "fees.csv").write_text(FEES)
    (tmp_path / "given" / "how.mapping").write_text(MAPPING)
    (tmp_path / "given" / "backup" / "how (1).mapping").write_text(MAPPING.replace("# my", "# our"))
    read = read_folder(tmp_path / "given", tmp_path)
    assert (read.file.report, read.file.kept) == ("SC_RETURNS_PROCESSING_FEE", 1)


def test_a_mapping_given_by_hand(tmp_path: Path) -> None:
    (tmp_path / "fees.csv").write_text(FEES)
    (tmp_path / "how.yaml").write_text(MAPPING)
    read = read_paths([tmp_path / "fees.csv"], staging=tmp_path, mapping=tmp_path / "how.yaml")
    assert [file.kept for file in read.files] == [1]


def test_ids_and_words_of_a_mapped_file_are_read_as_the_format_reads_them(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    mapping = """\
makewhole mapping: 1
report: SC_LOW_INVENTORY_LEVEL_FEE
columns: {charge_date: Day, fnsku: Label, asin: Product, charged_amount: Fee, currency: Money}
"""
    (tmp_path / "given" / "how.yaml").write_text(mapping)
    (tmp_path / "given" / "fees.csv").write_text(
        'Day,Label,Product,Fee,Money\n2026-04-13,"=""X00A1""","=""0123456789""",1.23,eur\n'
    )
    read = read_folder(tmp_path / "given", tmp_path)
    assert read.rows("fnsku, asin, currency", "other_fees") == [("X00A1", "0123456789", "EUR")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("makewhole mapping: 1\nreport: X\n", "how.mapping: it names no columns."),
        (
            "makewhole mapping: 1\nreport: X\ncolumns: {a: b}\n",
            'how.mapping: report is "X", which is neither a report nor a table that can be mapped.',
        ),
        (
            "makewhole mapping: 1\nreport: tracking\ncolumns: {price: b}\n",
            'how.mapping: "price" is no column of tracking (carrier, delivered_date, '
            "last_event_date, status, tracking_number).",
        ),
        (
            "makewhole mapping: 1\nreport: tracking\ncolumns: {carrier: b}\ndates: american\n",
            'how.mapping: dates is "american", not day-first or month-first.',
        ),
        (
            "makewhole mapping: 1\nreport: tracking\ncolumns: {carrier: b}\ncolour: red\n",
            'how.mapping: it has an entry "colour", which means nothing here.',
        ),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "how.mapping").write_text(text)
    with pytest.raises(MappingUnfit) as raised:
        load_mapping(tmp_path / "how.mapping")
    assert str(raised.value) == (
        f"{says} The mapping was not used. See `makewhole template mapping` for the form of a "
        "mapping file."
    )
