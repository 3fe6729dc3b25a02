"""Packing a case into one ZIP; the same case gives the same bytes."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import selectors
from makewhole.claims.documents import keeping
from makewhole.claims.documents.selectors import papers
from makewhole.claims.exhibits.rows import source_rows
from makewhole.claims.letters.facts import CaseFacts, facts_of
from makewhole.claims.letters.writing import ENGLISH, Letter, write
from makewhole.claims.models import Case
from makewhole.claims.pack.errors import PackNotWritten
from makewhole.claims.pack.lists import csv_bytes
from makewhole.claims.pack.pdf import set_pdf
from makewhole.claims.pack.statement import MADE_BY, statement

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a ZIP's earliest day: packs do not tell when they were made
_README = """\
{label}: {title}

letter.txt      the text to paste, where, and what to attach
case.pdf        letter, arithmetic, numbered exhibits, policy values with their sources
rows.csv        every row cited, as Amazon wrote it, with file, line and hash
case.json       every figure of the case
documents/      the papers, byte for byte as they were given
manifest.json   the SHA-256 of each of these files
check.py        recomputes the amount and checks the hashes:  python check.py
"""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: where, how large, and the hash of its manifest."""

    path: Path
    size: int
    manifest_sha256: str
    letter: Letter


def pack(
    scope: Scope, number: int, home: Path, out: Path, *, language: str = "en", step: str = "claim"
) -> Packed:
    """Write the pack of a case to a file (or into a folder, as `C-12.zip`).

    Errors: CaseMissing; those of letters; GlyphMissing; DocumentGone; PackNotWritten.
    """
    case = selectors.case(scope, number)
    lines = list(selectors.lines(case))
    rows = source_rows(home, case.account.name, [line.finding for line in lines])
    facts = facts_of(case, lines, rows)
    letter = write(facts, step, language)
    held = contents(case, facts, letter, home)
    target = out / f"{case.label}.zip" if out.is_dir() else out
    size = _write(held, target)
    return Packed(target, size, hashlib.sha256(held["manifest.json"]).hexdigest(), letter)


def contents(case: Case, facts: CaseFacts, letter: Letter | None, home: Path) -> dict[str, bytes]:
    """The files of a pack, by name; without a letter where none can be written (see `defence`).

    Errors: GlyphMissing; DocumentGone.
    """
    return sealed(facts, {name: make() for name, make in parts(case, facts, letter, home).items()})


def parts(
    case: Case, facts: CaseFacts, letter: Letter | None, home: Path
) -> dict[str, Callable[[], bytes]]:
    """The files of a pack but for its manifest: by name, what makes each."""
    told = statement(case, facts)
    letter_text = f"{letter.subject}\n\n{letter.body}" if letter else ""
    language = letter.language if letter else ENGLISH
    page = partial(set_pdf, told, letter_text, language=language, day=facts.as_of, home=home)
    as_json = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return {
        "README.txt": _README.format(label=facts.label, title=facts.title).encode,
        **({"letter.txt": letter.text().encode} if letter else {}),
        "case.pdf": page,
        "case.json": as_json.encode,
        "rows.csv": partial(csv_bytes, _rows(told)),
        "check.py": files("makewhole.claims.pack").joinpath("check.py").read_bytes,
        **_documents(case, home),
    }


def sealed(facts: CaseFacts, held: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a pack with its manifest, which names each with its hash."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(held.items())}
    manifest = {"case": facts.label, "made_by": MADE_BY, "files": hashes}
    return {**held, "manifest.json": (json.dumps(manifest, indent=1) + "\n").encode()}


def _rows(told: Mapping[str, object]) -> list[dict[str, object]]:
    exhibits = told["exhibits"]
    assert isinstance(exhibits, list)
    names = ("exhibit", "report", "file", "line", "file_sha256", "text_sha256", "text")
    return [{name: each[name] for name in names} for each in exhibits]


def _documents(case: Case, home: Path) -> dict[str, Callable[[], bytes]]:
    """The papers under their own names, numbered, each once."""
    found: dict[str, Callable[[], bytes]] = {}
    seen: set[str] = set()
    for link in papers(case):
        paper = link.document
        if paper.sha256 in seen:
            continue
        seen.add(paper.sha256)
        content = partial(keeping.content_of, home, paper.name, paper.sha256, paper.format)
        found[f"documents/{len(seen):02}_{link.kind}_{_safe(paper.name)}"] = content
    return found


def _safe(name: str) -> str:
    """A name that is one on every system: no folders, no signs that mean something to a shell."""
    plain = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
    return plain.strip(". ")[-80:] or "paper"


def _write(held: Mapping[str, bytes], target: Path) -> int:
    beside = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for name in _in_order(list(held)):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, held[name])
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PackNotWritten(target, error.strerror or str(error)) from error
    return target.stat().st_size


def _in_order(names: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != "README.txt", name.startswith("doc"), name))
