"""A hundred thousand findings recorded, recorded again, and a pack of two hundred rows."""

import sys
from pathlib import Path

from bench.measure import Run, run, show

FINDINGS = 100_000
ROWS = 200
CHANGED = 500


def measure(folder: Path, rows: int, times: int) -> None:
    """Each step in a process of its own, on one home; the best of so many rounds.

    `rows` is for the large files of other measurements: the figures here are the promised ones.
    """
    home = folder / "claims-home"
    steps = {
        f"{FINDINGS:,} findings recorded for the first time": "first",
        "the same again, nothing changed": "again",
        f"again, {CHANGED} of them changed": "changed",
        f"(a case of {ROWS} rows made ready)": "case",
        "its pack": "pack",
    }
    best: dict[str, Run] = {}
    for _ in range(times):
        for name, step in steps.items():
            found = run([sys.executable, "-m", "bench.claims_home", str(home), step])
            best[name] = min(best.get(name, found), found, key=lambda each: each.cpu)
    show("Cases of an account, on SQLite", best)
