"""Every public sample file is read to its last row, as the report its folder names."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.reports.formats.golden import read_one

from makewhole.reports import read_paths

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
NOT_READ = (
    "ADS_SP_CONSOLE", "FINANCES_V0", "FINANCES_2024_06_19", "GET_SALES_AND_TRAFFIC_REPORT",
)  # fmt: skip
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the sample files are not at {SAMPLES}"),
]
FILES = sorted(path for path in SAMPLES.glob("*/*.*") if path.parent.name != "vendor")
# A fixture of another project whose days are the letter d.
UNREADABLE_DAYS = "de_headers_subset_fixture.csv"


def name(path: Path) -> str:
    """A sample's name in the list of tests."""
    return f"{path.parent.name}-{path.name}"


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name not in NOT_READ], ids=name)
def test_a_sample_is_read_to_its_last_row(path: Path, tmp_path: Path) -> None:
    read = read_one(path, tmp_path)
    assert read.report == path.parent.name
    expected = read.records - read.skipped if path.name != UNREADABLE_DAYS else 0
    assert read.kept == expected


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name in NOT_READ], ids=name)
def test_a_sample_that_is_not_read_is_named(path: Path, tmp_path: Path) -> None:
    read = read_paths([path], staging=tmp_path)
    assert read.files == ()
    assert path.parent.name in " ".join(str(problem) for problem in read.problems)


@pytest.mark.parametrize(
    ("file", "total"),
    [
        ("ca_settlement_1.txt", "-321.69"),
        ("ca_settlement_2.txt", "1016.08"),
        ("ca_settlement_3.txt", "4630.23"),
    ],
)
def test_the_lines_of_an_old_settlement_make_its_total(
    file: str, total: str, tmp_path: Path
) -> None:
    read = read_one(SAMPLES / "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE" / file, tmp_path)
    lines = next(part.path for part in read.parts if part.table == "settlement_lines")
    with duckdb.connect() as con:
        (row,) = con.execute(
            "select sum(amount) from read_parquet($path)", {"path": str(lines)}
        ).fetchall()
    assert row[0] == Decimal(total)
