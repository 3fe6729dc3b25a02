"""Letters, packs and documents of a case."""

from typing import Any

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Case


def letter(scope: Scope, case: Case, step: str | None, language: str | None) -> Any:
    """The letter of a case's step."""
    return None


def has_packs() -> bool:
    """Whether a pack can be made."""
    return False


def takes_documents() -> bool:
    """Whether documents can be added."""
    return False


def documents(scope: Scope, case: Case) -> list[Any]:
    """The documents of a case."""
    return []
