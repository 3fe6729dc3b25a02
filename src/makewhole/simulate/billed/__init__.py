"""Fees that reports of their own show: aged stock, problems and placement of shipments, and others.

Each scene is a charge or several of one product, right, too high, made twice, or corrected. They
are played with products of their own.
"""

from makewhole.simulate.scenes import Scene, scenes_in


def all_billed() -> list[Scene]:
    """Every scene of every file here, in order of file and place."""
    return scenes_in(__name__, __path__)
