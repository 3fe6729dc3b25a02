"""Contents of one shipment to Amazon: the units of each SKU the seller declared.

Report    SC_INBOUND_SHIPMENT_CONTENTS; Seller Central › the shipment's page › contents › download
Grain     one SKU in one shipment
Units     units declared; received units are not in it
Traps     the shipment id stands above the table (or in a column that tools put in front, or only
          in the file's name); slash days are month first
Source    upload templates of sellers' tools, and tests, seen 2026-11-22
"""

from makewhole.books.tables import INBOUND_ITEMS
from makewhole.reports.form import Check, Constant, Id, Report, Units

_TABLE = [
    "Merchant SKU", "Title", "ASIN", "FNSKU", "external-id", "Condition", "Who will prep?",
    "Prep Type", "Who will label?", "Shipped",
]  # fmt: skip
_GERMAN = [
    "Händler-SKU", "Titel", "ASIN", "FNSKU", "externe-id", "Zustand",
    "Wer übernimmt die Vorbereitung?", "Art der Vorbereitung", "Wer etikettiert?",
    "Versendete Einheiten",
]  # fmt: skip


class ShipmentContents(Report):
    """One SKU of a shipment, as declared."""

    report = "SC_INBOUND_SHIPMENT_CONTENTS"
    fills = INBOUND_ITEMS
    recognised_by = {"Merchant SKU", "FNSKU", "Shipped"}
    never = {"Available", "Working", "Receiving"}  # columns of stock in all states
    checks = (
        Check(
            "Merchant SKU",
            "msku is null and fnsku is null and asin is null",
            "it names no product, as a row of totals does not",
        ),
    )
    layouts = {
        "us_10": _TABLE,
        "flattened_12": ["Date", "Shipment ID", *_TABLE],
        "de_10": _GERMAN,
    }

    shipment_id = Id(
        "Shipment ID",
        preamble=r"(?<![0-9A-Za-z])(FBA[0-9A-Z]{6,})(?![0-9A-Za-z])",
        in_name=True,
    )
    msku = Id("Merchant SKU", "Händler-SKU")
    fnsku = Id("FNSKU")
    asin = Id("ASIN", length=10)
    shipped_units = Units("Shipped", "Versendete Einheiten", required=True)
    kind = Constant("contents")
