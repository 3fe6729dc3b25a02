"""A process killed at any moment leaves the books as before or as after, and no litter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("change", ["add", "undo", "make"])
def test_books_are_as_before_or_as_after(tmp_path, change):
    done = subprocess.run(
        [sys.executable, "-m", "tests.books.crashing", str(tmp_path), change, "16"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *deaths, last = [json.loads(line) for line in done.stdout.splitlines()]
    after = last["found"]
    nothing = {"rows": [], "imports": [], "leftovers": []}
    before = nothing if change == "make" else deaths.pop(0)["found"]
    assert before["leftovers"] == after["leftovers"] == []
    assert before["rows"] != after["rows"]
    found = [death["found"] for death in deaths]
    assert all(state in (before, after) for state in found)
    assert before in found and after in found
    for death in deaths:
        assert death["later"] == after
