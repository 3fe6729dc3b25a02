"""`makewhole serve`: the web app, on this machine, in the browser."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer

from makewhole.settings import load_settings


def command(
    home: Path | None = typer.Option(None, help="Where books and cases are kept."),
    demo: bool = typer.Option(False, "--demo", help="Show an invented account, kept nowhere."),
    host: str | None = typer.Option(None, help="A loopback address; others are refused."),
    port: int | None = typer.Option(None, min=1, max=65535, help="The port to listen on."),
) -> None:
    """Open makewhole in the browser: what is owed, what to file today, what has been paid.

    Start with: makewhole serve --demo
    """
    from makewhole.web import server  # the web app is loaded only where it is served

    settings = load_settings(home=home, host=host, port=port)
    address = server.check_loopback(settings.host)
    with _home(settings.home, demo) as (kept, as_of):
        url = None if demo else settings.database_url
        server.prepare(kept, database_url=url, as_of=as_of)
        _fill(kept, demo)
        if as_of is not None:
            typer.echo(
                f"This is the demo: an invented account, seen as on {as_of.isoformat()}. "
                "It is thrown away when you stop."
            )

        def invite() -> None:
            link = server.link(kept, address, settings.port)
            typer.echo(f"Open this link (it works once): {link}\nStop with Ctrl+C.")

        with server.job_worker():
            server.serve(address, settings.port, listening=invite)


@contextmanager
def _home(given: Path, demo: bool) -> Iterator[tuple[Path, date | None]]:
    """The home to serve and the day its clock stands on; the demo's is gone afterwards."""
    if not demo:
        yield given, None
        return
    from makewhole import demo as bundled

    folder = Path(tempfile.mkdtemp(prefix="makewhole-demo-"))
    os.environ["MAKEWHOLE_WEB_DEMO"] = "1"
    os.environ["MAKEWHOLE_CONFIG"] = str(folder / "none.toml")  # the demo knows no settings of ours
    os.environ.pop("MAKEWHOLE_DATABASE_URL", None)
    try:
        yield folder, bundled.AS_OF
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(home: Path, demo: bool) -> None:
    """Ask for the work a home needs to be shown: the demo's files, or an audit not yet taken in."""
    from makewhole.web import asking, uploads  # needs Django

    uploads.sweep()
    if demo:
        asking.read_demo()
    else:
        asking.audit_if_stale(home)
