"""Columns read alike are planned as one list where records are few: it must change nothing."""

from importlib.resources import as_file, files

import duckdb

from makewhole.reports import read_paths, writing


def rows_of(folder, tmp_path, name):
    staging = tmp_path / name
    staging.mkdir()
    read = read_paths([folder], staging=staging)
    shown = {}
    for file in read.files:
        for part in (*file.parts, *([file.set_aside] if file.set_aside else [])):
            rows = duckdb.sql(f"from '{part.path}' order by all").fetchall()
            shown.setdefault((file.name, part.table), []).extend(rows)
    return shown, [str(problem) for problem in read.problems]


def test_a_list_of_columns_is_read_as_each_column_would_be(tmp_path, monkeypatch):
    with as_file(files("makewhole.demo").joinpath("reports")) as folder:
        listed = rows_of(folder, tmp_path, "listed")
        monkeypatch.setattr(writing, "_FEW", -1)
        alone = rows_of(folder, tmp_path, "alone")
    assert listed == alone
    assert sum(map(len, listed[0].values())) > 1_000
