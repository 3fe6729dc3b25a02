"""One step of the measurement of cases, as a process: `HOME STEP`, in the order of `main`."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.claims import CHANGED, FINDINGS, ROWS
from makewhole.claims import connect

_DAYS = {"first": 10, "again": 11, "changed": 12}


def main() -> None:
    """Do one step."""
    home, step = Path(sys.argv[1]), sys.argv[2]
    if step in ("first", "case"):
        shutil.rmtree(home, ignore_errors=True)
    connect(home)
    if step in _DAYS:
        _record(step)
    elif step == "case":
        _case(home)
    else:
        _pack(home)


def _record(step: str) -> None:
    from tests.claims.scenes import TODAY, record

    changed = CHANGED if step == "changed" else 0
    record(*_findings(changed), as_of=TODAY.replace(day=_DAYS[step]))


def _findings(changed: int) -> Iterator[dict[str, Any]]:
    from tests.claims.scenes import finding

    plain = finding(1)
    evidence = [{**plain["evidence"][0], "line": line} for line in (2, 3)]
    for number in range(FINDINGS):
        yield {
            **plain,
            "finding_id": f"fc_lost-{number:08}",
            "fnsku": f"X{number % 5000:05}",
            "msku": f"SKU-{number % 5000}",
            "reference_id": f"R{number}",
            "evidence": evidence,
            "amount": "30.00" if number < changed else "25.00",
        }


def _case(home: Path) -> None:
    from tests.claims.pack.home import case_of

    shutil.rmtree(home.parent / f"{home.name}-downloads", ignore_errors=True)
    case_of(home, ROWS)


def _pack(home: Path) -> None:
    from tests.claims.scenes import owned_scope

    from makewhole.claims.pack.packing import pack

    pack(owned_scope(), 1, home, home / "C-1.zip")


if __name__ == "__main__":
    main()
