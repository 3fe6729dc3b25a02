"""A user's own policy files: later dates of known parameters, never another reading of past ones.

When Amazon announces a new figure before a new version of makewhole carries it, a folder with the
same layout adds it: `window/fc_ops.yaml` with `values:` and, where needed, `sources/*.yaml`. Every
folder says its form in `form.yaml`. Form 1 wrote `value:` around the figures and `source:` for
`sources:`; it is carried forward on reading.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from makewhole.policy import shapes
from makewhole.policy.errors import PolicyFileBroken, PolicyFormUnknown
from makewhole.policy.files import PolicyFiles
from makewhole.policy.form import Parameter, Source, Version

FORM = 2  # the form of the files that come with this version


class Overlay:
    """The files of one such folder, checked as they are asked for."""

    def __init__(self, files: PolicyFiles, folder: Path, form: int) -> None:
        self._files, self._folder, self._form = files, folder, form

    @classmethod
    def read(cls, folder: Path, known: Sequence[str]) -> "Overlay":
        """The folder, if its form is known; `known` are the parameters it may add to.

        Errors  PolicyFormUnknown: no form, or a later one; PolicyFileBroken: an unknown parameter
        """
        files = PolicyFiles(folder)
        held = files.read("form") or {}
        form = held.get("form") if isinstance(held, dict) else None
        if not isinstance(form, int) or not 1 <= form <= FORM:
            raise PolicyFormUnknown(str(folder), form, FORM)
        for key in files.parameter_keys():
            if key not in known:
                file = str(folder / f"{key.replace('.', '/')}.yaml")
                raise PolicyFileBroken(file, "no parameter has this name", "a name that is there")
        return cls(files, folder, form)

    def extended(self, shipped: Parameter) -> Parameter:
        """The parameter with the user's dates added.

        Errors  PolicyFileBroken: an entry would change a value that is already there
        """
        name = shipped.key.replace(".", "/")
        held = self._files.read(name)
        if held is None:
            return shipped
        file = str(self._folder / f"{name}.yaml")
        entries = held.get("values") if isinstance(held, dict) else None
        added = shapes.versions(shipped.key, self._carried(entries), file)
        for version in added:
            _check_added(version, shipped, file)
        return _with_versions(shipped, added)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The user's own sources, by key."""
        return {
            name: shapes.source(name, self._files.read(f"sources/{name}"), f"sources/{name}.yaml")
            for name in self._files.names("sources")
        }

    @property
    def digest(self) -> str:
        """A hash of the folder's files."""
        return self._files.digest

    def _carried(self, entries: Any) -> Any:
        if self._form == FORM or not isinstance(entries, list):
            return entries
        return [_from_form_1(entry) if isinstance(entry, dict) else entry for entry in entries]


def _from_form_1(entry: dict[str, Any]) -> dict[str, Any]:
    carried = {name: part for name, part in entry.items() if name not in ("value", "source")}
    value = entry.get("value")
    carried.update(value if isinstance(value, dict) else {"value": value})
    carried["sources"] = entry.get("source", [])
    return carried


def _check_added(version: Version, shipped: Parameter, file: str) -> None:
    if version.from_ is None:
        raise PolicyFileBroken(file, "an entry has no first day", "from: the day it applies from")
    for held in shipped.versions:
        if held.from_ == version.from_ and set(held.marketplaces) & set(version.marketplaces):
            raise PolicyFileBroken(
                file,
                f"an entry from {version.from_} for {', '.join(version.marketplaces)} would change "
                "a value that is already known",
                "a date that is not there yet",
            )


def _with_versions(shipped: Parameter, added: tuple[Version, ...]) -> Parameter:
    return Parameter(
        key=shipped.key,
        description=shipped.description,
        unit=shipped.unit,
        chosen_by=shipped.chosen_by,
        checked_on=shipped.checked_on,
        versions=shipped.versions + added,
        event_date=shipped.event_date,
        precondition=shipped.precondition,
    )
