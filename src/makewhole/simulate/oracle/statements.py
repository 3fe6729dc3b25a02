"""The seller's statements, under the names their products have elsewhere."""

from dataclasses import replace

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.rows import StatementRow


def told(account: Account, *kinds: str) -> list[StatementRow]:
    """Statements of some claim types, oldest first, of one day as the file has them.

    One that names its product by SKU alone takes the SKU's FNSKU, and the other way round.
    """
    rows = [row for row in account.reports.statements if row.kind in kinds and row.units > 0]
    named = [
        replace(
            row,
            sku=row.sku or account.products.sku(row.fnsku),
            fnsku=row.fnsku or account.products.fnsku(row.sku),
        )
        for row in rows
    ]
    return sorted(named, key=lambda row: row.day)
