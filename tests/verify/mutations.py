"""Ways to make true findings false: each a small lie, told so that the rest still adds up."""

import copy
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Finding = dict[str, Any]
Mutation = Callable[[Finding], bool]

CLOSINGS = ("found", "paid", "in_kind", "returned", "ordered", "overage", "located")


def _shift(finding: Finding, name: str, days: int) -> bool:
    if finding[name] is None:
        return False
    moved = date.fromisoformat(finding[name]) + timedelta(days)
    finding[name] = moved.isoformat()
    return True


def _worth(finding: Finding) -> None:
    if finding["unit_value"] is not None:
        finding["amount"] = str(Decimal(finding["unit_value"]) * finding["units"])


def a_unit_added(finding: Finding) -> bool:
    finding["units"] += 1
    finding["units_affected"] += 1
    _worth(finding)
    return not finding["claim_type"].startswith("fee_")


def a_unit_added_to_the_row_too(finding: Finding) -> bool:
    opening = next(
        (e for e in finding["evidence"] if e["units"] and e["role"] not in CLOSINGS), None
    )
    if opening is None or not finding["units_affected"]:
        return False
    opening["units"] += 1
    return a_unit_added(finding)


def a_closing_forgotten(finding: Finding) -> bool:
    """The row that paid, was found or came back is left out, and everything else made to fit."""
    for each in finding["evidence"]:
        if each["role"] in CLOSINGS and each["units"] and finding["units_affected"]:
            finding["evidence"].remove(each)
            finding["units_compensated"] -= each["units"]
            finding["units"] += each["units"]
            finding["decision"], finding["reasons"] = "claim", []
            _worth(finding)
            return True
    return False


def the_event_moved(finding: Finding) -> bool:
    for name in ("event_date", "opens_on", "remind_by", "closes_on"):
        _shift(finding, name, 7)
    return True


def the_last_day_moved(finding: Finding) -> bool:
    return _shift(finding, "closes_on", 30)


def both_last_days_moved(finding: Finding) -> bool:
    return _shift(finding, "closes_on", 30) and _shift(finding, "remind_by", 30)


def the_first_day_moved(finding: Finding) -> bool:
    return _shift(finding, "opens_on", -1)


def the_last_day_left_out(finding: Finding) -> bool:
    known = finding["closes_on"] is not None
    finding["closes_on"] = None
    return known


def the_window_quoted_longer(finding: Finding) -> bool:
    use = next(each for each in finding["policy"] if each["key"].startswith("window."))
    head, _, days = use["value"].rpartition("=")
    use["value"] = f"{head}={int(days) + 30}"
    return both_last_days_moved(finding)


def the_amount_raised(finding: Finding) -> bool:
    finding["amount"] = str(Decimal(finding["amount"] or 0) + Decimal("1.00"))
    return True


def the_value_raised(finding: Finding) -> bool:
    if finding["unit_value"] is None or not finding["units"]:
        return False
    finding["unit_value"] = str(Decimal(finding["unit_value"]) + 1)
    _worth(finding)
    return True


def the_currency_changed(finding: Finding) -> bool:
    finding["currency"] = "CAD"
    return True


def an_evidence_line_changed(finding: Finding) -> bool:
    first = finding["evidence"][0]
    if first["role"] == "parcel_shown" and finding["reference_id"] is None:
        return False  # the seller names no parcel: each of the order is one that was shown
    first["line"] += 1
    return True


def the_last_evidence_line_changed(finding: Finding) -> bool:
    finding["evidence"][-1]["line"] -= 1
    return True


def the_opening_row_mistaken_for_its_neighbour(finding: Finding) -> bool:
    """In a settlement the neighbour is mostly another row of the same order item."""
    opening = next(
        (e for e in finding["evidence"] if e["units"] and e["role"] not in CLOSINGS), None
    )
    if opening is not None:
        opening["line"] += 1
    return opening is not None


