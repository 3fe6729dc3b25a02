"""What the documents services refuse, each with its own sentence."""

from collections.abc import Iterable
from decimal import Decimal

from makewhole.errors import CaseError


class DocumentMissing(CaseError):
    """No such document among those this person may see."""

    exit_status = 2

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"There is no document {number}. `makewhole document list` shows the documents."
        )


class NothingTakenIn(CaseError):
    """A heap of which nothing is a paper."""

    exit_status = 3

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(
            f"{', '.join(self.paths)}: no document was taken in. Expected were invoices, proofs of "
            "delivery or photos, as PDFs or pictures; folders, ZIPs and e-mails are looked into. "
            "Nothing was changed."
        )


class AccountUnclear(CaseError):
    """It is not clear to which account documents belong."""

    exit_status = 2

    def __init__(self, name: str | None, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        listed = ", ".join(self.known) or "none: read reports into the home first"
        found = "no account was named" if name is None else f"there is no account {name}"
        super().__init__(
            f"The documents were not added: {found}. Name one with --account; the accounts are: "
            f"{listed}."
        )


class PaperNotNeeded(CaseError):
    """A document confirmed as a paper that its claim type does not know."""

    exit_status = 2

    def __init__(self, label: str, kind: str | None, known: Iterable[str]) -> None:
        self.label, self.kind, self.known = label, kind, tuple(known)
        found = "it is not clear which paper it is" if kind is None else f"{kind} is no paper of it"
        super().__init__(
            f"{label}: {found}. Nothing was changed. Say which with --as, one of: "
            f"{', '.join(self.known) or 'none, it needs no papers'}."
        )


class CostUnclear(CaseError):
    """A cost that is no cost, or of which it is not clear to which SKU it belongs."""

    exit_status = 2

    def __init__(self, label: str, cost: Decimal, skus: Iterable[str]) -> None:
        self.label, self.cost, self.skus = label, cost, tuple(skus)
        super().__init__(
            f"{label}: the cost {cost} was not noted; expected was an amount above 0 for one of "
            f"its SKUs ({', '.join(self.skus)}). Nothing was changed. Name the SKU with --sku."
        )


class CostNeedsDay(CaseError):
    """A cost out of a paper whose day of issue nobody knows: from when it holds cannot be told."""

    def __init__(self, label: str, name: str, number: int) -> None:
        self.label, self.name, self.number = label, name, number
        super().__init__(
            f"{label}: no day of issue could be read in {name}, so it is not known from when its "
            "cost holds. Nothing was changed. State the day, then confirm again: "
            f"makewhole document state {number} --issued-on DAY."
        )


class PaperRefused(CaseError):
    """A document that Amazon would refuse as this paper."""

    def __init__(self, label: str, kind: str, sentences: Iterable[str]) -> None:
        self.label, self.kind, self.sentences = label, kind, tuple(sentences)
        super().__init__(
            f"{label}: not taken as {kind.replace('_', ' ')}. {' '.join(self.sentences)} Nothing "
            "was changed."
        )
