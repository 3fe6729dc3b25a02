"""Many fees asked for in one file: one answer a line, or the reason why there is none.

The file is YAML, JSON or CSV: a list, or a mapping with `vectors`, of entries with `id`, `kind`,
`marketplace`, `date` and `inputs`. Sides are in inches and weights in pounds for the US, in
centimetres and grams elsewhere, unless `side_unit` and `weight_unit` say otherwise.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from makewhole.errors import MakewholeError
from makewhole.fees.asked_file import read_entries
from makewhole.fees.fee import Fee
from makewhole.fees.fulfilment import fulfilment, size_on, weights
from makewhole.fees.inbound import low_inventory, placement
from makewhole.fees.inputs import need, read_day, read_inputs, read_store
from makewhole.fees.lookup import tidy
from makewhole.fees.rate_cards import rate_cards
from makewhole.fees.referral import closing_fee, referral
from makewhole.fees.refund import refund
from makewhole.fees.removal import removal
from makewhole.fees.storage import aged, storage
from makewhole.fees.unknown import CardMissing, InputMissing, InputUnreadable, NameUnknown

Row = dict[str, Any]
_Inputs = Mapping[str, Any]
_Answer = Callable[[str, date, _Inputs], Row]

_MEASURES = ("sides", "side_unit", "weight", "weight_unit")
# what kinds of goods are called in categories and the like
_GOODS = {
    "apparel": "apparel", "clothing": "apparel", "clothing_and_accessories": "apparel",
    "dangerous_goods": "dangerous_goods", "hazmat": "dangerous_goods", "standard": "standard",
}  # fmt: skip


def compute_batch(path: Path) -> list[Row]:
    """One row per entry: `id` and every field that could be computed, or `error` with the reason.

    Inputs that no fee of ours reads are named under `ignored`.

    Errors: PathMissing, BatchUnreadable.
    """
    return list(answers(read_entries(path)))


def answers(entries: list[Any]) -> Iterator[Row]:
    """The row of each entry, in order."""
    for place, entry in enumerate(entries, 1):
        named = entry.get("id", place) if isinstance(entry, dict) else place
        own = named if isinstance(named, int | str) else str(named)
        try:
            yield {"id": own, **_answer(entry)}
        except MakewholeError as error:
            yield {"id": own, "error": str(error), "reason": type(error).__name__}
        except ArithmeticError:
            beyond = InputUnreadable(
                "figure", "one of the inputs", "of a size goods and money have"
            )
            yield {"id": own, "error": str(beyond), "reason": type(beyond).__name__}


def _answer(entry: Any) -> Row:
    if not isinstance(entry, dict):
        raise InputMissing(
            "entry", "each one is a mapping with id, kind, marketplace, date, inputs"
        )
    for needed in ("kind", "marketplace", "date"):
        if entry.get(needed) in (None, ""):
            raise InputMissing(needed, "every entry needs one")
    kind = tidy(str(entry["kind"]))
    kind = _SPOKEN.get(kind, kind)
    if kind not in _KINDS:
        raise NameUnknown("kind of fee", kind, sorted(_KINDS))
    store = read_store(entry["marketplace"])
    inputs = read_inputs(entry.get("inputs"), store)
    row = _KINDS[kind](store, read_day(entry["date"], is_month=kind == "storage"), inputs)
    ignored = sorted(set(inputs) - _READ)
    return row | {"ignored": ignored} if ignored else row


def _fulfilment(store: str, day: date, inputs: _Inputs) -> Row:
    goods = _goods(store, inputs)
    named = _pick(
        inputs, *_MEASURES, "price_of_unit", "tier", "category", "service", "column", "currency",
        "units", "with_overmax",
    )  # fmt: skip
    found = fulfilment(store, day, goods=goods, **named)
    row: Row = {"tier": found.tier, **_money(found), "surcharge": found.surcharge}
    if found.size is not None:
        row |= weights(found.size)
    return row | {"service": found.piece.service} if found.piece and found.piece.service else row


def _tier(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "sides")
    size = size_on(rate_cards(), store, day, **_pick(inputs, *_MEASURES))
    return {"tier": size.tier.tier, **weights(size), "version": size.tier.size_version}


def _referral(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "category", "price_of_unit")
    named = _pick(
        inputs,
        "category",
        "price_of_unit",
        "shipping",
        "gift_wrap",
        "promotion",
        "units",
        "currency",
    )
    return _money(referral(store, day, **named))


def _closing(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "category")
    found = closing_fee(store, day, category=inputs["category"])
    if found is None:
        raise CardMissing(f"closing ({inputs['category']})", store)
    return _money(found)


def _refund(store: str, day: date, inputs: _Inputs) -> Row:
    fees = inputs.get("referral_fees", [inputs[n] for n in ("referral_fee",) if n in inputs])
    if not isinstance(fees, list | tuple):
        fees = [fees]
    named = _pick(inputs, "refunded_share", "units", "category", "cap_area", "currency")
    found = refund(store, day, referral_fees=fees, **named)
    row = _money(found)
    del row["fee"], row["total"]
    return row


def _removal(store: str, day: date, inputs: _Inputs) -> Row:
    named = _pick(
        inputs,
        *_MEASURES,
        "size_group",
        "tier",
        "special_handling",
        "category",
        "units",
        "currency",
    )
    return _money(removal(store, day, **named))


def _storage(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "average_units")
    named = _pick(
        inputs,
        *_MEASURES,
        "average_units",
        "volume",
        "size_group",
        "tier",
        "weeks_of_stock",
        "currency",
    )
    return _money(storage(store, day, goods=_goods(store, inputs), **named))


def _aged(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "units", "age_days")
    named = _pick(
        inputs, "sides", "side_unit", "units", "age_days", "volume", "category", "currency"
    )
    return _money(aged(store, day, **named))


def _low_inventory(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "tier")
    named = _pick(
        inputs, "tier", "days_of_supply", "days_30", "days_90", "weight", "weight_unit", "units"
    )
    return _money(low_inventory(store, day, **named))


def _placement(store: str, day: date, inputs: _Inputs) -> Row:
    need(inputs, "tier")
    found = placement(
        store, day, **_pick(inputs, "tier", "weight", "weight_unit", "option", "units")
    )
    row = _money(found)
    del row["fee"], row["total"]
    return row


def _no_rates(kind: str) -> _Answer:
    def refuse(store: str, day: date, inputs: _Inputs) -> Row:
        raise CardMissing(kind.replace("_", " "), store)

    return refuse


# every input some fee of ours reads
_READ = {
    *_MEASURES, "price_of_unit", "tier", "category", "service", "column", "currency", "units",
    "with_overmax", "goods", "dangerous_goods", "apparel", "shipping", "gift_wrap", "promotion",
    "referral_fee", "referral_fees", "refunded_share", "cap_area", "size_group",
    "special_handling", "average_units", "volume", "weeks_of_stock", "age_days",
    "days_of_supply", "days_30", "days_90", "option",
}  # fmt: skip
_SPOKEN = {
    "fulfillment": "fulfilment", "fba": "fulfilment", "size_tier": "tier",
    "monthly_storage": "storage", "aged_inventory": "aged", "refund_administration":
    "refund_admin", "commission": "referral", "inbound_placement": "placement",
    "low_inventory_level": "low_inventory",
}  # fmt: skip
_KINDS: dict[str, _Answer] = {
    "fulfilment": _fulfilment, "tier": _tier, "referral": _referral, "closing": _closing,
    "refund_admin": _refund, "refund_admin_order": _refund, "refund": _refund,
    "removal": _removal, "disposal": _removal, "storage": _storage, "aged": _aged,
    "low_inventory": _low_inventory, "placement": _placement,
    **{kind: _no_rates(kind) for kind in (
        "returns_processing", "inbound_defect", "liquidation", "capacity_overage", "prep_and_label",
        "unplanned_prep", "high_volume_listing",
    )},
}  # fmt: skip


def _money(found: Fee) -> Row:
    return {
        "fee": found.amount, "total": found.total, **found.parts, "currency": found.currency,
        "version": found.version, "confidence": found.confidence,
        "is_claimable": found.is_claimable,
        **({"why_not": found.why_not} if found.why_not else {}),
    }  # fmt: skip


def _goods(store: str, inputs: _Inputs) -> str:
    if inputs.get("dangerous_goods"):
        return "dangerous_goods"
    if inputs.get("apparel"):
        return "apparel"
    named = tidy(inputs.get("goods") or inputs.get("category") or "standard")
    return _GOODS.get(named, named if "goods" in inputs else "standard")


def _pick(inputs: _Inputs, *names: str) -> dict[str, Any]:
    return {name: inputs[name] for name in names if name in inputs}