def an_evidence_file_changed(finding: Finding) -> bool:
    finding["evidence"][0]["file"] += ".bak"
    return True


def evidence_removed(finding: Finding) -> bool:
    # what Amazon settled itself is not owed, so what was set off against it decides nothing
    rows = (each for each in finding["evidence"] if not each["role"].startswith("settled_"))
    used = next((each for each in rows if each["units"]), None)
    if used is not None:
        finding["evidence"].remove(used)
    return used is not None


def all_evidence_removed(finding: Finding) -> bool:
    finding["evidence"] = []
    return True


def a_role_changed(finding: Finding) -> bool:
    finding["evidence"][0]["role"] = (
        "found" if finding["evidence"][0]["role"] != "found" else "paid"
    )
    return True


def a_rejected_one_claimed(finding: Finding) -> bool:
    was = finding["decision"] == "rejected"
    finding["decision"], finding["reasons"] = "claim", []
    return was


def a_closed_one_claimed(finding: Finding) -> bool:
    was = finding["decision"] in ("expired", "wait")
    finding["decision"], finding["reasons"] = "claim", []
    return was


def a_judged_one_claimed(finding: Finding) -> bool:
    was = finding["decision"] == "review"
    finding["decision"] = "claim"
    return was


def a_claim_called_expired(finding: Finding) -> bool:
    was = finding["decision"] == "claim"
    finding["decision"] = "expired"
    return was


MUTATIONS: list[Mutation] = [
    a_unit_added, a_unit_added_to_the_row_too, a_closing_forgotten, the_event_moved,
    the_last_day_moved, both_last_days_moved, the_first_day_moved, the_last_day_left_out,
    the_window_quoted_longer, the_amount_raised, the_value_raised, the_currency_changed,
    an_evidence_line_changed, the_last_evidence_line_changed,
    the_opening_row_mistaken_for_its_neighbour, an_evidence_file_changed,
    evidence_removed, all_evidence_removed, a_role_changed, a_rejected_one_claimed,
    a_closed_one_claimed, a_judged_one_claimed, a_claim_called_expired,
]  # fmt: skip


def mutated(findings: list[Finding], most: int) -> Iterator[tuple[str, Finding, list[Finding]]]:
    """Lists with one lie each: its name, the finding it is told of, and the whole list."""
    for mutation in MUTATIONS:
        told: dict[str, int] = {}
        for place, finding in enumerate(findings):
            if told.get(finding["claim_type"], 0) >= most:
                continue
            lie = copy.deepcopy(finding)
            if mutation(lie) and lie != finding:
                told[finding["claim_type"]] = told.get(finding["claim_type"], 0) + 1
                yield mutation.__name__, finding, [*findings[:place], lie, *findings[place + 1 :]]
    owed = [(place, each) for place, each in enumerate(findings) if each["decision"] != "rejected"]
    for place, each in owed[: 3 * most]:
        twice = each | {"finding_id": each["finding_id"] + "0"}
        yield "a finding told twice", each, [*findings[: place + 1], twice, *findings[place + 1 :]]
    yield from _shared(findings, most)


def _shared(findings: list[Finding], most: int) -> Iterator[tuple[str, Finding, list[Finding]]]:
    """A closing of one finding is used by another that asks for the same item, too."""
    found = 0
    for giver in findings:
        for row in (e for e in giver["evidence"] if e["role"] in CLOSINGS and e["units"]):
            for place, taker in enumerate(findings):
                same = taker["claim_type"] == giver["claim_type"] and taker["units"]
                if not same or taker is giver or taker["fnsku"] != giver["fnsku"] or found >= most:
                    continue
                lie = copy.deepcopy(taker)
                lie["evidence"].append(row | {"units": 1})
                lie["units_compensated"] += 1
                lie["units"] -= 1
                _worth(lie)
                found += 1
                yield "a closing shared", taker, [*findings[:place], lie, *findings[place + 1 :]]
