"""Chance that repeats: the same seed gives the same throws on every Python.

Only `random.random()` is used, whose sequence Python promises to keep.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Throws drawn from one seed, in order."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)  # text and whole numbers seed alike everywhere

    def share(self) -> float:
        """A number from 0 up to 1, 1 left out."""
        return self._random.random()

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self.share() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both in."""
        return low + int(self.share() * (high - low + 1))

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of several, each as likely."""
        return items[int(self.share() * len(items))]

    def digits(self, count: int) -> str:
        """A run of digits that does not start with 0."""
        first = str(self.between(1, 9))
        return first + "".join(str(self.between(0, 9)) for _ in range(count - 1))

    def letters(self, count: int) -> str:
        """Capitals and digits as Amazon's ids use them."""
        return "".join(self.one_of("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(count))
