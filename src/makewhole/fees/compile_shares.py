"""Storage, aged, referral, refund, placement and low-inventory cards as straight pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from makewhole.fees.cards import Card, Entry
from makewhole.fees.compiling import currency, days, is_claimable, sources, spans, weight
from makewhole.fees.pieces import ZERO, Gap, Piece

_EURO = ("DE", "FR", "IT", "ES")
_SPECIAL_GOODS = {"standard_apparel": ("apparel", "standard")}


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the pieces of one version of one card."""

    card: Card
    version: Entry
    fee: str

    def make(
        self, marketplace: str, tier: str, *, goods: str = "standard", disputed: bool = False,
        said: dict[str, str] | None = None, **shape: Any,
    ) -> Iterator[Piece]:  # fmt: skip
        column = shape.pop("card_column", "")
        money = shape.pop("in_currency", None) or currency(self.card, marketplace)
        for span in spans(self.version, **(said or {})):
            yield Piece(
                fee=self.fee, marketplace=marketplace, service="", version=self.version["id"],
                valid_from=span.first, valid_to=span.last, goods=goods, tier=tier,
                card_column=column, size_version="", **shape, currency=money,
                confidence=span.confidence,
                is_claimable=is_claimable(self.version, span.confidence) and not disputed,
                sources=sources(self.version),
            )  # fmt: skip


def storage(card: Card, fee: str) -> Iterator[Piece]:
    """Money per cubic foot (US, UK) or cubic metre (euro) and month; columns are seasons."""
    for version in card.versions:
        maker = _Maker(card, version, fee)
        for marketplace in card.marketplaces(version):
            area = "EU" if marketplace in _EURO else marketplace
            rates = version["rates"].get(area, version["rates"])
            for group, seasons in rates.items():
                goods, tier = _storage_group(group)
                for season, rate in seasons.items():
                    yield from maker.make(
                        marketplace, tier, goods=goods, said={"marketplace": area},
                        card_column=season, per_step=Decimal(rate),
                    )  # fmt: skip


def utilization(card: Card, fee: str) -> Iterator[Piece]:
    """The total rate by weeks of stock, and the surcharge alone (column `surcharge`)."""
    for version in card.body.get("utilization_surcharge", []):
        maker = _Maker(card, version, fee)
        for tier, rows in version["rates"].items():
            over = None
            for bound, *rates in rows:
                at_most = None if bound is None else Decimal(bound)
                for column, rate in zip(("jan_sep", "oct_dec", "surcharge"), rates, strict=True):
                    yield from maker.make(
                        "US", tier, card_column=column, over=over, at_most=at_most,
                        per_step=Decimal(rate),
                    )  # fmt: skip
                over = at_most


def aged(card: Card, fee: str) -> Iterator[Piece]:
    """Money per cubic foot of one unit, by age in days; below the first band there is no fee."""
    for version in card.versions:
        maker = _Maker(card, version, fee)
        weak = [each["from_day"] for each in version.get("disputed", [])]
        youngest = Decimal(min(band["from_day"] for band in version["bands"]))
        for goods in ("standard", "exempt"):
            yield from maker.make("US", "", goods=goods, at_least=ZERO, under=youngest)
            for band in version["bands"]:
                last = band["to_day"]
                free = goods == "exempt" and "not_for" in band
                yield from maker.make(
                    "US", "", goods=goods, disputed=band["from_day"] >= min(weak, default=10**6),
                    at_least=Decimal(band["from_day"]),
                    under=None if last is None else Decimal(last + 1),
                    per_step=ZERO if free else Decimal(band["per_cubic_foot"]),
                    minimum=ZERO if free else Decimal(band.get("minimum_per_unit", 0)),
                )  # fmt: skip


def referral(card: Card, fee: str) -> Iterator[Piece]:
    """A share of the price by category; marginal bands carry on from the band below."""
    for version in card.versions:
        maker = _Maker(card, version, fee)
        for marketplace in card.marketplaces(version):
            for category, entry in _categories(card, version).items():
                yield from _category(maker, marketplace, category, entry)


