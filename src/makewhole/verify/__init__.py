"""The independent checker: proves a list of findings from the report files alone.

In: findings (JSON Lines) and the files they cite. Out: a proof in figures, or the contradictions.
It shares no code with what made the findings: standard library only, nothing of ours is imported.
"""

from makewhole.verify.proof import Proof, verify

__all__ = ["Proof", "verify"]
