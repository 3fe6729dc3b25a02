"""Where the units went: a flow from shipments to Amazon to money, conserving units at every node.

Each link counts units and leads to the rows it is made of. What is known of only one side is never
hidden: it becomes a node of its own that says so.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.findings.selectors import findings
from makewhole.claims.findings.tallies import tallies
from makewhole.claims.models import Finding, Tally
from makewhole.web.reading import results

_KINDS = ("received", "sold", "returned", "removed", "lost", "found", "damaged", "disposed", "net")
_MISSING = "sum(greatest(shipped - received, 0))"
_UNDERWAY = [
    "WORKING", "READY_TO_SHIP", "SHIPPED", "IN_TRANSIT", "DELIVERED", "CHECKED_IN", "RECEIVING",
]  # fmt: skip
_CANCELLED = ["CANCELLED", "DELETED", "ERROR"]
# Which findings examine what left the stock in which way.
_EXAMINED = {
    "short": ("inbound_short",),
    "lost": ("fc_lost",),
    "damaged": ("fc_damaged",),
    "disposed": ("fc_disposed_unauthorised",),
}


@dataclass(slots=True)
class Flow:
    """Nodes by key with their names, and links (from, to, units, address)."""

    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    links: list[tuple[str, str, int, str]] = field(default_factory=list)

    def add(self, source: str, target: str, units: int, href: str = "") -> None:
        """Add a link that carries units; one that carries none is left out."""
        if units > 0:
            self.links.append((source, target, units, href))

    def through(self, node: str) -> tuple[int, int]:
        """Units that come into a node and go out of it."""
        into = sum(units for _source, target, units, _href in self.links if target == node)
        out = sum(units for source, _target, units, _href in self.links if source == node)
        return into, out

    def inner(self) -> list[str]:
        """Nodes that units go through."""
        sources = {link[0] for link in self.links}
        return [link for link in {each[1] for each in self.links} if link in sources]


def totals(accounts: list[str], fnsku: str = "") -> dict[str, int]:
    """Units by kind, over everything the reports show."""
    sums = ", ".join(f"coalesce(sum({kind}), 0)::bigint as {kind}" for kind in _KINDS)
    marks, values = _narrowed(accounts, fnsku)
    found = results.rows("flow", f"select {sums} from {{table}} where {marks}", values)
    return {kind: int(found[0][kind]) if found else 0 for kind in _KINDS}


def shipped(accounts: list[str], fnsku: str = "") -> dict[str, int]:
    """Units declared in shipments to Amazon; of those received, short, and why still short."""
    marks, values = _narrowed(accounts, fnsku)
    found = results.rows(
        "inbound",
        "select coalesce(sum(shipped), 0)::bigint as shipped,"
        " coalesce(sum(least(shipped, received)), 0)::bigint as arrived,"
        f" {_MISSING}::bigint as short,"
        f" {_MISSING} filter (where list_contains(?, upper(status)))::bigint as underway,"
        f" {_MISSING} filter (where list_contains(?, upper(status)))::bigint as cancelled"
        f" from {{table}} where shipped > 0 and {marks}",
        [_UNDERWAY, _CANCELLED, *values],
    )
    nothing = dict.fromkeys(("shipped", "arrived", "short", "underway", "cancelled"), 0)
    return {name: found[0][name] or 0 for name in nothing} if found else nothing


def _narrowed(accounts: list[str], fnsku: str) -> tuple[str, list[Any]]:
    marks = "list_contains(?, account)"
    return (f"{marks} and fnsku = ?", [accounts, fnsku]) if fnsku else (marks, [accounts])


def flow(scope: Scope, accounts: list[str], fnsku: str = "") -> Flow:
    """The whole flow of the accounts, or of one FNSKU."""
    units, sent = totals(accounts, fnsku), shipped(accounts, fnsku)
    drawn = Flow(names=_names())
    drawn.add("shipped", "stock", min(sent["arrived"], units["received"]), _shipments())
    drawn.add("shipped", "short", sent["short"], _shipments() + "?short=1")
    arrived = min(sent["arrived"], units["received"])
    drawn.add("unlisted", "stock", units["received"] - arrived, _rows("received", fnsku))
    # counted as received by the shipment, not booked in by the ledger rows that we have
    drawn.add("shipped", "elsewhere", sent["arrived"] - arrived, _shipments())
    drawn.add("buyers", "stock", units["returned"], _rows("returned", fnsku))
    drawn.add("found", "stock", units["found"], _rows("found", fnsku))
    for kind in ("sold", "removed"):
        drawn.add("stock", kind, units[kind], _rows(kind, fnsku))
    for kind in ("lost", "damaged", "disposed"):
        drawn.add("stock", kind, units[kind], _rows("lost", fnsku))
    _balance(drawn)
    rows = findings(scope, retired=None).filter(fnsku=fnsku) if fnsku else tallies(scope)
    _settle(drawn, rows, sent)
    return drawn


def _balance(drawn: Flow) -> None:
    """What came in and did not go out is still there; what went out beyond it was there before."""
    into, out = drawn.through("stock")
    drawn.add("stock", "rest", into - out, reverse("stock"))
    drawn.add("before", "stock", out - into, reverse("stock"))


def _settle(drawn: Flow, rows: QuerySet[Finding] | QuerySet[Tally], sent: dict[str, int]) -> None:
    """What became of units lost, damaged, disposed of or short: as their findings say."""
    for node, types in _EXAMINED.items():
        left, _out = drawn.through(node)
        for end, units, query in _ends(rows.filter(claim_type__in=types)):
            taken = min(
                units, left
            )  # a finding may reach further back than the ledger rows we have
            left -= taken
            drawn.add(node, end, taken, _findings(types[0], query))
        for end in ("underway", "cancelled") if node == "short" else ():
            taken = min(sent[end], left)
            left -= taken
            drawn.add(node, end, taken, _shipments() + "?short=1")
        drawn.add(node, "unexamined", left, "")


def _ends(rows: QuerySet[Finding] | QuerySet[Tally]) -> list[tuple[str, int, dict[str, str]]]:
    grouped = rows.order_by().values("decision", "retired_reason").annotate(
        owed=Sum("units"), good=Sum("units_compensated")
    )  # fmt: skip
    owed = late = good = 0
    for each in grouped:
        good += each["good"] or 0
        if each["retired_reason"] == "expired" or each["decision"] == "expired":
            late += each["owed"] or 0
        else:
            owed += each["owed"] or 0
    return [
        ("good", good, {"tab": "all"}), ("late", late, {"tab": "expired"}),
        ("owed", owed, {"tab": "claim"}),
    ]  # fmt: skip


def _names() -> dict[str, tuple[str, int]]:
    """The nodes: their names and the number of their colour."""
    return {
        "shipped": (_("Shipped to Amazon"), 2),
        "unlisted": (_("Of shipments not in your files"), 8),
        "elsewhere": (_("Received before the ledger"), 8),
        "buyers": (_("Returned by buyers"), 5),
        "found": (_("Found again"), 3),
        "before": (_("Was there before"), 8),
        "stock": (_("In Amazon's hands"), 6),
        "sold": (_("Sold"), 1),
        "removed": (_("Removed"), 7),
        "lost": (_("Lost"), 4),
        "damaged": (_("Damaged"), 4),
        "disposed": (_("Disposed of"), 4),
        "short": (_("Not received so far"), 4),
        "underway": (_("Still on the way"), 2),
        "cancelled": (_("Shipment cancelled"), 8),
        "rest": (_("Still there"), 6),
        "good": (_("Made good"), 1),
        "late": (_("Owed, too late"), 8),
        "owed": (_("Still owed"), 3),
        "unexamined": (_("Not judged yet"), 8),
    }


def chart(drawn: Flow) -> dict[str, Any]:
    """The flow as the Sankey chart takes it."""
    used = [key for key in drawn.names if any(key in link[:2] for link in drawn.links)]
    return {
        "nodes": [
            {"name": key, "said": drawn.names[key][0], "tone": drawn.names[key][1]} for key in used
        ],
        "links": [
            {
                "source": source, "target": target, "value": units, "href": href,
                "said": f"{drawn.names[source][0]} → {drawn.names[target][0]}",
            }
            for source, target, units, href in drawn.links
        ],
    }  # fmt: skip


def _rows(lane: str, fnsku: str) -> str:
    query = {"lane": lane} | ({"fnsku": fnsku} if fnsku else {})
    return f"{reverse('unit_events')}?{urlencode(query)}"


def _shipments() -> str:
    return reverse("shipments")


def _findings(claim_type: str, query: dict[str, str]) -> str:
    return f"{reverse('findings')}?{urlencode(query | {'type': claim_type})}"
