"""Which stores each account of a home sells in, where its owner has said so: HOME/stores.toml.

    default = ["US", "CA"]

An account that is not named there is audited as one store.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from makewhole.errors import UsageError

_FILE = "stores.toml"


class StoresUnreadable(UsageError):
    """The file that names an account's stores does not have its form."""

    def __init__(self, file: Path, found: str) -> None:
        self.file, self.found = file, found
        super().__init__(
            f"{file}: {found}. Expected is one line per account, such as "
            'default = ["US", "CA"]. Nothing was audited; correct the file or delete it.'
        )


def stores_of(home: Path) -> dict[str, tuple[str, ...]]:
    """The stores of each account that has any of its own. Errors: StoresUnreadable."""
    file = home / _FILE
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoresUnreadable(file, str(error)) from error
    for account, stores in told.items():
        if not isinstance(stores, list) or not all(isinstance(one, str) for one in stores):
            raise StoresUnreadable(file, f"{account} is {stores!r}")
    return {account: tuple(stores) for account, stores in told.items()}


def keep_stores(home: Path, account: str, stores: Sequence[str]) -> None:
    """Writes down an account's stores; none means it is one store again."""
    told: Mapping[str, Sequence[str]] = {**stores_of(home), account: tuple(stores)}
    home.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{json.dumps(name)} = {json.dumps(list(one))}\n"
        for name, one in sorted(told.items())
        if one
    ]
    (home / _FILE).write_text("".join(lines), "utf-8")
