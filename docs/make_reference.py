"""Writes the reference pages of the handbook from what code and policy files say of themselves.

    python docs/make_reference.py

Everything below `docs/reference/` is written anew; nothing there is written by hand. A test fails
when a page is stale.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from makewhole.books.form import Table
from makewhole.books.tables import TABLES
from makewhole.cli.main import build
from makewhole.policy import ClaimType, Parameter, Version, load_policy
from makewhole.policy.form import EVERYWHERE, value_text
from makewhole.policy.precedence import APART, precedence
from makewhole.reports.form import Report, formats
from makewhole.rules import load_rules
from makewhole.settings import Settings

FOLDER = Path(__file__).parent / "reference"
POLICY = load_policy()


def pages() -> dict[str, str]:
    """Every page by file name, as it should be now."""
    made = {
        "claim-types.md": claim_types(),
        "precedence.md": precedences(),
        "rules.md": rules(),
        "reports.md": reports(),
        "tables.md": tables(),
        "parameters.md": parameters(),
        "policy-tables.md": policy_tables(),
        "sources.md": sources(),
        "settings.md": settings(),
        "commands.md": commands(),
    }
    return {"README.md": contents(made), **made}


def contents(made: Mapping[str, str]) -> str:
    """The list of the pages, by their titles."""
    lines = [
        f"- [{text.splitlines()[0].removeprefix('# ')}]({name})" for name, text in made.items()
    ]
    return page("Reference", "Made from the code and the policy files; not written by hand.", lines)


def claim_types() -> str:
    """One section per claim type, by family."""
    by_family = sorted(POLICY.claim_types.values(), key=lambda kind: kind.family)
    body = [line for kind in by_family for line in claim_type(kind)]
    intro = (
        "What Amazon can owe, by family: when to ask, with what, where, and what speaks against it."
    )
    return page("Claim types", intro, body)


def claim_type(kind: ClaimType) -> Iterator[str]:
    """One claim type as a section."""
    yield f"## {kind.id}"
    yield f"{kind.title}. Family {spoken(kind.family)}; by default: **{spoken(kind.action)}**."
    named = {
        "Counted from": kind.event_date,
        "Window": linked(kind.window),
        "Second window": linked(kind.alt_window),
        "Wait before asking": linked(kind.soft_wait),
        "Paid by itself": linked(kind.automatic),
        "Value": linked(kind.valuation),
        "Cap": linked(kind.cap),
        "Further values": ", ".join(linked(key) for key in kind.parameters),
        "Where to ask": kind.channel,
        "Bundling": kind.bundling,
        "If refused": kind.appeal,
        "Note": kind.note,
        "Without a rule": kind.no_rule,
        "Confidence": kind.confidence,
        "Sources": ", ".join(source_link(key) for key in kind.sources),
    }
    yield from table(("", ""), ((name, text) for name, text in named.items() if text))
    lists = {
        "Seen by": kind.detect,
        "Never claimed": kind.not_claimable,
        "Evidence needed": spoken_all(kind.evidence_required),
        "Evidence that helps": spoken_all(kind.evidence_optional),
        "Not owed when": spoken_all(kind.exclusions),
        "Refused because": spoken_all(kind.denial_reasons),
    }
    for name, entries in lists.items():
        if entries:
            yield f"{name}: " + "; ".join(entries) + "."
    for name, text in kind.evidence_rules.items():
        yield f"{spoken(name).capitalize()}: {value_text(text)}."


def precedences() -> str:
    """Pairs of claim types that could see the same unit."""
    pairs = precedence(POLICY)
    told = [pair for pair in pairs if pair.relation != APART]
    rows = (
        (pair.first, pair.second, pair.relation, ", ".join(pair.ids), pair.because) for pair in told
    )
    intro = (
        "Where two claim types could see the same unit, the first comes before the second. "
        "*yields*: the second gives way on the ids named. *in turn*: both are settled in one "
        "family, which serves every unit, find and payment once, in the order of their places. "
        "All other "
        f"{len(pairs) - len(told)} pairs are *apart*: they ask for different units or money. "
        "`makewhole policy precedence` prints every pair."
    )
    heads = ("first", "second", "relation", "on", "because")
    return page("Precedence of claim types", intro, table(heads, rows))


def rules() -> str:
    """One section per rule, from its header."""
    body: list[str] = []
    for rule in load_rules():
        body += [f"## {rule.name}", rule.title]
        body += table(("", ""), ((name, " ".join(text)) for name, text in rule.fields.items()))
    intro = (
        "What each rule says: which rows open a claim, what closes it, what lowers it to review."
    )
    return page("Rules", intro, body)


def reports() -> str:
    """One section per module of formats, from its docstring."""
    by_module = sorted(formats(), key=lambda form: form.__module__)
    body: list[str] = []
    for module, forms in groupby(by_module, key=lambda form: form.__module__):
        body += report(module, list(forms))
    intro = "Every format that is read, by the headings it is known by. One file per format."
    return page("Reports", intro, body)


def report(module: str, forms: list[type[Report]]) -> Iterator[str]:
    """The formats of one module as a section."""
    text = (sys.modules[module].__doc__ or "").strip()
    title, _, rest = text.partition("\n")
    yield f"## {module.rpartition('.')[2]}"
    yield title
    if rest.strip():
        yield "```text\n" + rest.strip("\n") + "\n```"
    ids = sorted({form.report for form in forms})
    yield f"Report id: {', '.join(f'`{name}`' for name in ids)}."
    filled = sorted({table.name for form in forms for table in tables_filled(form)})
    if filled:
        yield f"Fills {', '.join(f'[{name}](tables.md#{name})' for name in filled)}."


def tables_filled(form: type[Report]) -> list[Table]:
    """The tables a format's records go to."""
    own = [form.fills] if form.fills is not None else []
    return [*own, *(part.table for part in form.parts)]


