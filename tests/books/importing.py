"""Adds files of its own to an account's books: one of two importers at work at once.

Run as a program on a home, a name and a number: says "ready", then waits for a line before it adds.
"""

import sys
from pathlib import Path

from tests.books.making import ledger, make_read

from makewhole.books import Books


def main(home: Path, name: str, files: int) -> None:
    books = Books.open(home)
    with books.staging() as folder:
        reads = [
            make_read(folder, {"ledger_events": [ledger(title=name), ledger(reference_id=str(n))]})
            for n in range(files)
        ]
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for read in reads:
            books.add([read], "acme")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
