"""Policy files: found, read once and only when asked for, and hashed together.

In a policy directory the folders `sources`, `claim_types`, `reasons`, `ledger_codes`,
`event_types`, `dispositions`, `contradictions`, `risk` and `notes` hold one thing a file, under its
own name; `fees` belongs to the fee tables. Every other folder holds parameters, and the
path of a file there is the parameter's name: `window/fc_ops.yaml` is `window.fc_ops`. Files of the
directory itself (`safety.yaml`, `selection.yaml`, `marketplaces.yaml`, `form.yaml`) hold for all.
"""

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

import yaml

from makewhole.policy.errors import PolicyFileBroken

TABLES = frozenset({
    "sources", "claim_types", "reasons", "ledger_codes", "event_types", "dispositions",
    "contradictions", "risk", "notes", "fees",
})  # fmt: skip

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster


class _PolicyLoader(_Loader):  # type: ignore[misc]
    """YAML as policy writes it: fractions are exact, and only true and false are booleans."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in _Loader.yaml_implicit_resolvers.items()
    }


def _exact(loader: Any, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_PolicyLoader.add_constructor("tag:yaml.org,2002:float", _exact)
_PolicyLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
)


class PolicyFiles:
    """The files below one policy directory, by name: `window/fc_ops` for `window/fc_ops.yaml`."""

    def __init__(self, root: Traversable) -> None:
        self.root = root

    def read(self, name: str) -> Any:
        """What a file holds, or None where there is no such file."""
        path = self.root.joinpath(*f"{name}.yaml".split("/"))
        if not path.is_file():
            return None
        return parse(path.read_text(encoding="utf-8"), f"{name}.yaml")

    def names(self, folder: str) -> list[str]:
        """The names of the files of one folder, without `.yaml`, in order."""
        place = self.root.joinpath(folder)
        if not place.is_dir():
            return []
        return sorted(
            entry.name.removesuffix(".yaml")
            for entry in place.iterdir()
            if entry.name.endswith(".yaml")
        )

    def parameter_keys(self) -> list[str]:
        """Every parameter's name, in order."""
        found = (_below(entry, entry.name) for entry in self.root.iterdir() if _is_branch(entry))
        return sorted(name.replace("/", ".") for branch in found for name in branch)

    def digest(self) -> str:
        """A hash of all policy files: equal for equal text, wherever the files lie."""
        names = [name for entry in self.root.iterdir() for name in _all_below(entry)]
        whole = hashlib.sha256()
        for name in sorted(names):
            text = self.root.joinpath(*name.split("/")).read_text(encoding="utf-8")
            whole.update(f"{name}\0{text}\0".encode())
        return whole.hexdigest()


def parse(text: str, name: str) -> Any:
    """The content of one policy file.

    Errors  PolicyFileBroken: not YAML
    """
    try:
        return yaml.load(text, Loader=_PolicyLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise PolicyFileBroken(name, f"it is not readable as YAML{where}", "plain YAML") from fault


def _is_branch(entry: Traversable) -> bool:
    return entry.is_dir() and entry.name not in TABLES and not entry.name.startswith(("_", "."))


def _below(place: Traversable, name: str) -> Iterator[str]:
    for entry in place.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(".yaml"):
            yield f"{name}/{entry.name.removesuffix('.yaml')}"


def _all_below(entry: Traversable, prefix: str = "") -> Iterator[str]:
    if entry.is_dir() and not entry.name.startswith(("_", ".")):
        for child in entry.iterdir():
            yield from _all_below(child, f"{prefix}{entry.name}/")
    elif entry.name.endswith(".yaml"):
        yield f"{prefix}{entry.name}"
