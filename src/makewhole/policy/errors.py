"""What can be wrong with a policy file, or with a question put to the policy.

PolicyError
├── PolicyFileBroken      a file that breaks the form
├── PolicyFormUnknown     files written for a later version of makewhole, or without a form
├── PolicyKeyUnknown      a name no file carries
├── PolicyStoreUnknown    a store code that is none of Amazon's stores
└── PolicyValueMissing    a parameter without a value for a store and day
"""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from makewhole.errors import PolicyError


class PolicyFileBroken(PolicyError):
    """A policy file that breaks the form."""

    def __init__(self, file: str, found: str, expected: str) -> None:
        self.file, self.found, self.expected = file, found, expected
        super().__init__(
            f"policy file {file}: {found}; expected {expected}. "
            "Nothing was judged with it. Correct the file, or take it away, and run again."
        )


class PolicyFormUnknown(PolicyError):
    """A folder of policy files in a form this version cannot read."""

    def __init__(self, folder: str, found: object, known: int) -> None:
        self.folder, self.found, self.known = folder, found, known
        if found is None:
            message = (
                f"policy folder {folder}: there is no form.yaml that says in which form its files "
                f"are. Nothing was read from it. Add a file form.yaml with the line: form: {known}"
            )
        else:
            message = (
                f"policy folder {folder}: its files are in form {found}, and this version of "
                f"makewhole reads forms up to {known}. Nothing was read from it. "
                "Update makewhole, or use the files that came with this version."
            )
        super().__init__(message)


class PolicyKeyUnknown(PolicyError):
    """A name that no policy file carries."""

    exit_status = 2

    def __init__(self, kind: str, key: str, known: Iterable[str]) -> None:
        self.kind, self.key = kind, key
        self.close = get_close_matches(key, list(known), n=3, cutoff=0.5)
        hint = f" Closest: {', '.join(self.close)}." if self.close else ""
        super().__init__(
            f"policy: there is no {kind} named {key!r}.{hint} "
            "To see every parameter: makewhole policy list"
        )


class PolicyStoreUnknown(PolicyError):
    """A store code that is none of Amazon's stores."""

    exit_status = 2

    def __init__(self, marketplace: str, known: Iterable[str]) -> None:
        self.marketplace, self.known = marketplace, tuple(known)
        super().__init__(
            f"policy: {marketplace!r} is not the code of an Amazon store; expected one of "
            f"{', '.join(self.known)} (Britain is UK). Give the country code of the store."
        )


class PolicyValueMissing(PolicyError):
    """A parameter without a value for a store and day."""

    def __init__(self, key: str, on: date, marketplace: str) -> None:
        self.key, self.on, self.marketplace = key, on, marketplace
        super().__init__(
            f"policy: {key} has no value for {marketplace} on {on.isoformat()}; no source for one "
            "is known, and none was guessed. To see what is known: "
            f"makewhole policy show {key}"
        )
