"""One row of a report, read anew from its cells: its kind, day and units, and its ids."""

import tomllib
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))
_KINDS = {kind: set(headings.split()) for kind, headings in TABLE["kinds"].items()}
_DAYS, _UNITS, _NAMES, _SAME = (TABLE[n].split() for n in ("days", "units", "names", "same"))
_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y", "%Y-%m")


@lru_cache(100_000)
def plain(text: str) -> str:
    """A word as it compares: its letters and digits, without case."""
    return "".join(filter(str.isalnum, text.lower()))


@lru_cache(100_000)
def day(text: str) -> date | None:
    """The day a cell prints; of slashes the month is first where it can be."""
    for form in _FORMS:
        try:
            return datetime.strptime(text.replace("T", " ").split(" ")[0], form).date()
        except ValueError:
            continue
    return None


def number(text: str) -> Decimal | None:
    """A cell as a number, with a dot or a comma; None where it is empty or no number."""
    if "," in text and text.rfind(",") > text.rfind("."):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text.strip("\u00a0 ").replace(",", ""))
    except InvalidOperation:
        return None


class Row:
    """A row by file and line; equal in `twin` are rows of two downloads that tell of one event."""

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells
        self.kind = next((kind for kind, needs in _KINDS.items() if cells.keys() >= needs), "")
        self.day = next((told for name in _DAYS if (told := day(cells.get(name, "")))), None)
        if self.kind == "storage" and self.day:  # a month's is charged on the 7th of the next
            year, month = divmod(self.day.year * 12 + self.day.month, 12)
            self.day = date(year, month + 1, 7)
        self.units = int(number(next((cells[name] for name in _UNITS if name in cells), "")) or 0)
        self.cash, self.paid = self.amount("quantityreimbursedcash"), self.amount("amounttotal")
        if self.kind == "payment":  # a reversal takes back kind where it names no cash
            given = self.amount("quantityreimbursedinventory")
            back = self.cash < 0 or self.paid < 0
            self.units = int((self.cash or given) if back else self.cash + given)
            top_up = "topup" if self.get("originalreimbursementid") else "payment"
            self.kind = "reversal" if back else top_up
        self.fnsku = self.get("fnsku", "fulfillmentnetworksku")
        self.sku = self.get("msku", "sku", "sellersku", "merchantsku")
        self.order = self.get("amazonorderid", "originalamazonorderid", "orderid")
        self.names = {self.get(name) for name in _NAMES} - {""}
        # of some rows a later version counts, and a return's disposition is found out later
        self.versioned = self.kind in ("removal", "item", "contents", "queue")
        state = "" if self.kind == "return" else self.is_("disposition")
        same = [plain(self.get(name)).removesuffix("s") for name in _SAME]
        printed = () if self.versioned else (self.sku, self.day, self.units, *same)
        paid = self.kind in ("payment", "topup")
        # a short layout does not say that a payment tops up another
        kind = "payment" if self.kind == "topup" else self.kind
        self.twin = (kind, *sorted(self.names - ({self.sku} - {self.fnsku})), state, *printed)
        self.lot = (self.get("reimbursementid"), self.fnsku or self.sku) if paid else self.twin

    def get(self, *headings: str) -> str:
        """The first of these cells that is there and not empty."""
        return next((text for name in headings if (text := self.cells.get(name, "").strip())), "")

    def is_(self, heading: str) -> str:
        """A cell as a word to compare."""
        return plain(self.get(heading))

    def amount(self, *headings: str) -> Decimal:
        """The first of these cells as a number; 0 where they are empty."""
        return number(self.get(*headings)) or Decimal(0)

    @property
    def is_price(self) -> bool:
        """Whether a settlement row is of the price of an item, or of a promotion on it."""
        return self.is_("amountdescription") == "principal"

    @property
    def open(self) -> int:
        """Units of a ledger row that Amazon has not reconciled; all where it says nothing."""
        units = abs(self.units)
        rest, settled = (
            number(self.get(f"{n}quantity", n)) for n in ("unreconciled", "reconciled")
        )
        told = rest if rest is not None else units - settled if settled is not None else units
        return min(units, max(0, int(told)))

    def pays(self, claim_type: str) -> bool:
        """Whether a payment is for this cause, or for one that nobody knows."""
        known = [c for c, words in TABLE["pays"].items() if self.is_("reason") in words.split()]
        if {"fc_lost", "fc_damaged"} & {*known}:  # what is left over pays for disposals
            known.append("fc_disposed")
        if self.order:  # it pays for its order, whatever it says, and for no stock
            known = [c for c in known if not c.startswith(("fc_", "inbound_", "removal_"))]
            known += ["return_", "replacement_", "mcf_"]
        return claim_type.startswith(tuple(known or ("fc_", "inbound_", "removal_lost")))
