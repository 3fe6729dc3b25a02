"""`makewhole doctor`: what is installed, where things are kept, and whether they can be used."""

import os
import platform
import shutil
import sys
from pathlib import Path

import typer

from makewhole.cli.output import Format, write
from makewhole.engine import open_engine
from makewhole.errors import EngineError
from makewhole.policy import load_policy
from makewhole.settings import load_settings, settings_file
from makewhole.version import __version__


def command(
    home: Path | None = typer.Option(None, help="The folder the books are kept in."),
    fmt: Format = typer.Option(Format.TABLE, "--format", help="How to print it."),
    out: Path | None = typer.Option(None, help="Write to this file instead."),
) -> None:
    """Say what is installed, where things are kept, and what is missing.

    Example: makewhole doctor
    """
    settings = load_settings(home=home)
    rows = [
        _row("makewhole", __version__),
        _row("policy", load_policy(settings.policy_dir).policy_version),
        _row("Python", f"{platform.python_version()} at {sys.executable}"),
        _row("system", f"{platform.system()} {platform.release()}, {os.cpu_count()} processors"),
        _row("engine", *_engine(settings.engine)),
        _row("settings file", str(settings_file()), settings_file().is_file() or "not there"),
        _row("home", str(settings.home), _home_state(settings.home)),
        _row("free space", _free(settings.home)),
        _row("Java (only for Spark)", shutil.which("java") or "not found"),
    ]
    write(rows, fmt, out)
    if any(row["state"] == "cannot be used" for row in rows):
        raise typer.Exit(1)


def _row(what: str, found: str, state: str | bool = True) -> dict[str, str]:
    return {"what": what, "found": found, "state": "ok" if state is True else str(state)}


def _engine(name: str) -> tuple[str, str | bool]:
    try:
        engine = open_engine(name)
    except EngineError as error:
        return str(error), "cannot be used"
    engine.close()
    return name, True


def _home_state(home: Path) -> str | bool:
    existing = next(each for each in (home, *home.parents) if each.exists())
    if not os.access(existing, os.W_OK):
        return "cannot be used"
    return True if home.exists() else "not made yet; `makewhole read` makes it"


def _free(home: Path) -> str:
    existing = next(each for each in (home, *home.parents) if each.exists())
    return f"{shutil.disk_usage(existing).free / 1e9:.1f} GB"
