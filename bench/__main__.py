"""`python -m bench [NAME ...] [--rows N]`: run measurements and print their tables."""

import argparse
import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

import bench
from bench.measure import machine

_PARTS = (
    "by_pandas",
    "claims_home",
    "measure",
    "ledger_file",
    "contestants",
    "copied_world",
    "web_home",
    "web_server",
)


def main() -> None:
    """Run the measurements named, or all of them."""
    names = sorted(
        m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")
    )
    names = [name for name in names if name not in _PARTS]
    parser = argparse.ArgumentParser(prog="python -m bench", description=bench.__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(names))
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the large files")
    parser.add_argument("--times", type=int, default=3, help="runs of each contestant")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "makewhole-bench"
    )
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{machine()}\n")
    for name in given.names or names:
        measured = importlib.import_module(f"bench.{name}")
        measured.measure(given.folder, given.rows, given.times)


if __name__ == "__main__":
    main()
