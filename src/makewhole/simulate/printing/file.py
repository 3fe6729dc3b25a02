"""A file of a simulated folder: its name below the folder and its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """One file below the folder."""

    name: str
    content: bytes
