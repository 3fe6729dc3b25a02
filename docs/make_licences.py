"""Writes docs/licences.md: what is installed with makewhole or shipped in it, and its licence."""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "licences.md"
_NAME = re.compile(r"[a-z0-9-]+")
_VIA = re.compile(r"^ +#(?: via)? +([a-z0-9-]+)$", re.MULTILINE)
_LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*?)\\?$", re.MULTILINE)


def page() -> str:
    """The page as it should stand."""
    lines = [
        "# Licences",
        "",
        "makewhole is licensed under Apache-2.0. It is installed with these packages, none of them",
        "changed, at the versions of `requirements.lock`:",
        "",
        "| package | version | licence |",
        "| --- | --- | --- |",
        *(f"| {name} | {version} | {licence(name)} |" for name, version in locked()),
        "",
        "Installed only where an extra asks for them:",
        "",
        "| package | version | licence |",
        "| --- | --- | --- |",
        *(f"| {name} | {version} | {licence(name)} |" for name, version in extra()),
        "",
        "Shipped inside makewhole, each with its licence text beside it:",
        "",
        "| file | licence text |",
        "| --- | --- |",
        *(f"| `{found.parent.as_posix()}/` | `{found.name}` |" for found in shipped()),
        "",
    ]
    return "\n".join(lines)


def locked() -> list[tuple[str, str]]:
    """The packages of the lock that this machine installs, with their versions."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    rows = [(m[1], m[2]) for m in _LOCKED.finditer(text) if "win32" not in m[3]]
    return sorted(set(rows))


def extra() -> list[tuple[str, str]]:
    """The packages of the extras and what they need themselves, as the lock of the tests says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {
        _NAME.match(one)[0] for ones in project["optional-dependencies"].values() for one in ones
    }
    text = (ROOT / "requirements-dev.lock").read_text("utf-8")
    held = [m for m in _LOCKED.finditer(text) if not re.search("win32|PyPy", m[3])]
    ends = [m.start() for m in held[1:]] + [len(text)]
    plain = dict(locked())
    return sorted(
        (m[1], m[2])
        for m, end in zip(held, ends, strict=True)
        if m[1] not in plain and (m[1] in asked or asked & set(_VIA.findall(text[m.end() : end])))
    )


def licence(name: str) -> str:
    """The licence a package declares of itself."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    expression = told.get("License-Expression")
    if expression:
        return expression
    classes = [
        c.split("::")[-1].strip() for c in told.get_all("Classifier") or [] if "License" in c
    ]
    return ", ".join(classes) or (told.get("License") or "see the package").splitlines()[0]


def shipped() -> list[Path]:
    """Licence texts that lie inside the product, from the root of the repository."""
    found = (ROOT / "src").rglob("*")
    names = re.compile(r"(licen[cs]e|copying|ofl)", re.IGNORECASE)
    texts = [f.relative_to(ROOT) for f in found if f.is_file() and names.search(f.name)]
    return sorted(f for f in texts if f.suffix not in (".py", ".pyc"))


if __name__ == "__main__":
    if "--check" in sys.argv and TARGET.read_text("utf-8") != page():
        raise SystemExit("docs/licences.md is stale: run python docs/make_licences.py")
    TARGET.write_text(page(), "utf-8")
