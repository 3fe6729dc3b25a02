"""What only the seller knows: unit costs and measurements, as the books hold them and as typed.

What is typed becomes a file like one a person would write (`makewhole template costs`) and is read
like any other, so that every figure stays in a file, with its line.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.findings.selectors import findings
from makewhole.money import STORE_CURRENCY
from makewhole.reports.templates import TEMPLATES
from makewhole.web.reading import results

_OPEN = ("claim", "wait", "review")
_MOST_UNPRICED = 25


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the seller's own files: its template, the cells to type, which of them are figures."""

    key: str
    name: Promise
    about: Promise
    cells: tuple[tuple[str, Promise], ...]
    figures: tuple[str, ...]


KINDS = {
    "costs": Kind(
        "costs",
        _("Costs"),
        _("What one unit costs you to make or to buy: the value of a claim, where policy says so."),
        (
            ("sku", _("SKU")), ("cost", _("Cost of a unit")), ("currency", _("Currency")),
            ("effective_from", _("From")), ("marketplace", _("Store, if not all")),
        ),
        ("cost",),
    ),
    "measurements": Kind(
        "measurements",
        _("Measurements"),
        _("The packed sides and weight of one unit, in inches and pounds. Fees follow them."),
        (
            ("sku", _("SKU")), ("length_in", _("Length, in")), ("width_in", _("Width, in")),
            ("height_in", _("Height, in")), ("weight_lb", _("Weight, lb")),
            ("measured_on", _("Measured on")),
        ),
        ("length_in", "width_in", "height_in", "weight_lb"),
    ),
}  # fmt: skip


def held(kind: Kind, accounts: list[str], text: str = "") -> list[dict[str, Any]]:
    """What the books hold of it, by product; the columns are named as the cells to type."""
    return results.rows(
        f"own_{kind.key}",
        "select * from {table} where list_contains(?, account) and starts_with(lower(sku), ?)"
        " order by account, sku",
        [accounts, text.strip().lower()],
    )


def unpriced(scope: Scope) -> list[dict[str, Any]]:
    """Products whose open findings have no value, those with the most units first."""
    rows = findings(scope).filter(amount=None, decision__in=_OPEN).exclude(msku=None)
    counted = rows.order_by().values("account__name", "msku", "marketplace").annotate(
        n=Count("pk"), owed=Sum("units")
    )  # fmt: skip
    return [
        each | {"currency": STORE_CURRENCY.get(each["marketplace"] or "", "USD")}
        for each in counted.order_by("-owed", "msku")[:_MOST_UNPRICED]
    ]


def as_file(kind: Kind, lines: Iterable[Mapping[str, str]]) -> str:
    """The lines as the text of the seller's file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, TEMPLATES[kind.key].headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()
