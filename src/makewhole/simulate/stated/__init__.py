"""What only the seller sees: damaged and short removals, bricks in returns, parcels not there.

Each scene is one of Amazon's reports and one of the seller's statements, or of several statements
of one unit, or of a statement that a report gainsays. They are played with products of their own.
"""

from makewhole.simulate.scenes import Scene, scenes_in


def all_stated() -> list[Scene]:
    """Every scene of every file here, in order of file and place."""
    return scenes_in(__name__, __path__)