def tables() -> str:
    """One section per canonical table."""
    body: list[str] = []
    for held in TABLES.values():
        body += [f"## {held.name}", held.doc]
        body += table(("column", "type"), ((each.name, each.type) for each in held.columns))
        body.append(f"Where downloads overlap: `{type(held.overlap).__name__}`.")
    intro = (
        "What every report becomes. Each table also has `account` in front and `source`, `line` at "
        "its end: the file and the line a row was read from."
    )
    return page("Tables", intro, body)


def parameters() -> str:
    """One section per parameter, with every value it has had."""
    body: list[str] = []
    for branch, keys in groupby(POLICY.keys, key=lambda key: key.partition(".")[0]):
        body.append(f"## {branch}")
        for key in keys:
            body += parameter(POLICY.parameter(key))
    return page("Parameters", "Every dated value the audit goes by, with its sources.", body)


def parameter(held: Parameter) -> Iterator[str]:
    """One parameter as a section."""
    yield f"### {held.key}"
    yield (
        f"{held.description}. Unit: {held.unit}. The version is chosen by the "
        f"{spoken(held.chosen_by)}. Checked on {held.checked_on.isoformat()}."
    )
    heads = ("from", "to", "stores", "value", "confidence", "note", "sources")
    yield from table(heads, (version(each) for each in held.versions))


def version(held: Version) -> tuple[str, ...]:
    """One value as a row."""
    stores = "every store" if EVERYWHERE in held.marketplaces else ", ".join(held.marketplaces)
    return (
        held.from_.isoformat() if held.from_ else "",
        held.to.isoformat() if held.to else "",
        stores,
        held.text(),
        held.confidence + (", assumed" if held.assumed else ""),
        held.note or "",
        ", ".join(source_link(key) for key in held.sources),
    )


def policy_tables() -> str:
    """Codes, reasons, dispositions and event types, contradictions and what is forbidden."""
    body = ["## Codes of inventory adjustments"]
    heads = ("code", "sign", "group", "meaning", "what it means for a claim")
    codes = POLICY.ledger_codes.values()
    body += table(heads, ((c.code, c.sign, c.group, c.meaning, c.effect) for c in codes))
    body.append("## Reasons of the reimbursements report")
    heads = ("reason", "also printed as", "meaning", "valued", "closes")
    body += table(
        heads,
        (
            (r.name, ", ".join(r.aliases), r.meaning, spoken(r.basis), ", ".join(r.closes))
            for r in POLICY.reasons.values()
        ),
    )
    body.append("## Dispositions")
    stock = POLICY.dispositions.values()
    body += table(("disposition", "at fault", "claim"), ((d.name, d.fault, d.claim) for d in stock))
    body.append("## Event types of the ledger")
    kinds = POLICY.event_types.values()
    body += table(("event type", "meaning", "claim"), ((e.name, e.meaning, e.claim) for e in kinds))
    body.append("## Where sources disagree")
    told = POLICY.contradictions.items()
    heads = ("", "about", "one says", "another says", "taken")
    body += table(heads, ((i, c["topic"], c["a"], c["b"], c["default"]) for i, c in told))
    for held in POLICY.risk.values():
        body += [f"## {held['title']}", "\n".join(f"- {entry['rule']}" for entry in held["rules"])]
    return page(
        "Tables of policy", "Beside the dated parameters: what codes and reasons mean.", body
    )


