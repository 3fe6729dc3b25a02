"""Accounts of any size: one world played once, and its rows copied under other ids.

Every id of the world carries a mark; a copy is the same text with a number in the mark's place. The
copies share nothing but the settlement statements, which hold all their rows and add up. So ten
million ledger rows take a minute to write, and the truth of each copy is the truth of the first.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from makewhole.money import plain
from makewhole.simulate.account import Written, clear
from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.play import Size, play
from makewhole.simulate.printing.file import File
from makewhole.simulate.printing.folder import files

MARK = "@@@"  # three signs: room for a thousand copies
MOST = 1000


def write_bulk(
    out: Path, seed: int, marketplace: str, as_of: date, *, size: Size, copies: int
) -> Written:
    """Write an account of many copies of one world, as `write_account` would, without overlaps."""
    world = play(seed, marketplace, as_of, size, mark=MARK)
    world.overlapping = world.has_other_layouts = False
    clear(out)
    names = [f"{number:03d}".encode() for number in range(copies)]
    count = 0
    for one in files(world):
        if not one.name.startswith(("earlier/", "inbound/shipment-items-earlier")):
            target = out / "reports" / one.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                _copy(one, file, names)
            count += 1
    lines = [json.dumps(one.line()) + "\n" for one in prove(world.reports, as_of)]
    body = "".join(lines).encode()
    with (out / "truth.jsonl").open("wb") as file:
        for name in names:
            file.write(body.replace(MARK.encode(), name))
    return Written(out / "reports", out / "truth.jsonl", count, len(lines) * copies)


def _copy(one: File, file: BinaryIO, names: Sequence[bytes]) -> None:
    """A file whose head stands once and whose rows stand once per copy."""
    head, body, tail, between = _parts(one, len(names))
    file.write(head)
    for number, name in enumerate(names):
        file.write((between if number else b"") + body.replace(MARK.encode(), name))
    file.write(tail)


def _parts(one: File, copies: int) -> tuple[bytes, bytes, bytes, bytes]:
    text = one.content
    if one.name.endswith(".json"):
        first, last = text.index(b"["), text.rindex(b"]")
        return text[: first + 1], text[first + 1 : last], text[last:], b","
    lines = text.splitlines(keepends=True)
    mark = MARK.encode()
    heads = next((n for n, line in enumerate(lines) if mark in line), len(lines))
    head = lines[:heads]
    if one.name.startswith("settlements/"):
        head[-1] = _times(head[-1], copies)
    return b"".join(head), b"".join(lines[heads:]), b"", b""


def _times(totals: bytes, copies: int) -> bytes:
    """A statement's first row with the total of all copies."""
    cells = totals.decode().split("\t")
    comma = "," in cells[4]
    total = Decimal(cells[4].replace(",", ".")) * copies
    cells[4] = plain(total).replace(".", ",") if comma else plain(total)
    return "\t".join(cells).encode()
