"""One row of a report, read anew from its cells: kind, day, units, and what it can be used as."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

TABLES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))
OPENS, CLOSES, SAYS = (frozenset(TABLES[part]) for part in ("opens", "closes", "says"))
WAREHOUSE = f"{TABLES['pays']['fc_lost']} {TABLES['pays']['fc_damaged']}".split()
USES = {
    role: [words.split() for words in use.split("|")]
    for part in ("opens", "closes", "says")
    for role, use in TABLES[part].items()
}
_PAID = ("quantityreimbursedcash", "quantityreimbursedinventory", "amounttotal")
_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y", "%Y-%m")


def plain(text: str) -> str:
    """A word as it compares: its letters and digits, without case."""
    return "".join(c for c in text.lower() if c.isalnum())


def number(text: str) -> Decimal | None:
    """A cell as a number, with a dot or a comma; None where it is empty or no number."""
    if "," in text and text.rfind(",") > text.rfind("."):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text.strip("\u00a0 ").replace(",", ""))
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row by file and line; `day` and `units` as printed, `twin` is equal in two downloads."""

    file: str
    line: int
    kind: str
    day: date | None
    units: int
    twin: tuple[str, ...]
    cells: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, file: str, line: int, cells: dict[str, str]) -> "Row":
        """The row these cells make."""
        kinds = TABLES["kinds"].items()
        kind = next((k for k, sets in kinds if any(cells.keys() >= {*s.split()} for s in sets)), "")
        day = next((d for n in TABLES["days"].split() if (d := _day(cells.get(n, "")))), None)
        if kind == "storage" and (month := _day(cells["monthofcharge"])):
            # a month's storage is charged on the 7th of the next
            day = date(month.year + month.month // 12, month.month % 12 + 1, 7)
        names = TABLES["twins"].get(kind, "").split()
        told = next((cells[name] for name in TABLES["units"].split() if name in cells), "")
        units = int(number(told) or 0)
        if kind == "payment":
            sums = [number(cells.get(name, "")) or Decimal(0) for name in _PAID]
            # a reversal takes back cash, or kind where it names no cash; it never gives kind
            back = sums[0] < 0 or sums[2] < 0
            units = int((sums[0] or sums[1]) if back else sums[0] + sums[1])
            top_up = cells.get("originalreimbursementid", "").strip()
            kind = "reversal" if back else "topup" if top_up else "payment"
        # "Adjustment" and "Adjustments" are one event type
        words = [plain(cells.get(name, "")).removesuffix("s") for name in names]
        alone = (cells.get("settlementid", file), str(line))
        twin = (str(day), str(units), *words) if words else alone
        return cls(file, line, kind, day, units, (kind, *twin), cells)

    def get(self, *headings: str) -> str:
        """The first of these cells that is there and not empty."""
        return next((text for name in headings if (text := self.cells.get(name, "").strip())), "")

    def amount(self, *headings: str) -> Decimal:
        """The first of these cells as a number; 0 where they are empty."""
        return number(self.get(*headings)) or Decimal(0)

    @property
    def fnsku(self) -> str:
        return self.get("fnsku", "fulfillmentnetworksku")

    @property
    def sku(self) -> str:
        return self.get("msku", "sku", "sellersku", "merchantsku")

    @property
    def order(self) -> str:
        """The order the row speaks of; empty where it names none."""
        return self.get("amazonorderid", "originalamazonorderid", "orderid")

    @property
    def shipment(self) -> str:
        """The shipment to Amazon the row speaks of; of a ledger row its reference."""
        return self.get("shipmentid", "referenceid")

    @property
    def open_units(self) -> int:
        """Units of a ledger row that Amazon has not reconciled; all where it says nothing."""
        units = abs(self.units)
        for heading, rest in (("unreconciled", False), ("reconciled", True)):
            if (told := number(self.get(f"{heading}quantity", heading))) is not None:
                return min(units, max(0, units - int(told) if rest else int(told)))
        return units

    def can_be(self, role: str) -> bool:
        """Whether a row is what its role says: of that kind, and in the ledger sign and reason."""
        use = USES.get(role, [[self.kind]])[0]
        if self.kind == "payment" and role in ("paid", "in_kind") and self.units:
            return self.amount(_PAID[role == "in_kind"]) > 0
        if self.kind != "ledger" or len(use) == 1:
            return self.kind in use
        reasons = [word for word in use[1:] if len(word) == 1 and word not in "+-"]
        signed = (self.units > 0) == ("+" in use) or not {"+", "-"} & {*use}
        return use[0] == "ledger" and signed and (not reasons or self.get("reason") in reasons)

    def pays(self, claim_type: str) -> bool:
        """Whether a payment is for this cause, or for one that nobody knows."""
        if self.order:
            return claim_type.startswith(("return_", "replacement_", "refund_"))
        reason = plain(self.get("reason"))
        causes = [cause for cause, names in TABLES["pays"].items() if reason in names.split()]
        if not causes:
            return claim_type.startswith(("fc_", "inbound_", "removal_"))
        left_over = claim_type == "fc_disposed_unauthorised" and reason in WAREHOUSE
        return left_over or any(claim_type.startswith(cause) for cause in causes)


def _day(text: str) -> date | None:
    text = text.replace("T", " ").split(" ")[0]
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
