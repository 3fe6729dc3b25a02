"""The plays of a seller's life: each file holds scenes, found by being there.

A scene is a function of the world, a product and a day. It moves units, prints rows, and puts what
follows on the calendar. It may find the shelves too empty and do nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from makewhole.simulate.catalogue import Product
from makewhole.simulate.world import World

Scene = Callable[[World, Product, date], None]


def all_scenes() -> list[Scene]:
    """Every scene of every file here, in order of file and place."""
    return scenes_in(__name__, __path__)


def scenes_in(package: str, path: Iterable[str]) -> list[Scene]:
    """Every scene of every file of a package."""
    scenes: list[Scene] = []
    for module in sorted(iter_modules(path), key=lambda one: one.name):
        scenes += import_module(f"{package}.{module.name}").SCENES
    return scenes
