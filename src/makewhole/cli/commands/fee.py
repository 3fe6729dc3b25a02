"""`makewhole fee`: any fee recomputed from the rate card of its day, with its arithmetic."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from makewhole import fees
from makewhole.cli.output import Format, put_text, write

app = typer.Typer(help="Recompute a fee from the rate card of its day.", no_args_is_help=True)

Marketplace = Annotated[str, typer.Option(help="The store: US, UK, DE, FR, IT, ES, CA, JP.")]
Day = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="The day it goes by.")]
Size = Annotated[str | None, typer.Option(help="The packed unit: 12x9x3in or 30x20x10cm.")]
Weight = Annotated[str | None, typer.Option(help="Its weight: 1.4lb, 8oz, 350g or 2kg.")]
Tier = Annotated[str | None, typer.Option(help="The size tier, in place of the size.")]
Category = Annotated[str | None, typer.Option(help="The referral category.")]
Group = Annotated[str | None, typer.Option(help="standard or oversize, in place of the size.")]
Units = Annotated[str, typer.Option(help="How many units.")]
Currency = Annotated[str | None, typer.Option(help="The currency you expect the card to be in.")]
Service = Annotated[str | None, typer.Option(help="Europe: local, low_price, selected or efn.")]
Column = Annotated[str | None, typer.Option(help="Europe: the card's column, such as DE_CEP.")]
CapArea = Annotated[str | None, typer.Option(help="US, EU, AE or BR, in place of the store's.")]
Volume = Annotated[str | None, typer.Option(help="Volume of one unit, in place of the size.")]
Weeks = Annotated[str | None, typer.Option(help="Weeks of stock, for the utilization surcharge.")]
Shape = Annotated[Format, typer.Option("--format", help="How to print it.")]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead.")]


@app.command()
def fulfilment(
    marketplace: Marketplace, day: Day, price: Annotated[str | None, typer.Option(
        help="Listing price of one unit, without tax and shipping (Europe: with VAT).")] = None,
    size: Size = None, weight: Weight = None, tier: Tier = None, category: Category = None,
    goods: Annotated[str, typer.Option(help="standard, apparel or dangerous_goods.")] = "standard",
    service: Service = None, column: Column = None,
    overmax: Annotated[bool, typer.Option(help="Add the handling fee of very long units.")] = False,
    units: Units = "1", currency: Currency = None, fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The fulfilment fee on the day the unit shipped.

    Example: makewhole fee fulfilment --marketplace US --date 2026-05-01 --size 12x9x3in
    --weight 1.4lb --price 24.99
    """
    found = fees.fulfilment(
        marketplace, day.date(), **_measures(size, weight), price_of_unit=price, tier=tier,
        category=category, goods=goods, service=service, column=column, with_overmax=overmax,
        units=units, currency=currency,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def referral(
    marketplace: Marketplace, day: Day,
    category: Annotated[str, typer.Option(help="The referral category.")],
    price: Annotated[str, typer.Option(help="Price of one unit.")],
    shipping: str = "0", gift_wrap: str = "0",
    promotion: Annotated[str, typer.Option(help="What you gave off, as a positive sum.")] = "0",
    units: Units = "1", currency: Currency = None, fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The referral fee on the order day, and the closing fee of media.

    Example: makewhole fee referral --marketplace US --date 2026-05-01 --category baby --price 10.01
    """
    found = fees.referral(
        marketplace, day.date(), category=category, price_of_unit=price, shipping=shipping,
        gift_wrap=gift_wrap, promotion=promotion, units=units, currency=currency,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def refund(
    marketplace: Marketplace, day: Day,
    referral_fee: Annotated[list[str], typer.Option(help="Of one order line; may be repeated.")],
    share: Annotated[str, typer.Option(help="The part of the price given back, 0 to 1.")] = "1",
    category: Category = None,
    cap_area: CapArea = None,
    units: Units = "1", currency: Currency = None, fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """What Amazon keeps of the referral fee on a refund, and what you get back.

    Example: makewhole fee refund --marketplace US --date 2024-06-01 --referral-fee 51.75
    """
    found = fees.refund(
        marketplace, day.date(), referral_fees=referral_fee, refunded_share=share,
        category=category, cap_area=cap_area, units=units, currency=currency,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def storage(
    marketplace: Marketplace, day: Day,
    average_units: Annotated[str, typer.Option(help="Average units on hand in the month.")],
    size: Size = None, weight: Weight = None, tier: Tier = None, size_group: Group = None,
    volume: Volume = None,
    goods: Annotated[str, typer.Option(help="standard, apparel or dangerous_goods.")] = "standard",
    weeks_of_stock: Weeks = None,
    currency: Currency = None, fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The storage fee of one product in the month of a day.

    Example: makewhole fee storage --marketplace US --date 2026-11-30 --size 12x12x12in
    --size-group standard --average-units 100
    """
    found = fees.storage(
        marketplace, day.date(), average_units=average_units, **_measures(size, weight), tier=tier,
        size_group=size_group, volume=volume, goods=goods, weeks_of_stock=weeks_of_stock,
        currency=currency,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def aged(
    marketplace: Marketplace, day: Day,
    units: Annotated[str, typer.Option(help="Units of that age.")],
    age_days: Annotated[str, typer.Option(help="Their age at the snapshot of the 15th.")],
    size: Size = None, category: Category = None,
    volume: Volume = None,
    fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The aged inventory surcharge of units of one age.

    Example: makewhole fee aged --marketplace US --date 2026-06-15 --size 12x12x12in --units 10
    --age-days 285
    """
    found = fees.aged(
        marketplace, day.date(), units=units, age_days=age_days, **_measures(size, None),
        volume=volume, category=category,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def removal(
    marketplace: Marketplace, day: Day, size: Size = None, weight: Weight = None, tier: Tier = None,
    size_group: Group = None, category: Category = None,
    special_handling: Annotated[bool, typer.Option(help="Amazon marks it so.")] = False,
    units: Units = "1", currency: Currency = None, fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The fee of a removal or disposal order, on the day it was created.

    Example: makewhole fee removal --marketplace US --date 2026-03-10 --size-group standard
    --weight 0.4lb
    """
    found = fees.removal(
        marketplace, day.date(), **_measures(size, weight), tier=tier, size_group=size_group,
        category=category, special_handling=special_handling, units=units, currency=currency,
    )  # fmt: skip
    _show(found, fmt, out)


@app.command("low-inventory")
def low_inventory(
    marketplace: Marketplace, day: Day, tier: Annotated[str, typer.Option(help="The size tier.")],
    days_30: Annotated[str, typer.Option(help="Days of supply over 30 days.")],
    days_90: Annotated[str, typer.Option(help="Days of supply over 90 days.")],
    weight: Weight = None, units: Units = "1", fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The low-inventory-level fee of units shipped.

    Example: makewhole fee low-inventory --marketplace US --date 2026-05-01 --tier small_standard
    --days-30 10 --days-90 12
    """
    found = fees.low_inventory(
        marketplace, day.date(), tier=tier, days_30=days_30, days_90=days_90, units=units,
        **_measures(None, weight),
    )  # fmt: skip
    _show(found, fmt, out)


@app.command()
def placement(
    marketplace: Marketplace, day: Day, tier: Annotated[str, typer.Option(help="The size tier.")],
    weight: Weight = None, units: Units = "1",
    option: Annotated[str, typer.Option(help="minimal, partial or optimized.")] = "minimal",
    fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The range of the inbound placement fee, which depends on the region.

    Example: makewhole fee placement --marketplace US --date 2026-05-01 --tier large_standard
    --weight 1lb
    """
    found = fees.placement(
        marketplace, day.date(), tier=tier, option=option, units=units, **_measures(None, weight)
    )
    _show(found, fmt, out)


@app.command("tier")
def size_tier(
    marketplace: Marketplace, day: Day,
    size: Annotated[str, typer.Option(help="The packed unit: 12x9x3in or 30x20x10cm.")],
    weight: Annotated[str, typer.Option(help="Its weight: 1.4lb, 8oz, 350g or 2kg.")],
    fmt: Shape = Format.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """The size tier of a packed unit, and why not the one below.

    Example: makewhole fee tier --marketplace US --date 2026-05-01 --size 12x9x3in --weight 1.4lb
    """
    found, lines = fees.size_tier(marketplace, day.date(), **_measures(size, weight))
    _write({"tier": found.tier.tier, **fees.weights(found)}, lines, fmt, out)


@app.command()
def batch(
    file: Annotated[Path, typer.Argument(help="YAML or JSON, in the form docs/fees.md shows.")],
    fmt: Shape = Format.JSON, out: Out = None,
) -> None:  # fmt: skip
    """Every fee a file asks for: one line each, with the figures or the reason why there are none.

    Example: makewhole fee batch asked.yaml --format json --out answers.jsonl
    """
    rows = fees.compute_batch(file)
    if fmt is Format.JSON:
        put_text("".join(_json(row) + "\n" for row in rows), out)
    else:
        write(rows, fmt, out)


def _measures(size: str | None, weight: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if size is not None:
        found["sides"], found["side_unit"] = fees.read_size(size)
    if weight is not None:
        found["weight"], found["weight_unit"] = fees.read_weight(weight)
    return found


def _show(found: fees.Fee, fmt: Format, out: Path | None) -> None:
    row: dict[str, Any] = {
        "fee": found.fee, "marketplace": found.marketplace, "date": found.day, "tier": found.tier,
        "amount": found.amount, "surcharge": found.surcharge, "total": found.total,
        "currency": found.currency, **found.parts, "version": found.version,
        "confidence": found.confidence, "is_claimable": found.is_claimable,
    }  # fmt: skip
    _write(row, found.arithmetic, fmt, out)


def _write(row: Mapping[str, Any], lines: list[str], fmt: Format, out: Path | None) -> None:
    if fmt is not Format.TABLE:
        write([{**row, "arithmetic": lines}], fmt, out)
        return
    known = {name: value for name, value in row.items() if value is not None}
    width = max(len(name) for name in known)
    head = [f"{name.replace('_', ' '):<{width}}  {_text(value)}" for name, value in known.items()]
    put_text("\n".join([*head, "", *lines]) + "\n", out)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal) and value != round(value, 2):
        return fees.shown(value)
    return str(value)


def _json(row: Mapping[str, Any]) -> str:
    # figures stand as numbers, written digit by digit, so that no binary fraction is in between
    cells = (f"{json.dumps(name)}: {_json_value(value)}" for name, value in row.items())
    return "{" + ", ".join(cells) + "}"


def _json_value(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)