def sources() -> str:
    """Every source with its address."""
    body: list[str] = []
    for source in POLICY.sources.values():
        title = f"{source.title}. " if source.title else ""
        told = f"{title}{spoken(source.kind).capitalize()}, seen {source.seen.isoformat()}."
        body += [f"### {source.key}", f"{told} <{source.href}>"]
    return page("Sources", "Where the facts of policy were read, and when.", body)


def settings() -> str:
    """Every setting, with what it expects and its default."""
    rows = (
        (f"`{each.name}`", each.metadata["meaning"], each.metadata["expected"])
        for each in fields(Settings)
    )
    intro = (
        "A flag comes first, then the environment (`MAKEWHOLE_` and the name in capitals), then "
        "the settings file that `makewhole doctor` names."
    )
    return page("Settings", intro, table(("setting", "meaning", "expects"), rows))


def commands() -> str:
    """One section per command: what it does, with examples, what it takes."""
    tree = get_command(build([]))
    assert isinstance(tree, TyperGroup)
    intro = (
        "`makewhole COMMAND --help` says the same. A command ends with 0: it ran; 1: it could not "
        "be done, or with `--strict` something was set aside; 2: the call was not understood; 3: "
        "nothing could be read; 4: a fault of makewhole."
    )
    body = [line for name, each in sorted(tree.commands.items()) for line in command(name, each)]
    return page("Commands", intro, body)


def command(name: str, held: Any) -> Iterator[str]:
    """A command, and below it those of its own."""
    yield f"{'###' if ' ' in name else '##'} makewhole {name}"
    yield from filter(
        None, map(unfolded, f"{held.help or ''}\n\n{held.epilog or ''}".split("\n\n"))
    )
    takes = [
        (", ".join(f"`{name}`" for name in (each.opts or [each.name])), each.help or "")
        for each in held.params
        if isinstance(each, TyperOption | TyperArgument) and each.name != "help"
    ]
    yield from table(("takes", "meaning"), takes)
    for own, each in sorted(getattr(held, "commands", {}).items()):
        yield from command(f"{name} {own}", each)


def unfolded(paragraph: str) -> str:
    """A paragraph of help on one line; an example that ends it as it would be typed."""
    text = " ".join(paragraph.split())
    return re.sub(r"((?:Example|Start with): )(makewhole [^·,]*)$", r"\1`\2`", text)


def page(title: str, intro: str, body: Iterable[str]) -> str:
    """A page: its title, one sentence or two, then its parts with a line between them."""
    parts = [f"# {title}", intro, *body]
    text = "\n".join(
        part if is_row(part) and is_row(following) else f"{part}\n"
        for part, following in zip(parts, [*parts[1:], ""], strict=True)
    )
    return text.rstrip("\n") + "\n"


def is_row(part: str) -> bool:
    """Whether a part belongs to the lines next to it: a row of a table, an entry of a list."""
    return part.startswith(("| ", "- "))


def table(heads: tuple[str, ...], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table, line by line; nothing where it has no rows."""
    cells = [[cell(entry) for entry in row] for row in rows]
    if cells:
        yield f"| {' | '.join(heads)} |"
        yield f"| {' | '.join('---' for _ in heads)} |"
        yield from (f"| {' | '.join(row)} |" for row in cells)


def cell(entry: object) -> str:
    """Text as a table's cell holds it."""
    return str(entry).replace("|", "\\|").replace("\n", " ").replace("*", "\\*")


def spoken(name: str) -> str:
    """A name in words."""
    return name.replace("_", " ")


def spoken_all(names: Iterable[str]) -> list[str]:
    """Names in words."""
    return [spoken(name) for name in names]


def linked(key: str | None) -> str:
    """A parameter's name as a link; words as they are."""
    if key in POLICY.keys:
        return f"[{key}](parameters.md#{key.replace('.', '')})"
    return spoken(key or "")


def source_link(key: str) -> str:
    """A source's key as a link."""
    return f"[{key}](sources.md#{key})"


def write() -> None:
    """Write every page, and take away those that are no longer made."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for older in FOLDER.glob("*.md"):
        if older.name not in made:
            older.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
