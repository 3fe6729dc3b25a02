"""A row of totals is never read as a row of the report, whatever the report and the language."""

import csv
import io
import re
from pathlib import Path

import pytest
from tests.reports.conftest import Give
from tests.reports.formats.golden import read_one

from makewhole.reports.columns import Date
from makewhole.reports.recognition import find_head


def _asks_for_a_day(path: Path) -> bool:
    head = find_head(path.read_text(encoding="utf-8-sig"))
    assert head is not None
    return any(isinstance(c, Date) and c.required for c in head.form.columns.values())


FORMATS = Path(__file__).parent / "formats"
EXPECTED = {path.parent.name: path for path in sorted(FORMATS.glob("*/*.expected.tsv"))}
FILES = {
    name: found
    for name, path in EXPECTED.items()
    for found in path.parent.glob(f"{path.name.partition('.')[0]}.[ct]s[v]")
    if not _asks_for_a_day(found)
}
MEASURED = "sku,fnsku,length_in,width_in,height_in\nMUG-07,,4,3,2\n"
SAYS = (
    "the row holds the totals of other rows, as a spreadsheet or a person adds them. It was set "
    "aside, and nothing is missing by it."
)


@pytest.mark.parametrize("name", FILES)
def test_totals_below_a_report_are_none_of_its_rows(name: str, tmp_path: Path) -> None:
    text = FILES[name].read_text(encoding="utf-8-sig").rstrip("\n")
    path = tmp_path / FILES[name].name
    path.write_text(f"{text}\n{totals_of(text)}", encoding="utf-8")
    told = re.search(r"(\d+) kept", EXPECTED[name].read_text(encoding="utf-8"))
    assert told is not None
    assert read_one(path, tmp_path / "staging").kept == int(told.group(1))


def totals_of(text: str) -> str:
    """Two lines of the sums of each column of numbers: one called "Total", one without a name."""
    head = find_head(text)
    assert head is not None
    body = io.StringIO("\n".join(text.splitlines()[head.header_line :]))
    rows = csv.reader(body, delimiter=head.delimiter)
    cells = [sum_of(list(column)) for column in zip(*rows, strict=False)]
    lines = io.StringIO()
    csv.writer(lines, delimiter=head.delimiter).writerows(
        [word, *cells[1:]] for word in ("Total", "")
    )
    return lines.getvalue()


def sum_of(cells: list[str]) -> str:
    """The sum of a column as whole units; nothing where it holds more than numbers."""
    filled = [cell for cell in cells if cell]
    is_number = filled and all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in filled)
    return f"{sum(map(float, filled)):.0f}" if is_number else ""


WORDS = (
    "Total", "TOTALS:", "Grand Total", "Subtotal", "Sum", "Summe", "Gesamtergebnis",
    "Total général", "Totale", "Totaal", "Suma", "Razem", "Toplam", "合計", "MUG-07 Total",
    "Total MUG-07", "MUG-07 Ergebnis",
)  # fmt: skip


def test_totals_are_said_in_many_ways(give: Give) -> None:
    read = give(MEASURED + "".join(f"{word},1,4,3,2\n" for word in WORDS), "sizes.csv")
    assert read.rows("msku", "measurements") == [("MUG-07",)]
    assert [one.message for one in read.aside()] == [SAYS] * len(WORDS)


def test_a_product_may_have_such_a_name(give: Give) -> None:
    products = "Total,X00TOTAL01,4,3,2\nTOTAL-1,,4,3,2\nTotality,,4,3,2\n"
    assert give(MEASURED + products, "sizes.csv").file.kept == 4


def test_contents_of_no_product_are_totals_without_a_name(give: Give) -> None:
    heading = "Shipment ID,Merchant SKU,Title,ASIN,FNSKU,Shipped\n"
    read = give(
        f"{heading}FBA15ABCDEF,MUG-07,Mug,B00MUG0007,X00MUG0007,24\n,,,,,24\n", "contents.csv"
    )
    assert read.file.kept == 1
    assert read.aside_texts() == [
        "contents.csv, line 3, column Merchant SKU: it names no product, as a row of totals does "
        "not. The row was set aside."
    ]
