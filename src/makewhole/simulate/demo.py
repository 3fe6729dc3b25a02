"""The demo account: a small US store's folder of downloads, the same bytes every time.

It is one simulated world, kept small: no earlier downloads, the last settlements only, and no
tracking file, so that lost removals are named as not checked. Written anew by

    python -m makewhole.simulate.demo
"""

from collections.abc import Iterable
from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from shutil import rmtree

from makewhole.simulate.play import Size, play
from makewhole.simulate.printing.file import File
from makewhole.simulate.printing.folder import files
from makewhole.simulate.world import World

AS_OF = date(2026, 11, 15)
_SEED = 6
_SIZE = Size(skus=9, months=4, orders_per_month=110, scenes_per_month=1)
_STATEMENTS = 6  # the older ones were never downloaded
_LEFT_OUT = ("earlier/", "inbound/shipment-items-earlier")


def demo_world() -> World:
    """The demo account's world, with only what its folder holds."""
    world = play(_SEED, "US", AS_OF, _SIZE, inspects=False, bills=False, ships=False)
    world.overlapping = world.has_other_layouts = False
    own = [one for one in world.reports.settlements if one.currency == world.store.currency]
    world.reports.settlements = own[-_STATEMENTS:]
    world.reports.tracking = []
    world.reports.contents = []
    return world


def demo_files() -> Iterable[File]:
    """The files of the demo account, by name."""
    for one in sorted(files(demo_world()), key=lambda one: one.name):
        if not one.name.startswith(_LEFT_OUT):
            yield one


def write_demo(folder: Path) -> int:
    """Write the demo account below a folder, in place of what is there; says how many files."""
    rmtree(folder, ignore_errors=True)
    count = 0
    for one in demo_files():
        target = folder / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content)
        count += 1
    return count


if __name__ == "__main__":
    write_demo(Path(str(resources("makewhole").joinpath("demo", "reports"))))
