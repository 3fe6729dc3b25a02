"""One row of a report, read anew from its cells: its kind, day and units, and its ids."""

import re
import tomllib
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
            case [first, second, last] if first > 31:
                return date(first, second, last)
            case [first, second, last] if "." in text or first > 12:
                return date(last, second, first)
            case [first, second, last]:
                return date(last, first, second)
    return None


class Row:
    """A row by file and line; equal in `twin` are rows of two downloads that tell of one event."""

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells
        self.kind = next(
            (kind for kind, needs in TABLE["kinds"].items() if {*needs} <= cells.keys()), ""
        )
        self.day = next(
            (told for name in TABLE["days"] if (told := day(cells.get(name, "")))), None
        )
        self.units = int(self.amount(*TABLE["units"]))
        self.fnsku = self.get("fnsku", "fulfillmentnetworksku")
        self.sku = self.get("msku", "sku", "sellersku", "merchantsku")
        self.order = self.get("amazonorderid", "originalamazonorderid", "orderid")
        country = self.get("country")
        self.place = "mainland" if country in TABLE["mainland"] else country
        self.sale = self.is_("transactiontype")
        self.money = self.get("currency", "currencyunit")
        self.shipment = self.get("shipmentid", "referenceid")
        self.names, self.fnskus = (
            {self.get(name) for name in TABLE["names"]} - {""},
            {self.fnsku} - {""},
        )
        if self.kind == "payment":  # a reversal takes back kind where it names no cash
            cash, given = (self.amount(f"quantityreimbursed{n}") for n in ("cash", "inventory"))
            back = cash < 0 or self.amount("amounttotal") < 0
            self.units = int((cash or given) if back else cash + given)
            tops_up = self.get("originalreimbursementid")
            self.kind = "reversal" if back else "topup" if tops_up else "payment"
        # of some rows a later version counts, and a return's disposition is found out later
        self.versioned = self.kind in TABLE["versioned"]
        state = "" if self.kind == "return" else self.is_("disposition")
        same = [plain(self.get(name)).removesuffix("s") for name in TABLE["same"]]
        printed = () if self.versioned else (self.sku, self.day, self.units, *same)
        paid = self.kind.replace("topup", "payment")  # a short layout does not tell them apart
        self.twin = (paid, *sorted(self.names - ({self.sku} - {self.fnsku})), state, *printed)
        lot = (self.get("reimbursementid"), self.fnsku or self.sku)
        self.lot = lot if paid == "payment" else self.twin
        # units of a ledger row that Amazon has not reconciled; all where it says nothing
        units, rest = abs(self.units), ("unreconciledquantity", "unreconciled")
        left = units - self.amount("reconciledquantity", "reconciled")
        self.open = min(units, max(0, int(self.amount(*rest) if self.get(*rest) else left)))

    def get(self, *headings: str) -> str:
        """The first of these cells that is there and not empty; `="X"` of a spreadsheet is X."""
        cells = (self.cells.get(name, "").strip() for name in headings)
        text = next((cell for cell in cells if cell), "")
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
