"""What changed between two audits, finding by finding, each with the sentence that explains it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.errors import AuditMissing
from makewhole.claims.models import Audit, Event, Finding
from makewhole.terms import Decision

_PORTION = 10_000

NEW, GONE, BACK, CHANGED, UNCHECKED = "new", "gone", "back", "changed", "not checked"


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding's change: its kind, why, and the amounts on both sides (None: unknown)."""

    account: str
    finding_id: str
    claim_type: str
    kind: str
    because: str
    amount_before: Decimal | None
    amount_after: Decimal | None
    currency: str | None


def diff(scope: Scope, earlier: int, later: int) -> Iterator[Difference]:
    """The findings whose figures differ between two recorded audits, ordered by finding id.

    Errors: AuditMissing.
    """
    told = _told(scope, earlier, later).order_by("row", "id")
    yield from sorted(
        _differences(scope, told.iterator()), key=lambda each: (each.account, each.finding_id)
    )


def touched(scope: Scope, earlier: int, later: int) -> QuerySet[Event, int]:
    """The findings that audits in between said something of, by their numbers, in order.

    Errors: AuditMissing.
    """
    rows = _told(scope, earlier, later).order_by("row").values_list("row", flat=True)
    return rows.distinct()


def diff_of(scope: Scope, earlier: int, later: int, rows: Sequence[int]) -> list[Difference]:
    """What differs of these findings alone. Errors: AuditMissing."""
    told = _told(scope, earlier, later).filter(row__in=list(rows)).order_by("row", "id")
    return list(_differences(scope, told))


def _told(scope: Scope, earlier: int, later: int) -> QuerySet[Event]:
    known = list(audits(scope).values_list("pk", flat=True))
    for number in (earlier, later):
        if number not in known:
            raise AuditMissing(number, sorted(known))
    return Event.objects.filter(
        table="findings",
        audit__gt=earlier,
        audit__lte=later,
        account__in=sorted(scope.account_ids),
    )


def _differences(scope: Scope, told: Iterable[Event]) -> Iterator[Difference]:
    """The differences that events tell of, given finding by finding in the order they happened."""
    spans: dict[int, tuple[Event, Event]] = {}
    for event in told:
        spans[event.row] = (spans.get(event.row, (event, event))[0], event)
    names = _names(scope, list(spans))
    found = (_difference(names[row], *span) for row, span in spans.items())
    yield from (each for each in found if each is not None)


def audits(scope: Scope) -> Any:
    """The recorded audits of the accounts in scope, the latest first."""
    return scope.within(Audit.objects.all(), "accounts").distinct().order_by("-pk")


def _names(scope: Scope, keys: list[int]) -> dict[int, tuple[str, str, str]]:
    """Account, id and claim type of findings, in portions that every database takes."""
    rows = scope.within(Finding.objects.all())
    found: dict[int, tuple[str, str, str]] = {}
    for start in range(0, len(keys), _PORTION):
        held = rows.filter(pk__in=keys[start : start + _PORTION]).values_list(
            "pk", "account__name", "finding_id", "claim_type"
        )
        found |= {pk: (account, key, claim_type) for pk, account, key, claim_type in held}
    return found


def _difference(name: tuple[str, str, str], first: Event, last: Event) -> Difference | None:
    account, finding_id, claim_type = name
    before, after = first.before or {}, last.after or {}
    kind, because = _explained(first, last, before, after)
    if not because:
        return None
    return Difference(
        account=account,
        finding_id=finding_id,
        claim_type=claim_type,
        kind=kind,
        because=because,
        amount_before=_amount(before),
        amount_after=None if kind == GONE else _amount(after),
        currency=after.get("currency") or before.get("currency"),
    )


def _amount(side: dict[str, Any]) -> Decimal | None:
    return None if side.get("amount") is None else Decimal(str(side["amount"]))


def _explained(
    first: Event, last: Event, before: dict[str, Any], after: dict[str, Any]
) -> tuple[str, str]:
    stood = bool(before) and not before["retired_reason"]
    if last.what.startswith("finding retired: "):
        # what came and went between the two audits, or was gone before, is no difference
        return (GONE, _GONE[last.what.removeprefix("finding retired: ")]) if stood else ("", "")
    if not before and after["decision"] == Decision.REJECTED:
        return "", ""  # examined for the first time, and nothing was owed
    if not before:
        return NEW, f"new finding: {after['explanation']}"
    if not stood:
        return BACK, f"owed again: {after['explanation']}"
    if last.what == "finding not checked":
        return UNCHECKED, f"not checked: {after['not_checked']}"
    return CHANGED, "; ".join(_changes(before, after))


_GONE = {
    "paid": "Amazon paid for it",
    "found": "the units were found or returned",
    "expired": "its claim window closed",
    "no_longer_owed": "newer reports show that nothing is owed",
}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """What differs, in words; nothing where only the place of the evidence moved."""
    if before["decision"] != after["decision"]:
        yield f"decision {before['decision']} became {after['decision']}" + _why(after)
    for name, words in _FIGURES.items():
        if str(before[name]) != str(after[name]):
            if name in ("amount", "unit_value") and _equal(before[name], after[name]):
                continue
            yield f"{words} {_said(before[name])} became {_said(after[name])}"


_FIGURES = {
    "units_compensated": "units compensated",
    "units": "units owed",
    "unit_value": "unit value",
    "amount": "amount",
    "valuation": "valuation",
    "opens_on": "opening day",
    "closes_on": "closing day",
    "confidence": "confidence",
}


def _why(after: dict[str, Any]) -> str:
    reasons = after.get("reasons") or []
    return f" ({', '.join(reasons)})" if reasons else ""


def _equal(one: Any, other: Any) -> bool:
    return one is not None and other is not None and Decimal(str(one)) == Decimal(str(other))


def _said(value: Any) -> str:
    return "unknown" if value is None else str(value)
