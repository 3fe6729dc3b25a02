"""Tables: what is left out of a narrow window is said, and nothing that stands there is cut."""

from decimal import Decimal

import pytest

from makewhole.cli.output import Format, Row, write

ROWS: list[Row] = [
    {"fnsku": "X003NYKE8N", "opening_units": 12, "found": 3, "lost": 0, "closing_units": 15},
    {"fnsku": "X008YKW130", "opening_units": 7, "found": 0, "lost": 0, "closing_units": 1234567},
]


def shown(
    width: int,
    spare: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    write(ROWS, Format.TABLE, spare=spare)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_wide_window_shows_every_column_with_its_heading_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(80, ["found"], monkeypatch, capsys) == [
        "fnsku       opening units  found  lost  closing units",
        "X003NYKE8N             12      3     0             15",
        "X008YKW130              7      0     0        1234567",
    ]


def test_headings_break_before_a_column_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(41, ["found"], monkeypatch, capsys) == [
        "            opening               closing",
        "fnsku         units  found  lost    units",
        "X003NYKE8N       12      3     0       15",
        "X008YKW130        7      0     0  1234567",
    ]


def test_columns_that_say_nothing_go_first_and_what_went_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spare = ["opening_units", "lost"]
    assert shown(40, spare, monkeypatch, capsys) == [
        "            opening         closing",
        "fnsku         units  found    units",
        "X003NYKE8N       12      3       15",
        "X008YKW130        7      0  1234567",
        "Left out, to fit the window: lost. All",
        "columns: --format csv",
    ]
    narrow = shown(30, spare, monkeypatch, capsys)
    assert narrow[1].split() == ["fnsku", "found", "units"]
    assert " ".join(narrow[4:]).startswith("Left out, to fit the window: opening units, lost.")


def test_a_table_of_nothing_has_nothing_to_leave_out(capsys: pytest.CaptureFixture[str]) -> None:
    write([], Format.TABLE, spare=["found"])
    assert capsys.readouterr().out.strip() == ""


def test_other_formats_hold_all_columns(capsys: pytest.CaptureFixture[str]) -> None:
    write([*ROWS, {"fnsku": "X", "value": Decimal("1.20")}], Format.CSV, spare=["lost"])
    assert capsys.readouterr().out.splitlines()[0] == (
        "fnsku,opening_units,found,lost,closing_units,value"
    )
