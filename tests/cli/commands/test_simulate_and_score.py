"""`makewhole simulate` and `makewhole score`, as a user calls them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from makewhole.cli.main import build
from makewhole.errors import MakewholeError
from makewhole.simulate.account import FolderInUse

SMALL = ["--skus", "2", "--months", "3", "--orders-per-month", "20", "--seed", "5"]


def run(*words: str) -> str:
    """What a call prints; an error of ours is raised as it is."""
    result = CliRunner().invoke(build(list(words)), list(words))
    if isinstance(result.exception, MakewholeError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_an_account_is_written_and_its_truth_scores_itself(tmp_path: Path) -> None:
    said = run("simulate", "--out", str(tmp_path / "account"), *SMALL)
    truth = tmp_path / "account" / "truth.jsonl"
    assert "findings in" in said and "makewhole audit" in said
    assert "Everything agrees." in run("score", str(truth), str(truth), "--strict")
    shares = json.loads(run("score", str(truth), str(truth), "--format", "json"))
    assert shares["findings"] == {"precision": "1.0000", "recall": "1.0000"}
    assert shares["mismatches"] == []


def test_strict_ends_with_one_where_something_differs(tmp_path: Path) -> None:
    run("simulate", "--out", str(tmp_path), *SMALL)
    (tmp_path / "none.jsonl").write_text("")
    words = ["score", str(tmp_path / "truth.jsonl"), str(tmp_path / "none.jsonl"), "--strict"]
    result = CliRunner().invoke(build(words), words)
    assert result.exit_code == 1
    assert "missing: " in result.output


def test_an_account_is_replaced_but_never_written_over_other_files(tmp_path: Path) -> None:
    run("simulate", "--out", str(tmp_path), *SMALL)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    run("simulate", "--out", str(tmp_path), *SMALL)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    (tmp_path / "truth.jsonl").unlink()
    with pytest.raises(FolderInUse):
        run("simulate", "--out", str(tmp_path), *SMALL)