def closing(card: Card, fee: str) -> Iterator[Piece]:
    """The closing fee of one media item, by referral category."""
    for entry in card.body.get("closing_fee", []):
        maker = _Maker(card, {**entry, "id": f"{card.name}-closing"}, fee)
        for marketplace in card.marketplaces(entry):
            for category in _media(card, marketplace):
                amount = _closing_amount(entry, marketplace, category)
                yield from maker.make(marketplace, category, base=amount)


def refund(card: Card, fee: str) -> Iterator[Piece]:
    """What Amazon keeps of a refunded referral fee: a share of it, at most the cap."""
    for version in card.versions:
        maker = _Maker(card, version, fee)
        share = Decimal(version["percent_of_referral_fee"]) / 100
        free = set(version["no_fee_referral_categories"]) | set(version["no_fee_for"])
        for marketplace, area in version["cap_areas"].items():
            cap = version["cap"][area]
            shape = {"in_currency": cap["currency"], "said": {"marketplace": area}}
            yield from maker.make(
                marketplace, "", per_step=share, maximum=Decimal(cap["amount"]), **shape
            )
            for category in sorted(free):
                yield from maker.make(marketplace, category, **shape)


def low_inventory(card: Card, fee: str) -> Iterator[Piece]:
    """Money per unit shipped, by tier, weight and days of supply; none from the last row on."""
    parts = card.body["parts"]
    for version in card.versions:
        maker = _Maker(card, version, fee)
        for name, rows in version["rates"].items():
            part = parts.get(name, {"tier": name})
            bounds: Entry = {
                side: Decimal(part[side]) if side in part else None for side in ("above", "up_to")
            }
            at_least = ZERO
            for under, rate in [*rows, [None, 0]]:
                end = None if under is None else Decimal(under)
                yield from maker.make(
                    "US", part["tier"], said={"tier": name}, at_least=at_least, under=end,
                    base=Decimal(rate), **bounds,
                )  # fmt: skip
                at_least = end or at_least


def placement(card: Card, fee: str) -> Iterator[Piece]:
    """The range of the placement fee of one unit, by weight: a low and a high column per option."""
    columns = ("minimal_low", "minimal_high", "partial_low", "partial_high")
    for version in card.versions:
        maker = _Maker(card, version, fee)
        below: dict[str, Decimal] = {}
        for tier, bound, *cells in version["rows"]:
            unit = version["unit"].get(tier, version["unit"]["standard"])
            above, up_to = below.get(tier, ZERO), weight(bound, unit)
            below[tier] = up_to
            for column, cell in zip(columns, cells, strict=True):
                if cell is not None:
                    yield from maker.make(
                        "US", tier, said={"tier": tier}, card_column=column, above=above,
                        up_to=up_to, base=Decimal(cell),
                    )  # fmt: skip


def gaps(card: Card, fee: str) -> Iterator[Gap]:
    """What the versions of such a card say they do not hold, or hold too weakly to claim on."""
    for version in card.versions:
        for kind, named in (("missing", "missing"), ("not_for_claims", "disputed")):
            for entry in version.get(named, []):
                yield from _gap(card, version, fee, entry, kind=kind)
        if fee == "referral":
            yield from _open_bands(card, version)


def _storage_group(group: str) -> tuple[str, str]:
    if group.startswith("dangerous_goods_"):
        return "dangerous_goods", group.removeprefix("dangerous_goods_")
    return _SPECIAL_GOODS.get(group, ("standard", group))


def _categories(card: Card, version: Entry) -> Entry:
    held: Entry = version.get("categories", {})
    if "same_as" in version:
        held = next(v for v in card.versions if v["id"] == version["same_as"])["categories"]
    return {**held, **version.get("override", {})}


