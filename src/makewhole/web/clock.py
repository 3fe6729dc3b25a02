"""Which day it is: today in UTC, or the fixed day of the demo."""

from datetime import UTC, date, datetime

from django.conf import settings


def today() -> date:
    """The day on which windows are judged and steps are dated."""
    fixed: date | None = getattr(settings, "MAKEWHOLE_AS_OF", None)
    return fixed or datetime.now(UTC).date()
