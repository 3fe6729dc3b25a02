"""The entry point: find the command's file, run it, turn an error into its message and status."""

import importlib
import logging
import os
import pkgutil
import sys

import typer

from makewhole.cli import commands
from makewhole.errors import MakewholeError
from makewhole.version import __version__

# What a run ends with that makewhole itself could not carry through.
UNEXPECTED = 4
_EPILOG = (
    "Start with: makewhole audit ~/Downloads      "
    "Nothing is ever sent anywhere, and nothing is filed for you."
)


def run(arguments: list[str] | None = None) -> None:
    """Run one command line and end the process with its status."""
    given = sys.argv[1:] if arguments is None else arguments
    _set_up_streams()
    try:
        build(given)(args=given)
    except MakewholeError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.exit_status) from None
    except BrokenPipeError:  # the reader (head, less) went away; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        sys.stderr.write(_out_of_reach(error))
        raise SystemExit(UNEXPECTED if error.filename is None else 1) from None
    except Exception as error:  # the edge: a seller is told in words, the log has the rest
        logging.getLogger(__name__).info("unexpected", exc_info=error)
        sys.stderr.write(_unexpected(error))
        raise SystemExit(UNEXPECTED) from None


def _out_of_reach(error: OSError) -> str:
    """What is said where the system does not give a file, or let one be written."""
    from makewhole.books.errors import is_full

    if error.filename is None or is_full(error):
        return _unexpected(error)
    return (
        f"{error.filename}: the system does not allow what was to be done there "
        f"({error.strerror}). makewhole stopped; books of a home are as they were before. Check "
        "the name, and that you may read and write in its folder, and run the command again.\n"
    )


def _unexpected(error: Exception) -> str:
    from makewhole.books.errors import is_full  # loads the engine, which a good start must not

    said = (str(error).splitlines() or [""])[0]
    if is_full(error):
        return (
            f"There is no room left on the disk ({said}). makewhole stopped; books of a home are "
            "as they were before. Make room, or set TMPDIR to a folder on a larger disk, and run "
            "the command again.\n"
        )
    return (
        f"makewhole stopped at something it did not expect ({type(error).__name__}: {said}). "
        "Books of a home are as they were before. This is a fault of makewhole, not of your "
        "files: run the command again with `makewhole --verbose` and report what it prints.\n"
    )


def build(given: list[str]) -> typer.Typer:
    """The command tree for these arguments: the one command called, else all of them."""
    app = typer.Typer(
        name="makewhole",
        help="Finds what Amazon owes you, proves it from your own reports, follows it until paid.",
        epilog=_EPILOG,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    if given == ["--version"]:  # who only asks for it need not wait for every command
        return app
    names = {module.name for module in pkgutil.iter_modules(commands.__path__)}
    called = next((word for word in given if not word.startswith("-")), "").replace("-", "_")
    for name in sorted({called} & names or names):
        _add(app, name)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"makewhole {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
    verbose: bool = typer.Option(False, "--verbose", help="Log what is done to standard error."),
) -> None:
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")


def _add(app: typer.Typer, name: str) -> None:
    module = importlib.import_module(f"makewhole.cli.commands.{name}")
    shown = name.replace("_", "-")
    if hasattr(module, "app"):
        app.add_typer(module.app, name=shown)
    else:
        app.command(shown)(module.command)


def _set_up_streams() -> None:
    # Windows consoles and pipes may not speak UTF-8; a sign that cannot be shown must not end the
    # run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    run()
