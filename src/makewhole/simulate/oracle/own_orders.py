"""Orders the seller shipped, as far as the returns report shows them; a person always judges.

SAFE-T: refunded, and no delivery of the return shown. An order has one such claim: none is left
where any of its lines has one, or an A-to-z claim, or a settlement or date range file shows the
money of either. What one order brings is capped; each line has its share of the cap. A-to-z: every
refunded line the buyer claimed for.
"""

import re
from collections import defaultdict
from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, units_finding
from makewhole.simulate.own_order_rows import SellerReturnRow

_CLOSING = ("safetreimbursement", "atozguaranteerefund", "atozguaranteeclaim")


def own_order_findings(account: Account) -> list[Finding]:
    """One finding per line of the returns report that may still be asked for."""
    found: list[Finding] = []
    closed = _closed(account)
    refunded: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in account.reports.seller_returns:
        refunded[row.order_id, row.currency] += row.refunded or 0
    for row in account.reports.seller_returns:
        if not row.refunded or row.units <= 0:
            continue
        if row.atoz == "Y":
            found.append(_finding(account, "fbm_atoz_appeal", row, row.refunded))
        elif row.delivered is None and row.order_id not in closed:
            whole = refunded[row.order_id, row.currency]
            cap = account.figures.cap(account.currency, "cap.safet_order")
            over = cap is not None and row.currency == account.currency and whole > cap
            worth = row.refunded * cap / whole if over and cap else row.refunded
            found.append(_finding(account, "fbm_safet", row, worth))
    return found


def _closed(account: Account) -> set[str]:
    """Orders that have had their one claim."""
    reports = account.reports
    closed = {row.order_id for row in reports.seller_returns if row.safet_id or row.atoz == "Y"}
    for one in reports.settlements:
        closed |= {line.order_id for line in one.lines
            if _closes(line.type) or _closes(line.description)}  # fmt: skip
    return closed | {row.order_id for row in reports.transactions if _closes(row.type)}


def _closes(words: str) -> bool:
    return re.sub("[^a-z]", "", words.lower()) in _CLOSING


def _finding(account: Account, kind: str, row: SellerReturnRow, worth: Decimal) -> Finding:
    event = Event(kind, row.day, "", row.sku, row.asin, order_id=row.order_id,
        reference_id=row.rma)  # fmt: skip
    return units_finding(account.figures, event, affected=row.units, owed=row.units,
        value=worth / row.units, valuation="order_proceeds", currency=row.currency,
        review=True)  # fmt: skip
