"""Fulfilment, removal and disposal cards: tables by weight, one column per price band or store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.fees.cards import Card, Entry
from makewhole.fees.compile_tiers import own_tiers, service_tiers
from makewhole.fees.compiling import (
    currency,
    days,
    is_claimable,
    sources,
    spans,
    weight,
)
from makewhole.fees.pieces import FOREVER, ZERO, Gap, Handling, Piece, Surcharge, Tier
from makewhole.money import cents

_LAST_YEAR_OF_YEARLY_GAPS = 2099


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a table: a price band of one store, or a store."""

    name: str
    marketplace: str
    currency: str
    bounds: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a card a table stands."""

    card: Card
    version: Entry
    fee: str
    goods: str
    tier: str


def pieces(card: Card, fee: str) -> Iterator[Piece]:
    """Every cell and every formula of a file as straight pieces."""
    for version in card.versions:
        for goods, tables in _classes(card, version).items():
            for tier, table in tables.items():
                yield from _table(_Place(card, version, fee, goods, tier), table)


def tiers(card: Card) -> Iterator[Tier]:
    """Size tiers that stand in a fulfilment file itself."""
    yield from own_tiers(card)
    for version in card.versions:
        if _brings_tiers(version):
            yield from service_tiers(card, version)


def surcharges(card: Card) -> Iterator[Surcharge]:
    """What is added to the fulfilment fee."""
    for entry in card.body.get("surcharges", []):
        first, last = days(entry)
        for marketplace in card.marketplaces(entry):
            yield Surcharge(
                surcharge=entry["id"], marketplace=marketplace, valid_from=first, valid_to=last,
                goods=entry.get("class", "*"), share=Decimal(entry.get("percent", 0)) / 100,
                per_unit=Decimal(entry.get("per_unit", 0)),
                is_own_line=bool(entry.get("own_line", False)), confidence=entry["confidence"],
                is_claimable=is_claimable(entry, entry["confidence"]),
            )  # fmt: skip


def handling(card: Card) -> Iterator[Handling]:
    """The overmax handling fee of very long units, by tier."""
    for entry in card.body.get("overmax_handling", []):
        first, last = days(entry)
        for tier, amount in entry["fee"].items():
            yield Handling(
                marketplace=entry["marketplace"], valid_from=first, valid_to=last, tier=tier,
                longest_above=Decimal(entry["longest_above"]),
                length_plus_girth_above=Decimal(entry["length_plus_girth_above"]),
                amount=Decimal(amount),
            )  # fmt: skip


def gaps(card: Card, fee: str) -> Iterator[Gap]:
    """Classes a version does not hold, spans it leaves undecided, cells left empty or disputed."""
    for version in card.versions:
        for missing in version.get("missing", []):
            for marketplace in card.marketplaces(version):
                yield _gap(card, version, fee, missing, marketplace=marketplace, kind="missing")
        for disputed in version.get("disputed", []):
            for marketplace in card.marketplaces(version):
                if disputed.get("column") in (None, marketplace):
                    yield _gap(
                        card, version, fee, disputed, marketplace=marketplace, kind="not_for_claims"
                    )
        for open_ in version.get("undecided", []):
            yield from _undecided(card, version, fee, open_)
        yield from _empty_cells(card, version, fee)


def _classes(card: Card, version: Entry) -> dict[str, Any]:
    held = version.get("classes")
    if "same_as" in version:
        held = next(v for v in card.versions if v["id"] == version["same_as"])["classes"]
    if held is None:
        return {"standard": _by_row(version)} if "rows" in version else {}
    found: dict[str, Any] = {}
    for goods, tables in held.items():
        own = {name: table for name, table in tables.items() if isinstance(table, dict)}
        if tables.get("bulky_and_extra_large") == "as standard":
            own = {**held["standard"], **own}
        found[goods] = own
    # a size group of removals is no class of goods: it stands where a tier stands
    return found if "unit" not in next(iter(held.values())) else {"standard": held}


def _by_row(version: Entry) -> dict[str, Any]:
    return {row[0]: {"unit": "g", "rows": [row[1:]]} for row in version["rows"]}


def _columns(card: Card, version: Entry) -> list[_Column]:
    order = version.get("column_order") or card.body.get("column_order")
    if not order:
        marketplace = card.marketplaces(version)[0]
        bands = version.get("price_bands") or [{"id": "all"}]
        return [
            _Column(band["id"], marketplace, currency(card, marketplace), _bounds(band))
            for band in bands
        ]
    stores = card.body.get("column_marketplaces", {})
    return [
        _Column(name, store, name[-3:] if name[-4:-3] == "_" and name[-3:] != "CEP"
                else currency(card, store), {})
        for name in order
        for store in stores.get(name, [name])
    ]  # fmt: skip


def _bounds(band: Entry) -> dict[str, Any]:
    names = {"at_least": "from", "over": "above", "at_most": "up_to", "under": "below"}
    return {ours: Decimal(band[theirs]) for ours, theirs in names.items() if theirs in band}


def _table(place: _Place, table: Entry) -> Iterator[Piece]:
    names = list(dict.fromkeys(c.name for c in _columns(place.card, place.version)))
    for column in _columns(place.card, place.version):
        index = names.index(column.name)
        below = ZERO
        for bound, *cells in table["rows"]:
            above, below = below, weight(bound, table["unit"])
            if cells[index] is not None:
                yield from _pieces(place, column, above=above, up_to=below, base=cells[index])
        beyond = table.get("beyond")
        if beyond and beyond["base"][index] is not None:
            steps = beyond["per_step"]
            yield from _pieces(
                place, column, above=below, up_to=None, base=beyond["base"][index],
                first=weight(beyond["first"], table["unit"]),
                step=weight(beyond["step"], table["unit"]),
                per_step=Decimal(steps[index] if isinstance(steps, list) else steps),
            )  # fmt: skip


def _pieces(place: _Place, column: _Column, *, base: Any, **shape: Any) -> Iterator[Piece]:
    version = place.version
    weak = [
        each for each in version.get("disputed", [])
        if each["class"] == place.goods and each["tier"] == place.tier
        and each.get("column") in (None, column.name)
    ]  # fmt: skip
    # a table read by weight never meets a disputed part half-way: the parts begin at row bounds
    disputed = any(
        "above" not in each or shape["above"] >= weight(each["above"], "oz") for each in weak
    )
    for span in spans(version, **{"class": place.goods}, tier=place.tier, column=column.name):
        yield Piece(
            fee=place.fee, marketplace=column.marketplace,
            service=str(version.get("service", "")), version=version["id"],
            valid_from=span.first, valid_to=span.last, goods=place.goods, tier=place.tier,
            card_column="" if column.bounds or column.name == "all" else column.name,
            size_version=_size_version(place.card, version), **column.bounds,
            base=Decimal(base).quantize(cents(column.currency)), **shape,
            currency=column.currency, confidence=span.confidence,
            is_claimable=is_claimable(version, span.confidence) and not disputed,
            sources=sources(version),
        )  # fmt: skip


def _brings_tiers(version: Entry) -> bool:
    tables = version.get("classes", {}).get("standard", {})
    return any(isinstance(table, dict) and "limits" in table for table in tables.values())


def _size_version(card: Card, version: Entry) -> str:
    if _brings_tiers(version):
        return str(version["id"])
    return str(version.get("size_tiers") or (card.name if "tiers" in card.body else ""))


def _gap(card: Card, version: Entry, fee: str, entry: Entry, *, marketplace: str, kind: str) -> Gap:
    first, last = days(version)
    above = entry.get("above")
    return Gap(
        fee=fee, marketplace=marketplace, service=str(version.get("service", "*")),
        version=version["id"], goods=entry.get("class", "*"), tier=entry.get("tier", "*"),
        card_column=entry.get("column", "*"),
        above=None if above is None else weight(above, "oz"),
        valid_from=first, valid_to=last, kind=kind,
        why=entry.get("why", "no table was found"),
    )  # fmt: skip


def _undecided(card: Card, version: Entry, fee: str, entry: Entry) -> Iterator[Gap]:
    stores = card.body.get("column_marketplaces", {})
    columns = entry.get("columns") or ["*"]
    for first, last in _years(version, entry):
        for column in columns:
            for marketplace in (
                stores.get(column, [column]) if column != "*" else card.marketplaces()
            ):
                for tier in entry["tiers"]:
                    yield Gap(
                        fee=fee, marketplace=marketplace,
                        service=str(version.get("service", "*")), version=version["id"],
                        tier="*" if tier == "all" else tier, card_column=column,
                        valid_from=first, valid_to=last, kind="undecided", why=entry["why"],
                    )  # fmt: skip


def _years(version: Entry, entry: Entry) -> Iterator[tuple[date, date]]:
    if not entry.get("every_year"):
        yield days(entry)
        return
    start, end = days(version)
    for year in range(start.year - 1, min(end.year, _LAST_YEAR_OF_YEARLY_GAPS) + 1):
        first = date.fromisoformat(f"{year}-{entry['months_from']}")
        last = date.fromisoformat(f"{year}-{entry['months_to']}")
        if last < first:
            last = date(last.year + 1, last.month, last.day)
        if last >= start and first <= end:
            yield max(first, start), min(last, end, FOREVER)


def _empty_cells(card: Card, version: Entry, fee: str) -> Iterator[Gap]:
    first, last = days(version)
    for goods, tables in _classes(card, version).items():
        for tier, table in tables.items():
            cells = [row[1:] for row in table["rows"]] + (
                [table["beyond"]["base"]] if table.get("beyond") else []
            )
            columns = _columns(card, version)
            names = list(dict.fromkeys(each.name for each in columns))
            for column in columns:
                index = names.index(column.name)
                if any(len(row) > index and row[index] is None for row in cells):
                    yield Gap(
                        fee=fee, marketplace=column.marketplace,
                        service=str(version.get("service", "*")), version=version["id"],
                        goods=goods, tier=tier, card_column=column.name, valid_from=first,
                        valid_to=last, kind="missing", why="no figure was found for this column",
                    )  # fmt: skip
