"""Sides and weights: read with their unit, changed into the card's unit, checked for sense.

Conversions are exact by definition: 1 in = 2.54 cm, 1 lb = 453.59237 g = 16 oz.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from makewhole.fees.unknown import (
    InputMissing,
    InputUnreadable,
    MeasureNotPositive,
    UnitMixedUp,
    UnitUnknown,
)

# in centimetres and in grams
LENGTHS = {
    "in": Decimal("2.54"), "cm": Decimal(1), "mm": Decimal("0.1"), "m": Decimal(100),
    "ft": Decimal("30.48"),
}  # fmt: skip
WEIGHTS = {
    "lb": Decimal("453.59237"), "oz": Decimal("28.349523125"), "g": Decimal(1),
    "kg": Decimal(1000),
}  # fmt: skip
_SPELLED = {
    "inch": "in", "inches": "in", '"': "in", "centimeters": "cm", "centimetres": "cm",
    "centimeter": "cm", "millimeters": "mm", "meters": "m", "feet": "ft", "foot": "ft",
    "lbs": "lb", "pound": "lb", "pounds": "lb", "ounce": "oz", "ounces": "oz", "gram": "g",
    "grams": "g", "gr": "g", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg",
}  # fmt: skip

# Nothing solid is denser than osmium (22.59 g/cm3) and nothing lighter than air (0.0012 g/cm3) lies
# on a scale: outside of this a unit is mixed up, whatever the goods.
DENSEST, LIGHTEST = Decimal("22.6"), Decimal("0.0012")
# grams of one cubic centimetre, as weight of one cubic unit of length
_DENSITY = {
    (length, weight): cubed**3 / grams
    for length, cubed in LENGTHS.items()
    for weight, grams in WEIGHTS.items()
}
_BOUNDS = {units: (LIGHTEST * one, DENSEST * one) for units, one in _DENSITY.items()}

_SIDE = r"\s*(-?[\d.,]+)\s*"
_SIZE = re.compile(rf"^{_SIDE}[xX×*]{_SIDE}[xX×*]{_SIDE}([a-zA-Z\"]*)\s*$")
_AMOUNT = re.compile(r"^\s*(-?[\d.,]+)\s*([a-zA-Z]*)\s*$")

# "1,400" may be one and a bit, or more than a thousand
_EITHER = re.compile(r"^-?\d{1,3}(,\d{3})+$|[.].*,|,.*[.]")
_WRITTEN = {"weight": "a weight such as 1.4lb or 350g", "side": "a side such as 12in or 30cm"}

Number = Decimal | int | str | float
_LARGEST = 11  # no size, weight or sum has more than twelve figures before the point
Sides = tuple[Decimal, Decimal, Decimal]


def number(value: Number) -> Decimal:
    """A figure as an exact decimal; a float is taken as it prints.

    Errors: InputUnreadable for what is no figure.
    """
    if type(value) is Decimal and value.is_finite() and value.adjusted() <= _LARGEST:
        return value
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("nan")
    if not found.is_finite() or isinstance(value, bool) or found.adjusted() > _LARGEST:
        raise InputUnreadable("figure", value, "a number")
    return found


def _figure(what: str, text: str) -> Decimal:
    if _EITHER.search(text):
        raise InputUnreadable(what, text, "a figure with a point and without separators")
    return number(text.replace(",", "."))


def unit_of(name: str, known: dict[str, Decimal]) -> str:
    """A unit's short name.

    >>> unit_of("Inches", LENGTHS), unit_of("pounds", WEIGHTS)
    ('in', 'lb')

    Errors: UnitUnknown.
    """
    if name in known:
        return name
    short = name.strip().lower()
    short = _SPELLED.get(short, short)
    if short not in known:
        raise UnitUnknown(name, known)
    return short


def in_unit(value: Decimal, unit: str, wanted: str, known: dict[str, Decimal]) -> Decimal:
    """A measure changed into another unit, exact as far as decimals go.

    >>> in_unit(Decimal("8"), "oz", "lb", WEIGHTS)
    Decimal('0.5000')
    """
    return value if unit == wanted else value * known[unit] / known[wanted]


def read_size(text: str) -> tuple[tuple[Decimal, Decimal, Decimal], str | None]:
    """Three sides and their unit, as written on the command line.

    >>> read_size("12x9x3in")
    ((Decimal('12'), Decimal('9'), Decimal('3')), 'in')

    Errors: InputUnreadable when it is not three figures.
    """
    found = _SIZE.match(text)
    if not found:
        raise InputUnreadable("size", text, "three sides such as 12x9x3in or 30x20x10cm")
    sides = tuple(_figure("size", each) for each in found.groups()[:3])
    return (sides[0], sides[1], sides[2]), found[4] or None


def read_weight(text: str, what: str = "weight") -> tuple[Decimal, str | None]:
    """A weight, or one side, and its unit, as written on the command line.

    >>> read_weight("1.4lb")
    (Decimal('1.4'), 'lb')

    Errors: InputUnreadable when it is not a figure.
    """
    found = _AMOUNT.match(text)
    if not found:
        raise InputUnreadable(what, text, _WRITTEN[what])
    return _figure(what, found[1]), found[2] or None


def sorted_sides(sides: Sequence[Number], unit: str, wanted: str) -> Sides:
    """Longest, median and shortest side in the wanted unit.

    Errors: InputMissing, MeasureNotPositive.
    """
    if len(sides) != 3:
        raise InputMissing("third side" if len(sides) == 2 else "size", "a size has three sides")
    shortest, median, longest = sorted([number(each) for each in sides])
    if shortest <= 0:
        raise MeasureNotPositive("side", shortest)
    if unit == wanted:
        return longest, median, shortest
    one, other = LENGTHS[unit], LENGTHS[wanted]
    return longest * one / other, median * one / other, shortest * one / other


def whole(what: str, value: Number) -> Decimal:
    """A count: above zero, and whole.

    Errors: MeasureNotPositive, InputUnreadable.
    """
    found = positive(what, value)
    if found != found.to_integral_value():
        raise InputUnreadable(what, value, "a whole number")
    return found


def positive(what: str, value: Number) -> Decimal:
    """A figure that must be above zero.

    Errors: MeasureNotPositive.
    """
    found = number(value)
    if not found > 0:
        raise MeasureNotPositive(what, found)
    return found


def not_negative(what: str, value: Number) -> Decimal:
    """A figure that may be zero.

    Errors: MeasureNotPositive.
    """
    found = number(value)
    if not found >= 0:
        raise MeasureNotPositive(what, found, "zero or more")
    return found


def is_plausible(sides: Sides, side_unit: str, weight: Decimal, weight_unit: str) -> bool:
    """Whether there are goods of that size and weight at all."""
    volume = sides[0] * sides[1] * sides[2]
    lightest, densest = _BOUNDS[side_unit, weight_unit]
    return lightest * volume <= weight <= densest * volume


def mixed_up(
    sides: Sequence[Number], side_unit: str, weight: Number, weight_unit: str
) -> UnitMixedUp:
    """The refusal of such a weight, with the units in which the figure would make sense."""
    one, two, three = map(number, sides)
    heavy = number(weight)
    other = [
        unit
        for unit in WEIGHTS
        if unit != weight_unit and is_plausible((one, two, three), side_unit, heavy, unit)
    ]
    is_dense = heavy > _BOUNDS[side_unit, weight_unit][1] * one * two * three
    said = "denser than any metal" if is_dense else "lighter than air"
    return UnitMixedUp(
        f"{heavy:f} {weight_unit}", f"{one:f} x {two:f} x {three:f} {side_unit}", said, other
    )
