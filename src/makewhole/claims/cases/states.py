"""How a case may move: the one table that services, screens and the database's guards go by.

A case that was never filed can only be prepared, closed or let expire. From filing on it may always
be paid, since Amazon sometimes pays before it answers. A closed case that had been filed opens
again when money comes or goes, or when the talk is taken up.
"""

from makewhole.claims.models.cases import State

S = State

BEGINNINGS = (S.DRAFTED, S.FILED)  # filed: taken over from whoever opened it

# a payment and its reversal may arrive in one report
_MONEY = (S.PAID, S.PART_PAID, S.REVERSED)
_DECISIONS = (S.GRANTED, S.PART_GRANTED, S.DENIED)

MOVES: dict[State, tuple[State, ...]] = {
    S.DRAFTED: (S.NEEDS_DOCUMENTS, S.READY, S.CLOSED, S.EXPIRED),
    S.NEEDS_DOCUMENTS: (S.DRAFTED, S.READY, S.CLOSED, S.EXPIRED),
    S.READY: (S.DRAFTED, S.NEEDS_DOCUMENTS, S.FILED, S.CLOSED, S.EXPIRED),
    S.FILED: (S.INFORMATION_REQUESTED, *_DECISIONS, *_MONEY, S.CLOSED),
    S.INFORMATION_REQUESTED: (S.FILED, S.APPEALED, *_DECISIONS, *_MONEY, S.CLOSED),
    S.GRANTED: (S.APPEALED, S.DENIED, *_MONEY, S.CLOSED),
    S.PART_GRANTED: (S.APPEALED, S.GRANTED, S.DENIED, *_MONEY, S.CLOSED),
    S.DENIED: (S.APPEALED, S.GRANTED, S.PART_GRANTED, *_MONEY, S.CLOSED),
    S.APPEALED: (S.INFORMATION_REQUESTED, *_DECISIONS, *_MONEY, S.CLOSED),
    S.PAID: (S.PART_PAID, S.REVERSED, S.APPEALED, S.CLOSED),
    S.PART_PAID: (S.PAID, S.REVERSED, S.APPEALED, *_DECISIONS, S.CLOSED),
    S.REVERSED: (S.PAID, S.PART_PAID, S.APPEALED, S.CLOSED),
    S.CLOSED: (*_MONEY, S.APPEALED),
    S.EXPIRED: (),
}


def may_move(before: State, after: State) -> bool:
    """Whether a case in one state may go to another."""
    return after in MOVES[before]


def move_rows() -> list[tuple[str, str]]:
    """The table as the database keeps it; an empty first state is where a case begins."""
    begin = [("", state.value) for state in BEGINNINGS]
    return begin + [(a.value, b.value) for a, after in MOVES.items() for b in after]