def _category(maker: _Maker, marketplace: str, category: str, entry: Entry) -> Iterator[Piece]:
    weak = category in maker.version.get("disputed", []) or entry.get("disputed", False)
    above = base = ZERO
    for bound, percent, is_marginal in _bands(entry):
        share = Decimal(percent) / 100
        up_to = None if bound is None else Decimal(str(bound))
        yield from maker.make(
            marketplace, category, said={"category": category}, disputed=weak,
            above=above or None, up_to=up_to, base=base if is_marginal else ZERO,
            first=above if is_marginal else ZERO, per_step=share,
            minimum=_minimum(maker, marketplace, entry),
            minimum_disputed=Decimal(entry.get("minimum_disputed", 0)),
        )  # fmt: skip
        if up_to is not None:
            base = base + share * (up_to - above) if is_marginal else share * up_to
            above = up_to


def _bands(entry: Entry) -> list[tuple[Any, Any, bool]]:
    if entry["mode"] == "flat":
        return [(None, entry["percent"], False)]
    is_marginal = entry["mode"] == "marginal"
    bands = [(bound, percent, is_marginal) for bound, percent in entry["bands"]]
    if entry["mode"] == "two_band":  # the source does not say what the second rate is taken of
        return bands[:1]
    if "fba_above" not in entry:
        return bands
    # goods fulfilled by Amazon: the last threshold band ends where the marginal part begins
    (turn, percent), (last, low) = entry["fba_above"]["marginal"]
    return [*bands[:-1], (turn, percent, False), (last, low, True)]


def _minimum(maker: _Maker, marketplace: str, entry: Entry) -> Decimal:
    default = maker.card.body.get("minimum_default", 0)
    if isinstance(default, dict):
        default = default["UK" if marketplace == "UK" else "EU"]
    return Decimal(str(entry.get("minimum", default)))


def _media(card: Card, marketplace: str) -> list[str]:
    names = {
        category
        for version in card.versions
        if marketplace in card.marketplaces(version)
        for category, entry in _categories(card, version).items()
        if entry.get("media")
    }
    return sorted(names)


def _closing_amount(entry: Entry, marketplace: str, category: str) -> Decimal:
    if "amount" in entry:
        return Decimal(entry["amount"])
    own = [each for each in entry["amounts"] if marketplace in each["marketplaces"]]
    exact = [each for each in own if category in each.get("categories", [])]
    return Decimal((exact or [each for each in own if "categories" not in each])[0]["amount"])


def _gap(card: Card, version: Entry, fee: str, entry: Any, *, kind: str) -> Iterator[Gap]:
    first, last = days(version)
    named: Entry = {"category": entry} if isinstance(entry, str) else entry
    if named.get("part", "") == "utilization_surcharge":
        fee = "storage_utilization"
    ages = (
        f"days {named['from_day']} to {named['to_day'] or 'any'}: " if "from_day" in named else ""
    )
    stores = [named["marketplace"]] if "marketplace" in named else card.marketplaces(version)
    for marketplace in stores:
        yield Gap(
            fee=fee, marketplace=marketplace, version=version["id"],
            goods=named.get("class", "*"), tier=named.get("category", "*"),
            valid_from=named.get("from", first), valid_to=named.get("to", last), kind=kind,
            why=ages + str(named.get("why", "sources differ" if kind != "missing" else "no table")),
        )  # fmt: skip


def _open_bands(card: Card, version: Entry) -> Iterator[Gap]:
    first, last = days(version)
    for category, entry in _categories(card, version).items():
        if entry["mode"] != "two_band":
            continue
        for marketplace in card.marketplaces(version):
            yield Gap(
                fee="referral", marketplace=marketplace, version=version["id"], tier=category,
                above=Decimal(entry["bands"][0][0]), valid_from=first, valid_to=last,
                kind="missing", why="whether the second rate takes the whole price is not known",
            )  # fmt: skip
