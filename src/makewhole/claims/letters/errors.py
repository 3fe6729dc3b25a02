"""What keeps a letter from being written, each with its own sentence."""

from makewhole.errors import CaseError


class LetterLacksFact(CaseError):
    """A template asks for a fact the case does not have."""

    def __init__(self, label: str, template: str, what: str) -> None:
        self.label, self.template, self.what = label, template, what
        super().__init__(
            f"{label}: the letter {template} needs a fact that no row shows ({what}), so it was "
            "not written. Read the report that holds it, audit again, then write the letter."
        )


class LetterStepUnknown(CaseError):
    """A step of the talk that no template is for."""

    exit_status = 2

    def __init__(self, step: str, known: tuple[str, ...]) -> None:
        self.step, self.known = step, known
        super().__init__(f"There is no letter {step!r}; the letters are: {', '.join(known)}.")


class LetterNeedsStep(CaseError):
    """A letter that only makes sense once the case has come that far."""

    def __init__(self, label: str, step: str, needs: str) -> None:
        self.label, self.step, self.needs = label, step, needs
        super().__init__(
            f"{label}: a letter of the kind {step} was not written: {needs}. Note that step of the "
            "case first; `makewhole claim --help` shows how."
        )


class LetterUnfounded(CaseError):
    """A letter that would ask for what is not open, or cannot be told to be."""

    def __init__(self, label: str, step: str, because: str) -> None:
        self.label, self.step, self.because = label, step, because
        super().__init__(
            f"{label}: a letter of the kind {step} was not written: {because}. "
            f"`makewhole claim show {label}` lists the payments."
        )


class BuyerDataInLetter(CaseError):
    """A letter in which a buyer's data would have gone to Amazon."""

    def __init__(self, label: str, found: str) -> None:
        self.label, self.found = label, found
        super().__init__(
            f"{label}: the letter would hold what looks like a person's address ({found}), so it "
            "was not written. Leave buyers' names, addresses, e-mails and telephone numbers out."
        )
