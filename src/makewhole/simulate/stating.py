"""The seller's own statements, written down on the day something was seen."""

from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.simulate.catalogue import Product
from makewhole.simulate.rows import StatementRow
from makewhole.simulate.world import World


def state(
    world: World, kind: str, day: date, product: Product, *, units: int = 1,
    named_by: str = "both", amount: Decimal | None = None, **ids: Any,
) -> None:  # fmt: skip
    """State units of a product; `named_by` is `sku`, `fnsku` or both. Nothing is seen too late."""
    if day > world.as_of:
        return
    world.reports.statements.append(StatementRow(
        kind, day, units, "" if named_by == "fnsku" else product.sku,
        "" if named_by == "sku" else product.fnsku, amount=amount,
        currency="" if amount is None else world.store.currency, **ids))  # fmt: skip
    world.tell(day, "stated", kind=kind, fnsku=product.fnsku, units=units)
