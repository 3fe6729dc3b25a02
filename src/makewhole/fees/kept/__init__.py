"""The relations of the rate cards, worked out beforehand: Parquet, one file each, written by
`python -m makewhole.fees`.

Compiling the cards takes as long as a small audit. `cards.txt` holds a hash of the card files these
were made of: of cards as they are now they are used, of any other never, so that what is stale
costs time and gives no wrong fee. A test says when they are due to be written anew.
"""

import hashlib
from importlib.resources import files
from pathlib import Path

_HERE = Path(__file__).parent
_OF = _HERE / "cards.txt"


def fresh() -> bool:
    """Whether the relations kept are those of the card files as they lie in the policy."""
    return _OF.is_file() and _OF.read_text(encoding="ascii").strip() == cards_hash()


def path(relation: str) -> Path:
    """Where a relation is kept."""
    return _HERE / f"{relation}.parquet"


def sign() -> None:
    """Says that what is kept was made of the card files as they are now."""
    _OF.write_text(f"{cards_hash()}\n", encoding="ascii", newline="\n")


def cards_hash() -> str:
    """A hash of all card files, whatever ends their lines."""
    whole = hashlib.sha256()
    folder = files("makewhole.policy").joinpath("fees")
    for card in sorted(folder.iterdir(), key=lambda file: file.name):
        if card.name.endswith(".yaml"):
            whole.update(f"{card.name}\0{card.read_text('utf-8')}\0".encode())
    return whole.hexdigest()
