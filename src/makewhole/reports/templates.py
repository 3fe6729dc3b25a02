"""The seller's own files: their headings and one example line each, ready to be filled in.

What comes in is a name (costs, measurements, tracking, statements), what goes out a CSV text or an
Excel file that reads back as it stands. The example's SKU is one nobody sells, so an example left
in the file changes nothing.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import xlsxwriter

from makewhole.reports.form import Report
from makewhole.reports.formats.costs import Costs
from makewhole.reports.formats.measurements import Measurements
from makewhole.reports.formats.statements import Statements
from makewhole.reports.formats.tracking import Tracking

_NOTE = "example: put your own lines here and delete this one"


@dataclass(frozen=True, slots=True)
class Template:
    """Headings of a seller's file, and an example of what stands below them."""

    form: type[Report]
    example: Mapping[str, str]

    @property
    def headings(self) -> list[str]:
        """The headings, in the order they are written."""
        return list(self.example)

    def csv_text(self) -> str:
        """The file as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.headings)
        writer.writerow(self.example.values())
        return text.getvalue()

    def excel(self) -> bytes:
        """The file as an Excel workbook, every cell text, so that no spreadsheet alters an id."""
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            sheet = book.add_worksheet("makewhole")
            as_text = book.add_format({"num_format": "@"})
            sheet.set_column(0, len(self.headings) - 1, 18, as_text)
            for row, cells in enumerate((self.headings, list(self.example.values()))):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, as_text)
            sheet.freeze_panes(1, 0)
        return content.getvalue()


TEMPLATES = {
    "costs": Template(
        Costs,
        {
            "sku": "EXAMPLE-SKU",
            "cost": "12.50",
            "currency": "USD",
            "effective_from": "2026-01-01",
            "cost_type": "manufacturing",
            "asin": "",
            "fnsku": "",
            "marketplace": "",
            "note": _NOTE,
            "referral_category": "",
        },
    ),
    "measurements": Template(
        Measurements,
        {
            "sku": "EXAMPLE-SKU",
            "fnsku": "",
            "length_in": "12.0",
            "width_in": "9.0",
            "height_in": "3.0",
            "weight_lb": "1.4",
            "measured_on": "2026-01-01",
            "note": _NOTE,
        },
    ),
    "tracking": Template(
        Tracking,
        {
            "tracking_number": "EXAMPLE-PARCEL",
            "carrier": "UPS",
            "status": "delivered",
            "last_event_date": "2026-01-05",
            "delivered_date": "2026-01-05",
            "note": _NOTE,
        },
    ),
    "statements": Template(
        Statements,
        {
            "kind": "removal_damaged",
            "event_date": "2026-01-05",
            "units": "1",
            "sku": "EXAMPLE-SKU",
            "fnsku": "",
            "order_id": "",
            "removal_order_id": "EXAMPLE-ORDER",
            "tracking_number": "",
            "license_plate_number": "",
            "case_id": "",
            "reimbursement_id": "",
            "shipment_id": "",
            "amount": "",
            "currency": "",
            "stated_by": "",
            "stated_on": "2026-01-06",
            "note": _NOTE,
        },
    ),
}
