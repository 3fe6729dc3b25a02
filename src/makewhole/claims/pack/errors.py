"""What keeps a pack from being made."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from makewhole.errors import CaseError


class GlyphMissing(CaseError):
    """A sign that no font at hand can show."""

    def __init__(self, label: str, signs: Sequence[str], fonts: Path) -> None:
        self.label, self.signs, self.fonts = label, tuple(signs), fonts
        named = ", ".join(
            f"U+{ord(sign):04X} ({unicodedata.name(sign, 'without a name')})" for sign in signs[:5]
        )
        more = f" and {len(signs) - 5} more" if len(signs) > 5 else ""
        super().__init__(
            f"{label}: no font at hand shows {named}{more}, so the PDF would have boxes "
            f"in its place and was not made. Put a font that holds it into {fonts}, then make the "
            "pack again."
        )


class PackNotWritten(CaseError):
    """A pack that could not be written where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path}: the pack could not be written there ({reason}). Nothing was changed; name "
            "another place with --out."
        )
