"""How policy wants claims handled: times between steps, appeals, the daily number, denial reasons.

Product rules hold from the day they were set; for an earlier day the earliest of them is used,
since they say what we do, not what Amazon did.
"""

import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from makewhole.policy import Policy, load_policy
from makewhole.policy.form import ClaimType, Version

_FEES = "fee"  # the family of claim types about fees
_SELLER_FULFILLED = "fbm"  # SAFE-T and A-to-z, whose answer times are published
_ANY_STORE = "*"


@cache
def policy() -> Policy:
    """The policy that came with this version."""
    return load_policy()


def claim_type(key: str) -> ClaimType | None:
    """What policy says of a claim type; None for one it does not know."""
    return policy().claim_types.get(key)


def figure(key: str, on: date, marketplace: str | None) -> Any:
    """The value of a handling parameter in a store on a day."""
    found = policy().version(key, on, marketplace or _ANY_STORE)
    held = found or _earliest(key)
    return held.value if held else None


def _earliest(key: str) -> Version | None:
    general = [each for each in policy().parameter(key).versions if _ANY_STORE in each.marketplaces]
    return min(general, key=lambda each: each.from_ or date.min, default=None)


def after(key: str, day: date, marketplace: str | None) -> date:
    """The day a number of days after another, the number taken from policy."""
    return day + timedelta(days=int(figure(key, day, marketplace)))


def reply_due(kind: str, asked_on: date, marketplace: str | None) -> date:
    """The last day to answer a question of Amazon's.

    The times Amazon publishes are for SAFE-T and A-to-z; every other claim has the product's own.
    """
    known = claim_type(kind)
    store = marketplace if known is not None and known.family == _SELLER_FULFILLED else _ANY_STORE
    found = re.match(
        r"(\d+) (hours|business days)", str(figure("case.info_request_reply", asked_on, store))
    )
    if found is None:
        return asked_on
    number = int(found[1])
    # "business days incl. Saturday" and plain days differ by a Sunday at most: the earlier is safe
    return asked_on + timedelta(days=number // 24 if found[2] == "hours" else number)


def appeals_allowed(kind: str, on: date, marketplace: str | None) -> tuple[int, str] | None:
    """How often a refusal may be appealed and the parameter that says so; None: no number known."""
    known = claim_type(kind)
    if known is None or known.family != _FEES:
        return None
    found = policy().version("case.appeal_count_fee", on, marketplace or _ANY_STORE)
    return None if found is None else (int(str(found.value)), found.key)


def denial_reasons(kind: str) -> tuple[str, ...]:
    """The coded reasons for which Amazon refuses a claim type, and `other` for its own words."""
    known = claim_type(kind)
    listed = tuple(known.denial_reasons or ()) if known is not None else ()
    return (*listed, "other")


@cache
def denial_steps() -> dict[str, dict[str, Any]]:
    """What to do after each coded denial: `step`, `say` and the `evidence` it needs."""
    text = files("makewhole.claims.cases").joinpath("denials.yaml").read_text("utf-8")
    held: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return held
