"""Settings: a flag first, then the environment (MAKEWHOLE_*), then one file, then the default.

The file is `makewhole.toml` in the user's configuration folder (`makewhole doctor` prints where),
or the one named by MAKEWHOLE_CONFIG. Unknown names in it are refused, so that a slip of the pen is
seen. Plain dataclasses, because a validation library would take longer to import than a small
audit runs.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from makewhole.errors import UsageError

_PREFIX = "MAKEWHOLE_"


class SettingsWrong(UsageError):
    """A setting that cannot be used: which, what was found, where it came from."""

    def __init__(self, name: str, found: object, expected: str, origin: str) -> None:
        self.name, self.found, self.expected, self.origin = name, found, expected, origin
        super().__init__(
            f"The setting {name} cannot be used: {origin} gives {found!r}, expected was "
            f"{expected}. Nothing was done; correct it and run again."
        )


def _whole(least: int) -> Callable[[Any], int]:
    def read(given: Any) -> int:
        number = int(given)
        if number < least or isinstance(given, float):
            raise ValueError
        return number

    return read


def _level(given: Any) -> str:
    if given not in ("debug", "info", "warning", "error"):
        raise ValueError
    return str(given)


def _setting(default: Any, read: Callable[[Any], Any], expected: str, meaning: str) -> Any:
    metadata = {"read": read, "expected": expected, "meaning": meaning}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of makewhole, with its default and what it means."""

    home: Path = _setting(
        lambda: user_data_path("makewhole"), Path, "a folder", "where the books and cases are kept"
    )
    account: str = _setting("default", str, "a name", "the account whose reports are read")
    threads: int | None = _setting(
        None, _whole(1), "a whole number from 1", "processor threads; default: all"
    )
    memory: str = _setting("2GB", str, "a size such as 2GB", "memory the engine may use")
    engine: str = _setting(
        "duckdb", str, "duckdb, spark or spark://HOST:PORT", "the analytic engine"
    )
    policy_dir: Path | None = _setting(
        None, Path, "a folder", "a folder of your own dated policy values"
    )
    database_url: str | None = _setting(
        None, str, "postgresql://...", "the app database; default: SQLite in the home"
    )
    daily_claims: int | None = _setting(
        None, _whole(0), "a whole number", "new cases a day; default: the policy's"
    )
    language: str = _setting("en", str, "a language code", "language of screens and letters")
    log_level: str = _setting(
        "warning", _level, "debug, info, warning or error", "how much is logged"
    )
    host: str = _setting("127.0.0.1", str, "a loopback address", "where the web app listens")
    port: int = _setting(8377, _whole(1), "a port number", "the port of the web app")


def settings_file() -> Path:
    """The one settings file: MAKEWHOLE_CONFIG, else makewhole.toml in the user's config folder."""
    named = os.environ.get("MAKEWHOLE_CONFIG")
    return Path(named) if named else user_config_path("makewhole") / "makewhole.toml"


def load_settings(**flags: object) -> Settings:
    """The settings in force; flags that are None are left to the environment and the file.

    Errors: SettingsWrong, naming the setting that cannot be used and where it came from.
    """
    known = {each.name: each for each in fields(Settings)}
    values: dict[str, Any] = {}
    for origin, given in _origins(flags):
        for name, found in given.items():
            if name not in known:
                raise SettingsWrong(name, found, "one of " + ", ".join(sorted(known)), origin)
            try:
                values[name] = known[name].metadata["read"](found)
            except (ValueError, TypeError) as error:
                expected = known[name].metadata["expected"]
                raise SettingsWrong(name, found, expected, origin) from error
    return Settings(**values)


def _origins(flags: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """Where values come from, the weakest first."""
    file = settings_file()
    known = {each.name for each in fields(Settings)}
    environment = {
        name.removeprefix(_PREFIX).lower(): value
        for name, value in os.environ.items()
        if name.startswith(_PREFIX) and name.removeprefix(_PREFIX).lower() in known
    }
    given = {name: value for name, value in flags.items() if value is not None}
    return [
        (f"the file {file}", _read_file(file)),
        ("the environment", environment),
        ("the command line", given),
    ]


def _read_file(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsWrong("file", str(error), "a TOML file", f"the file {file}") from error
