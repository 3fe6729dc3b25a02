"""Calendar days as windows count them: days after, months after clamped to the month's end."""

import calendar
from datetime import date, timedelta


def days_after(day: date, days: int) -> date:
    """The day N days later.

    >>> days_after(date(2026, 1, 31), 30)
    datetime.date(2026, 3, 2)
    """
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The same day N calendar months later, clamped to the month's last day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    month0 = day.year * 12 + day.month - 1 + months
    year, month = divmod(month0, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
