"""The inputs of one asked fee, whatever way they are written: named, typed and with their units."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from makewhole.fees.lookup import tidy
from makewhole.fees.measures import LENGTHS, WEIGHTS, read_size, read_weight, unit_of
from makewhole.fees.unknown import InputMissing, InputUnreadable
from makewhole.money import STORE_CURRENCY
from makewhole.terms import marketplace_code, store_of_domain

# what an input is called in a file, and here
_CALLED = {
    "price": "price_of_unit", "item_price": "price_of_unit", "listing_price": "price_of_unit",
    "price_per_unit": "price_of_unit", "quantity": "units", "qty": "units", "class": "goods",
    "overmax": "with_overmax", "cubic_feet": "volume", "item_volume": "volume",
    "unit_volume": "volume", "weeks": "weeks_of_stock", "dimensions": "sides", "size": "sides",
    "unit_weight": "weight", "age": "age_days", "size_tier": "tier", "referral": "referral_fee",
    "hazmat": "dangerous_goods", "referral_category": "category", "average_quantity":
    "average_units", "giftwrap": "gift_wrap", "promotions": "promotion",
}  # fmt: skip
_SIDES = ("length", "width", "height")
_MONEY = ("price_of_unit", "shipping", "gift_wrap", "promotion", "referral_fee")
_NAMES = ("tier", "size_group", "category", "service", "column", "option", "cap_area", "currency",
          "goods", "side_unit", "weight_unit")  # fmt: skip
_FLAGS = ("with_overmax", "special_handling", "dangerous_goods", "apparel")
_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")
_SYMBOLS = {"$": ("USD", "CAD", "AUD", "MXN", "SGD"), "£": ("GBP",), "€": ("EUR",), "¥": ("JPY",)}
_AMOUNT = re.compile(r"^([^\d.,-]*)(-?\d[\d.,]*)([^\d.,]*)$")
_STORES = {
    "usa": "US", "united_states": "US", "canada": "CA", "united_kingdom": "UK",
    "great_britain": "UK", "germany": "DE", "france": "FR", "italy": "IT", "spain": "ES",
    "japan": "JP",
}  # fmt: skip


def read_inputs(given: Any, store: str) -> dict[str, Any]:
    """Inputs under our names, those without a value left out.

    Errors: InputUnreadable, UnitUnknown, InputMissing.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputUnreadable("list of inputs", given, "names with their values")
    named = {str(name).strip().lower(): value for name, value in given.items()}
    found = {_CALLED.get(n, n): v for n, v in named.items() if v is not None and v != ""}
    for unit in WEIGHTS:
        if (value := found.pop(f"weight_{unit}", None)) is not None:
            found |= {"weight": value, "weight_unit": unit}
    _gather_sides(found)
    for name in _NAMES:
        if name in found:
            found[name] = str(found[name]).strip()
    for name in ("tier", "size_group"):
        if name in found:
            found[name] = tidy(found[name])
    if "column" in found:
        found["column"] = found["column"].upper()
    for name in _MONEY:
        if name in found:
            found[name] = read_money(name, found[name], store)
    for name in _FLAGS:
        if name in found:
            found[name] = _flag(name, found[name])
    _read_measures(found)
    return found


def read_store(given: Any) -> str:
    """The store an entry names: its code, its country or its web address.

    >>> read_store("gb"), read_store("Germany"), read_store("www.amazon.de")
    ('UK', 'DE', 'DE')
    """
    code = marketplace_code(str(given))
    if code in STORE_CURRENCY:
        return code
    name = tidy(str(given)).removeprefix("www.")
    known = _STORES.get(name) or store_of_domain(name)
    return known or marketplace_code(name.removeprefix("amazon."))


