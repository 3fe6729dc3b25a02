"""`python -m bench [NAME ...] [--rows N]`: run measurements and print their tables."""

import argparse
import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

import bench
from bench.measure import machine

_MEASURES = "\ndef measure(folder: Path, rows: int, times: int) -> None:\n"


def main() -> None:
    """Run the measurements named, or all of them."""
    names = _measurements()
    parser = argparse.ArgumentParser(prog="python -m bench", description=bench.__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(names))
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the large files")
    parser.add_argument("--times", type=int, default=3, help="runs of each contestant")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "makewhole-bench"
    )
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - set(names)):
        parser.error(
            f"no measurement is called {', '.join(unknown)}; there are: {', '.join(names)}"
        )
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{machine()}\n")
    for name in given.names or names:
        measured = importlib.import_module(f"bench.{name}")
        measured.measure(given.folder, given.rows, given.times)


def _measurements() -> list[str]:
    """The modules that measure; the others serve them, or are commands of their own."""
    folder = Path(bench.__path__[0])
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))
    return [n for n in names if _MEASURES in (folder / f"{n}.py").read_text(encoding="utf-8")]


if __name__ == "__main__":
    main()
