"""Policy files: found, read once and only when asked for, and hashed together.

In a policy directory the folders `sources`, `claim_types`, `reasons`, `ledger_codes`,
`event_types`, `dispositions`, `contradictions`, `risk` and `notes` hold one thing a file, under its
own name; `fees` belongs to the fee tables. Every other folder holds parameters, and the
path of a file there is the parameter's name: `window/fc_ops.yaml` is `window.fc_ops`. Files of the
directory itself (`safety.yaml`, `selection.yaml`, `marketplaces.yaml`, `form.yaml`) hold for all.
"""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from makewhole.policy import compiled

TABLES = frozenset({
    "sources", "claim_types", "reasons", "ledger_codes", "event_types", "dispositions",
    "contradictions", "risk", "notes", "fees",
})  # fmt: skip


class PolicyFiles:
    """The files below one policy directory, by name: `window/fc_ops` for `window/fc_ops.yaml`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held: dict[str, Any] = {}

    def read(self, name: str) -> Any:
        """What a file holds, or None where there is no such file. Not to be changed by the reader.

        Errors  PolicyFileBroken: not YAML
        """
        if name not in self._texts:
            return None
        if name not in self._held:
            self._held[name] = self._content(name)
        return self._held[name]

    def names(self, folder: str) -> list[str]:
        """The names of the files of one folder, without `.yaml`, in order."""
        start = f"{folder}/"
        found = (name.removeprefix(start) for name in self._texts if name.startswith(start))
        return sorted(name for name in found if "/" not in name)

    def parameter_keys(self) -> list[str]:
        """Every parameter's name, in order."""
        below = (name for name in self._texts if "/" in name)
        return sorted(name.replace("/", ".") for name in below if name.split("/")[0] not in TABLES)

    @cached_property
    def digest(self) -> str:
        """A hash of all files: equal for equal text, wherever the files lie."""
        whole = hashlib.sha256()
        for name in sorted(self._texts):
            whole.update(f"{name}\0{self._texts[name]}\0".encode())
        return whole.hexdigest()

    @cached_property
    def _texts(self) -> dict[str, str]:
        texts = {}
        for folder, below, found in os.walk(self._root):
            below[:] = [name for name in below if not name.startswith(("_", "."))]
            place = os.path.relpath(folder, self._root).replace(os.sep, "/")
            prefix = "" if place == "." else f"{place}/"
            for name in found:
                if name.endswith(".yaml"):
                    text = (Path(folder) / name).read_text(encoding="utf-8")
                    texts[prefix + name.removesuffix(".yaml")] = text
        return texts

    @property
    def compiled_file(self) -> Path:
        """Where what the files hold is kept beforehand."""
        return self._root / "compiled.txt"

    def compiled_text(self) -> str:
        """What `compiled_file` should hold for the files as they are now."""
        held = {name: _from_yaml(text, name) for name, text in self._texts.items()}
        return compiled.lines(self._texts, held)

    def _content(self, name: str) -> Any:
        text, entry = self._texts[name], self._compiled.get(name)
        if entry is not None and compiled.fresh(entry, text):
            return compiled.value(entry)
        return _from_yaml(text, name)

    @cached_property
    def _compiled(self) -> dict[str, tuple[str, str]]:
        try:
            return compiled.index(self.compiled_file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):  # without it every file is read as YAML
            return {}


def _from_yaml(text: str, name: str) -> Any:
    # loading the YAML library takes longer than all else here, and is spared where nothing changed
    from makewhole.policy.yaml_text import parse

    return parse(text, f"{name}.yaml")
