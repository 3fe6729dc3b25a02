"""`makewhole audit` on a folder of small files, from process start to the last line."""

import sys
from pathlib import Path

from bench.measure import in_turn, show


def measure(folder: Path, rows: int, times: int) -> None:
    """The bundled demo, and the sample files where they lie beside the repository."""
    audit = [sys.executable, "-m", "makewhole", "audit"]
    commands = {"the bundled demo account": [sys.executable, "-m", "makewhole", "demo"]}
    samples = Path(__file__).parents[2] / "shared" / "samples"
    if samples.is_dir():
        commands["the public sample files"] = [*audit, str(samples), "--as-of", "2026-11-21"]
    show("Auditing a folder of small files", in_turn(commands, max(times, 5)))