def read_day(given: Any, *, is_month: bool = False) -> date:
    """The day an entry names, as ISO writes it; where a month is enough, any day of it.

    Errors: InputUnreadable.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    text = str(given).strip()
    if is_month and re.fullmatch(r"\d{4}-\d{2}", text):
        text += "-01"
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise InputUnreadable("date", given, "a date such as 2026-05-01") from None


def read_money(name: str, given: Any, store: str) -> Any:
    """A sum as a figure; a sign or code of the store's own currency may stand beside it.

    >>> read_money("price", "$1,024.50", "US"), read_money("price", "24,99 €", "DE")
    ('1024.50', '24.99')

    Errors: InputUnreadable.
    """
    if not isinstance(given, str):
        return given
    text = given.strip()
    found = _AMOUNT.match(text)
    own = STORE_CURRENCY.get(store, "")
    beside = "".join((found[1], found[3])).strip() if found else ""
    if not found or (beside and beside.upper() != own and own not in _SYMBOLS.get(beside, ())):
        raise InputUnreadable(name.replace("_", " "), given, f"a sum in {own or 'figures'}")
    return plain_figure(name, found[2])


def plain_figure(name: str, text: str) -> str:
    """A figure with at most one point; which sign groups thousands must be beyond doubt.

    >>> plain_figure("price", "1,024.50"), plain_figure("price", "12,5")
    ('1024.50', '12.5')

    Errors: InputUnreadable for "1,024", which may be either.
    """
    if "," not in text:
        return text
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+", text) or re.fullmatch(
        r"-?\d{1,3}(,\d{3}){2,}", text
    ):
        return text.replace(",", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", text):
        return text.replace(".", "").replace(",", ".")
    if re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,})", text):
        return text.replace(",", ".")
    raise InputUnreadable(name.replace("_", " "), text, "a number with a point, as in 1024.50")


def _flag(name: str, given: Any) -> bool:
    text = str(given).strip().lower()
    if text not in (*_YES, *_NO):
        raise InputUnreadable(name.replace("_", " "), given, "yes or no")
    return text in _YES


def _gather_sides(found: dict[str, Any]) -> None:
    """Length, width and height, or sides named with their unit, as `sides` and `side_unit`."""
    for unit in LENGTHS:
        apart = [found.pop(f"{side}_{unit}", None) for side in _SIDES]
        if (value := found.pop(f"sides_{unit}", None)) is not None:
            found |= {"sides": value, "side_unit": unit}
        elif any(each is not None for each in apart):
            found |= {"sides": [e for e in apart if e is not None], "side_unit": unit}
    given = found.get("sides")
    if isinstance(given, Mapping):
        found["sides"] = [given[side] for side in _SIDES if side in given]
    elif given is None and any(side in found for side in _SIDES):
        found["sides"] = [found[side] for side in _SIDES if side in found]
    for side in _SIDES:
        found.pop(side, None)


def _read_measures(found: dict[str, Any]) -> None:
    sides, weight = found.get("sides"), found.get("weight")
    if isinstance(sides, str):
        sides, unit = read_size(sides)
        _take_unit(found, "side_unit", unit, LENGTHS)
    elif sides is not None:
        if not isinstance(sides, list | tuple):
            raise InputUnreadable("size", sides, "three sides")
        sides = [_measure(found, "side", each) for each in sides]
    if sides is not None:
        found["sides"] = sides
    if weight is not None:
        found["weight"] = _measure(found, "weight", weight)


def _measure(found: dict[str, Any], name: str, given: Any) -> Any:
    """One side or the weight; a unit beside the figure goes for all of its kind."""
    if isinstance(given, list | tuple | Mapping):
        raise InputUnreadable(name, given, "one figure")
    if not isinstance(given, str):
        return given
    value, unit = read_weight(given, what=name)
    _take_unit(found, f"{name}_unit", unit, LENGTHS if name == "side" else WEIGHTS)
    return value


def _take_unit(
    found: dict[str, Any], name: str, unit: str | None, known: Mapping[str, Decimal]
) -> None:
    """A unit written beside a figure; it must not gainsay the one given apart."""
    if unit is None:
        return
    short = unit_of(unit, dict(known))
    said = found.setdefault(name, short)
    if unit_of(said, dict(known)) != short:
        raise InputUnreadable(name.replace("_", " "), f"{said} and {unit}", "one unit for all")


def need(inputs: Mapping[str, Any], *names: str) -> None:
    """Refuses an entry without the inputs its fee depends on.

    Errors: InputMissing.
    """
    spoken = {"price_of_unit": "price", "age_days": "age days", "average_units": "average units"}
    for name in names:
        if name not in inputs:
            raise InputMissing(spoken.get(name, name), "the fee depends on it")
