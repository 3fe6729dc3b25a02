"""What happens to orders the seller ships himself: refunds, returns, SAFE-T and A-to-z claims.

Each scene is one order or two of one product. They are played with products of their own.
"""

from makewhole.simulate.scenes import Scene, scenes_in


def all_own_orders() -> list[Scene]:
    """Every scene of every file here, in order of file and place."""
    return scenes_in(__name__, __path__)
