"""Report files as rows, by file name and first physical line: what each is, whose, how many."""

import csv
import gzip
import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))


@lru_cache(100_000)
def plain(text: str) -> str:
    """A word as it compares: its letters and digits, without case."""
    return "".join(filter(str.isalnum, text.lower()))


@lru_cache(100_000)
def day(text: str) -> date | None:
    """The day a cell prints, month first where it can be; a month is charged on the next's 7th."""
    with suppress(ValueError):
        match [int(each) for each in re.findall(r"\d+", re.split("[T ]", text)[0])]:
            case [year, month]:
                return date(year + month // 12, month % 12 + 1, 7)
            case [a, b, c]:
                dotted = "." in text or a > 12
                return date(a, b, c) if a > 31 else date(c, b, a) if dotted else date(c, a, b)
    return None


class Row:
    """A row by file and line; rows of one `twin` in two downloads tell of one event."""

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells
        self.kind = next((k for k, needs in TABLE["kinds"].items() if {*needs} <= {*cells}), "")
        self.day = next(filter(None, (day(self.get(name)) for name in TABLE["days"])), None)
        whose = (self.get(*TABLE[name]) for name in ("fnsku", "sku", "order", "shipment"))
        self.fnsku, self.sku, self.order, self.shipment = whose
        self.names, self.fnskus = {self.get(n) for n in TABLE["names"]} - {""}, {self.fnsku} - {""}
        self.money, country = self.get("currency", "currencyunit"), self.get("country")
        self.stock = "mainland" if country in TABLE["mainland"] else country
        what = self.is_("amounttype") + self.is_("amountdescription")
        self.item = self.order, self.sku, self.is_("transactiontype") or self.kind, what
        words = map(self.is_, TABLE["same"].get(self.kind, []))
        self.twin = self.lot = (self.kind, self.day, *(word.removesuffix("s") for word in words))
        self.units = int(self.amount(*TABLE["units"]))
        # units of a ledger row that Amazon has not reconciled; all where it says nothing
        told = self.get(*TABLE["unreconciled"]) and self.amount(*TABLE["unreconciled"])
        rest = abs(self.units) - self.amount(*TABLE["reconciled"]) if told == "" else told
        self.open = min(abs(self.units), max(0, int(rest)))
        self.version = self.get(*TABLE["newest"]), self.amount("quantityreceived"), -self.open
        if self.kind == "payment":  # a reversal takes back kind where it names no cash
            cash, given = (int(self.amount(name)) for name in TABLE["given"])
            back = cash < 0 or self.amount("amounttotal") < 0
            self.units = (cash or given) if back else cash + given
            tops_up = self.get(TABLE["original"])
            self.kind = "reversal" if back else "topup" if tops_up else "payment"
            self.lot = (self.get("reimbursementid"), self.fnsku or self.sku)

    def get(self, *headings: str) -> str:
        """The first of these cells that is there and not empty; `="X"` of a spreadsheet is X."""
        text = next(filter(None, (self.cells.get(name, "").strip() for name in headings)), "")
        return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text

    def is_(self, heading: str) -> str:
        """A cell as a word to compare."""
        return plain(self.get(heading))

    def says(self, cells: dict[str, list[str]]) -> bool:
        """Whether those of the cells that it has hold one of their words, or `not` any of them."""
        told = ((self.is_(name), words) for name, words in cells.items() if name in self.cells)
        return all((word in words) is not ("not" in words) for word, words in told)

    def amount(self, *headings: str) -> Decimal:
        """The first of these cells as a number, with a dot or a comma; 0 where there is none."""
        text = self.get(*headings)
        if text.rfind(",") > text.rfind("."):
            text = text.replace(".", "").replace(",", ".")
        with suppress(InvalidOperation):
            return Decimal(text.replace(",", ""))
        return Decimal(0)


def read_all(paths: Iterable[Path]) -> tuple[list[Row], set[str]]:
    """Every row below the paths, and the names of what has none: workbooks, damaged files."""
    rows, names = list[Row](), set[str]()
    for path in paths:
        for file in filter(Path.is_file, sorted(path.rglob("*")) if path.is_dir() else [path]):
            base = path if path.is_dir() else path.parent
            with suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError):
                for name, text in _texts(file.relative_to(base).as_posix(), file.read_bytes()):
                    names.add(name)
                    rows += _rows(name, text)
    return rows, names - {row.file for row in rows if row.kind}


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a file, which itself has none where it is packed; workbooks are archives."""
    yield name, ""
    if content[:2] == b"\x1f\x8b":
        yield from _texts(name, gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}!{member}", archive.read(member))
    else:
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "cp932", "latin-1"):
            with suppress(UnicodeDecodeError):
                yield name, content.decode(encoding)
                return


def _rows(file: str, text: str) -> Iterator[Row]:
    """The rows of a text; some downloads begin with lines of explanation."""
    if text.lstrip()[:1] in ("{", "["):
        found = list[dict[str, str]]()  # in an answer of an interface each item of a shipment
        with suppress(ValueError):
            json.loads(text, object_hook=lambda o: found.append({plain(k): str(o[k]) for k in o}))
            items = (each for each in found if "shipmentid" in each)
            yield from (Row(file, place, cells) for place, cells in enumerate(items, 1))
        return
    lines = [*io.StringIO(text, newline="")]
    for before, line in enumerate(lines[:40]):
        delimiter = max("\t,;", key=line.count)
        raw = delimiter == "\t" and line[:1] != '"'  # such tab files use no quotes at all
        reader = csv.reader(lines[before:], delimiter=delimiter, quoting=3 if raw else 0)
        with suppress(csv.Error):  # a cell beyond all measure: no report has one
            headings = [plain(cell) for cell in next(reader)]
            if len({*headings} - {""}) >= 3 and not any(map(str.isdigit, headings)):
                for cells in filter(any, reader):
                    place = before + reader.line_num - "".join(cells).count("\n")
                    yield Row(file, place, dict(zip(headings, cells, strict=False)))
                return
