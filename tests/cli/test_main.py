"""Which commands a command line loads: starting should cost what is asked for."""

import pkgutil

import pytest

from makewhole.cli import commands
from makewhole.cli.main import build, run


def named(given: list[str]) -> set[str]:
    app = build(given)
    single = {command.name for command in app.registered_commands}
    return {str(name) for name in single | {group.name for group in app.registered_groups}}


def test_only_the_command_called_is_loaded():
    assert named(["compare-service", "--help"]) == {"compare-service"}


def test_help_names_every_command():
    files = {module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__)}
    assert named(["--help"]) == files == named(["no-such-command"])


def test_the_version_loads_none(capsys):
    assert named(["--version"]) == set()
    with pytest.raises(SystemExit) as ended:
        run(["--version"])
    assert ended.value.code in (0, None)
    assert capsys.readouterr().out.startswith("makewhole ")
