"""Our own row of the public benchmark: simulated accounts of every store, audited and scored.

    python -m bench.accuracy [SEEDS]

Prints one Markdown row per store, as docs/benchmark.md shows them; ends with status 1 if a single
finding, unit, sum or date differs.
"""

import json
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.simulate.account import write_account
from makewhole.simulate.play import Size, play
from makewhole.simulate.score import Score, score
from makewhole.simulate.stores import STORES

AS_OF = date(2026, 11, 15)
SIZE = Size(skus=14, months=7)


def scored(store: str, seed: int) -> tuple[int, Score]:
    """How many findings one noisy account proves, and how its audit scores."""
    with TemporaryDirectory() as folder:
        written = write_account(play(seed, store, AS_OF, SIZE), Path(folder), noise=seed)
        truth = [json.loads(line) for line in written.truth.read_text().splitlines()]
        with open_books(written.reports) as books, audit(books.books, as_of=AS_OF) as result:
            found = [json.loads(one.to_json()) for one in result.findings()]
    return len(truth), score(truth, found)


def row(store: str, seeds: int) -> tuple[str, bool]:
    """A store's row, the worst share of its accounts in each column."""
    results = [scored(store, seed) for seed in range(1, seeds + 1)]
    shares = [
        share
        for _, one in results
        for share in (one.findings, one.units, *one.money.values(), one.deadlines)
    ]
    worst = [min(share.precision for share in shares), min(share.recall for share in shares)]
    mismatches = sum(len(one.mismatches) for _, one in results)
    findings = sum(count for count, _ in results)
    cells = [store, str(seeds), str(findings), *map(str, worst), str(mismatches)]
    return f"| {' | '.join(cells)} |", mismatches == 0


def main(seeds: int) -> int:
    """Print the table."""
    write = sys.stdout.write
    write("| store | accounts | findings | worst precision | worst recall | differences |\n")
    write("| --- | --- | --- | --- | --- | --- |\n")
    agreed = True
    for store in STORES:
        line, right = row(store, seeds)
        write(line + "\n")
        sys.stdout.flush()
        agreed = agreed and right
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
