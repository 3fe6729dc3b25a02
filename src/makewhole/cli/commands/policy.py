"""`makewhole policy`: what Amazon's policy says, since when, who says so, and what nobody knows."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer

from makewhole.cli.output import Format, put_text, write
from makewhole.policy import Parameter, Policy, PolicyValueMissing, Version, load_policy
from makewhole.policy.form import EVERYWHERE, value_text
from makewhole.policy.gaps import gaps as policy_gaps
from makewhole.policy.precedence import precedence as policy_precedence
from makewhole.settings import load_settings
from makewhole.terms import marketplace_code

app = typer.Typer(
    no_args_is_help=True,
    help="Show the dated, sourced values the audit goes by, and what is not known.",
    epilog="Start with: makewhole policy show window.fc_ops --marketplace US",
)

_KEY = typer.Argument(help="A parameter such as window.fc_ops, or a claim type such as fc_lost.")
_ON = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="The day; default: today, UTC.")
_STORE = typer.Option(None, "--marketplace", help="The store's country code: US, UK, DE, ...")
_FORMAT = typer.Option(Format.TABLE, "--format", help="How to print it.")
_OUT = typer.Option(None, "--out", help="Write to this file instead.")


@app.command(epilog="Example: makewhole policy show window.fc_ops --on 2024-10-22 --marketplace US")
def show(
    key: str = _KEY,
    on: datetime | None = _ON,
    marketplace: str | None = _STORE,
    fmt: Format = _FORMAT,
    out: Path | None = _OUT,
) -> None:
    """Print a value, its history and its sources; or everything about a claim type."""
    policy = _policy()
    if key in policy.claim_types:
        facts = asdict(policy.claim_types[key])
        rows = [{"what": name, "says": part} for name, part in facts.items() if part]
        write(rows if fmt is Format.TABLE else [facts], fmt, out)
        return
    store = policy.store(marketplace_code(marketplace)) if marketplace else None
    day = _day(on)
    parameter = policy.parameter(key)
    rows = [_version_row(policy, parameter, each, day, store) for each in parameter.versions]
    rows = [row for row in rows if row.pop("concerns")]
    if fmt is Format.TABLE:
        parts = (_heading(parameter, day, store), *map(_block, rows), _source_text(policy, rows))
        put_text("\n".join(parts), out)
    else:
        write(rows, fmt, out)


@app.command("list", epilog="Example: makewhole policy list window")
def list_(
    prefix: str = typer.Argument("", help="Only names that start so."),
    fmt: Format = _FORMAT,
    out: Path | None = _OUT,
) -> None:
    """List the parameters by name."""
    policy = _policy()
    found = [policy.parameter(key) for key in policy.keys if key.startswith(prefix)]
    rows = [
        {
            "key": each.key,
            "unit": each.unit,
            "chosen_by": each.chosen_by,
            "checked_on": each.checked_on,
            "versions": len(each.versions),
            "description": each.description,
        }
        for each in found
    ]
    write(rows, fmt, out, columns=["key", "unit", "versions", "description"])


@app.command(epilog="Example: makewhole policy gaps --marketplace CA")
def gaps(
    on: datetime | None = _ON,
    marketplace: str | None = _STORE,
    fmt: Format = _FORMAT,
    out: Path | None = _OUT,
) -> None:
    """List what is unknown, assumed or missing, in the parameters and in the fee tables."""
    policy = _policy()
    store = policy.store(marketplace_code(marketplace)) if marketplace else None
    rows: list[dict[str, Any]] = [
        asdict(gap)
        for gap in policy_gaps(policy, _day(on))
        if store is None or store in gap.marketplaces or EVERYWHERE in gap.marketplaces
    ]
    write(rows + _fee_gaps(store), fmt, out)


@app.command(epilog="Example: makewhole policy sources window.fc_ops")
def sources(key: str = _KEY, fmt: Format = _FORMAT, out: Path | None = _OUT) -> None:
    """List the pages a value, or a claim type, was read from."""
    policy = _policy()
    if key in policy.claim_types:
        names = policy.claim_types[key].sources
    else:
        versions = policy.parameter(key).versions
        names = tuple(dict.fromkeys(name for each in versions for name in each.sources))
    write([asdict(policy.sources[name]) for name in names], fmt, out)


@app.command(epilog="Example: makewhole policy precedence --claim-type fc_lost")
def precedence(
    claim_type: str | None = typer.Option(None, "--claim-type", help="Only pairs with this one."),
    fmt: Format = _FORMAT,
    out: Path | None = _OUT,
) -> None:
    """Print which claim type comes first wherever two could see the same unit: every pair."""
    policy = _policy()
    only = policy.claim_type(claim_type).id if claim_type else None
    rows = [
        asdict(pair)
        for pair in policy_precedence(policy)
        if only is None or only in (pair.first, pair.second)
    ]
    write(rows, fmt, out)


def _policy() -> Policy:
    return load_policy(load_settings().policy_dir)


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(UTC).date()


def _version_row(
    policy: Policy, parameter: Parameter, version: Version, day: date, store: str | None
) -> dict[str, Any]:
    stores = (
        [store] if store else [code for group in policy.marketplaces.values() for code in group]
    )
    held = [code for code in stores if parameter.version(day, code) is version]
    return {
        "key": parameter.key,
        "from": version.from_,
        "to": version.to,
        "marketplaces": version.marketplaces,
        "value": version.value,
        "in_force_in": held,
        "confidence": version.confidence,
        "assumed": version.assumed,
        "known_by": version.known_by,
        "note": version.note,
        "sources": [asdict(policy.sources[name]) for name in version.sources],
        "concerns": store is None or version.names(store) or EVERYWHERE in version.marketplaces,
    }


def _block(row: Mapping[str, Any]) -> str:
    """One version in a few lines that fit any terminal."""
    since = f"from {row['from']}" if row["from"] else "as far back as the sources go"
    until = f" to {row['to']}" if row["to"] else ""
    lines = [
        f"{since}{until}, {_stores(row['marketplaces'])}{_held(row)}",
        value_text(row["value"]),
        f"confidence {row['confidence']}{', assumed' if row['assumed'] else ''}",
    ]
    if row["note"]:
        lines.append(row["note"])
    if row["sources"]:
        lines.append("sources: " + ", ".join(source["key"] for source in row["sources"]))
    return "\n    ".join(lines) + "\n"


def _stores(codes: tuple[str, ...]) -> str:
    return "every store" if EVERYWHERE in codes else ", ".join(codes)


def _held(row: Mapping[str, Any]) -> str:
    held, stores = row["in_force_in"], row["marketplaces"]
    if not held:
        return ""
    whole = set(held) >= set(stores) or len(held) == 1
    return " (in force)" if whole else f" (in force in {', '.join(held)})"


def _heading(parameter: Parameter, day: date, store: str | None) -> str:
    lines = [
        f"{parameter.key}: {parameter.description}",
        f"Unit {parameter.unit}; the value is chosen by the {_spoken(parameter.chosen_by)}; "
        f"last checked on {parameter.checked_on.isoformat()}.",
    ]
    if store:
        version = parameter.version(day, store)
        if version is None:
            lines.append(str(PolicyValueMissing(parameter.key, day, store)))
        else:
            since = version.from_.isoformat() if version.from_ else "the oldest source on"
            lines.append(
                f"In force in {store} on {day.isoformat()}: {version.text()} (from {since}, "
                f"confidence {version.confidence}{', assumed' if version.assumed else ''})."
            )
    return "\n".join(lines) + "\n"


def _spoken(chosen_by: str) -> str:
    return chosen_by.replace("_", " ")


def _source_text(policy: Policy, rows: list[dict[str, Any]]) -> str:
    names = dict.fromkeys(source["key"] for row in rows for source in row["sources"])
    lines = ["Sources"] if names else []
    for source in (policy.sources[name] for name in names):
        title = f": {source.title}" if source.title else ""
        kind = source.kind.replace("_", " ")
        lines.append(f"  {source.key} ({kind}, seen {source.seen.isoformat()}){title}")
        lines.append(f"    {source.href}")
    return "".join(f"{line}\n" for line in lines)


def _fee_gaps(store: str | None) -> list[dict[str, Any]]:
    # reading the rate cards brings the engine with it; the other commands here are spared that
    from makewhole.fees.gaps import gaps as fee_gaps

    return [
        {
            "key": f"fee {row['fee']}",
            "kind": row["kind"],
            "marketplaces": (row["marketplace"] or EVERYWHERE,),
            "value": ", ".join(_where(row)),
            "note": row["why"],
        }
        for row in fee_gaps()
        if store is None or row["marketplace"] in (None, store)
    ]


def _where(row: Mapping[str, Any]) -> Iterator[str]:
    """The part of a rate card that is not known, and for which days."""
    names = ("service", "version", "goods", "tier", "column", "from", "to")
    return (f"{name} {row[name]}" for name in names if row[name])
