"""One row of a report, read anew from its cells: what it is, whose, of which day, how many."""

import re
import tomllib
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))

_WHOSE = ("fnsku", "sku", "order", "shipment")


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
        kinds = (kind for kind, needs in TABLE["kinds"].items() if {*needs} <= cells.keys())
        self.kind = next(kinds, "")
        self.day = next(filter(None, (day(self.get(name)) for name in TABLE["days"])), None)
        self.units = int(self.amount(*TABLE["units"]))
        self.fnsku, self.sku, self.order, self.shipment = (self.get(*TABLE[n]) for n in _WHOSE)
        self.names, self.fnskus = {self.get(n) for n in TABLE["names"]} - {""}, {self.fnsku} - {""}
        self.money, country = self.get("currency", "currencyunit"), self.get("country")
        self.place = "mainland" if country in TABLE["mainland"] else country
        what = self.is_("amounttype") + self.is_("amountdescription")
        self.item = self.order, self.sku, self.is_("transactiontype") or self.kind, what
        words = map(self.is_, TABLE["same"].get(self.kind, []))
        self.twin = self.lot = (self.kind, self.day, *(word.removesuffix("s") for word in words))
        if self.kind == "payment":  # a reversal takes back kind where it names no cash
            cash, given = (self.amount(f"quantityreimbursed{n}") for n in ("cash", "inventory"))
            back = cash < 0 or self.amount("amounttotal") < 0
            self.units = int((cash or given) if back else cash + given)
            tops_up = self.get("originalreimbursementid")
            self.kind = "reversal" if back else "topup" if tops_up else "payment"
            self.lot = (self.get("reimbursementid"), self.fnsku or self.sku)
        # units of a ledger row that Amazon has not reconciled; all where it says nothing
        told = self.get(*TABLE["unreconciled"]) and self.amount(*TABLE["unreconciled"])
        rest = abs(self.units) - self.amount(*TABLE["reconciled"]) if told == "" else told
        self.open = min(abs(self.units), max(0, int(rest)))
        self.version = self.get(*TABLE["newest"]), self.amount("quantityreceived"), -self.open

    def get(self, *headings: str) -> str:
        """The first of these cells that is there and not empty; `="X"` of a spreadsheet is X."""
        cells = (self.cells.get(name, "").strip() for name in headings)
        text = next(filter(None, cells), "")
        return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text

    def says(self, cells: dict[str, list[str]]) -> bool:
        """Whether those of the cells that it has hold one of their words, or `not` any of them."""
        told = ((self.is_(name), words) for name, words in cells.items() if name in self.cells)
        return all((word in words) is not ("not" in words) for word, words in told)

    def is_(self, heading: str) -> str:
        """A cell as a word to compare."""
        return plain(self.get(heading))

    def amount(self, *headings: str) -> Decimal:
        """The first of these cells as a number, with a dot or a comma; 0 where there is none."""
        text = self.get(*headings)
        if "," in text and text.rfind(",") > text.rfind("."):
            text = text.replace(".", "").replace(",", ".")
        with suppress(InvalidOperation):
            return Decimal(text.replace(",", ""))
        return Decimal(0)
