"""`makewhole template` writes files that read back as what they are."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import load_workbook
from tests.reports.formats.layouts import matching
from typer.testing import CliRunner

from makewhole.cli.commands.template import UnknownTemplate
from makewhole.cli.main import build
from makewhole.reports.binding import bind
from makewhole.reports.mapping import is_mapping, load_mapping
from makewhole.reports.templates import TEMPLATES


def written(*arguments: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(build(["template"]), ["template", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_recognised_as_its_own_report(name: str) -> None:
    headings, example = csv.reader(io.StringIO(written(name)))
    (form,) = matching(headings)
    assert form is TEMPLATES[name].form
    assert set(bind(form, headings, "", ",").unknown) <= {"note"}
    assert len(headings) == len(example)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_excel_template_holds_the_same_cells_as_text(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"{name}.xlsx"
    assert written(name, "--out", str(out)) == ""
    rows = load_workbook(str(out)).get_sheet_by_index(0).to_python()
    assert rows == list(csv.reader(io.StringIO(written(name))))


def test_a_template_can_be_written_to_a_csv_file(tmp_path: Path) -> None:
    out = tmp_path / "costs.csv"
    written("costs", "--out", str(out))
    assert out.read_text(encoding="utf-8").startswith("sku,cost,currency,effective_from,")


def test_the_template_of_a_mapping_can_be_followed_as_it_stands(tmp_path: Path) -> None:
    out = tmp_path / "mapping.yaml"
    written("mapping", "--out", str(out))
    assert is_mapping(out.read_bytes())
    assert load_mapping(out).form.report == "SC_INBOUND_PLACEMENT_FEES"


def test_an_unknown_template_is_answered_with_the_names_there_are() -> None:
    assert str(UnknownTemplate("cost")) == (
        "cost: there is no template of that name. There are: costs, measurements, tracking, "
        "statements, mapping. For example: makewhole template costs --out costs.csv"
    )
