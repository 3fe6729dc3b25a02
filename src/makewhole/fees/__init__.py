"""Fees: what Amazon should have charged, recomputed from the rate card of the day.

In: the rate cards in policy/fees, and the facts of a unit, an order line or a month. Out: fees with
their arithmetic; the same cards as relations, and the SQL that prices whole tables of charges by
them. What no card holds is never guessed: it is a FeeUnknown that says why, and a line of `gaps()`.
"""

from makewhole.errors import FeeUnknown
from makewhole.fees.batch import compute_batch
from makewhole.fees.fee import Fee, Reading
from makewhole.fees.fulfilment import fulfilment, size_tier, weights
from makewhole.fees.gaps import gaps
from makewhole.fees.inbound import low_inventory, placement
from makewhole.fees.measurements import Remeasure, remeasure
from makewhole.fees.measures import read_size, read_weight
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.referral import closing_fee, referral
from makewhole.fees.refund import refund
from makewhole.fees.relations import expect, load_relations, pieces, tiers
from makewhole.fees.removal import removal
from makewhole.fees.sizing import Size, shown
from makewhole.fees.storage import aged, storage, unit_volume

__all__ = [
    "Fee",
    "FeeUnknown",
    "RateCards",
    "Reading",
    "Remeasure",
    "Size",
    "aged",
    "closing_fee",
    "compute_batch",
    "expect",
    "fulfilment",
    "gaps",
    "load_relations",
    "low_inventory",
    "pieces",
    "placement",
    "rate_cards",
    "read_size",
    "read_weight",
    "referral",
    "refund",
    "remeasure",
    "removal",
    "shown",
    "size_tier",
    "storage",
    "tiers",
    "unit_volume",
    "weights",
]
