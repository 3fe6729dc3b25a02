"""Books that end long before the day audited for: what came since cannot be set off."""

from dataclasses import dataclass
from datetime import date

from makewhole.engine import Engine

# Our own measure: an account that sells has rows of stock every few days.
_DAYS = 30
_LEDGER = "GET_LEDGER_DETAIL_VIEW_DATA"


@dataclass(frozen=True, slots=True)
class Stale:
    """The newest day the inventory ledger of an account shows, and the day audited for."""

    account: str
    last_day: date
    as_of: date

    def __str__(self) -> str:
        days = (self.as_of - self.last_day).days
        return (
            f"note: the newest row of the inventory ledger of {self.account} is of "
            f"{self.last_day}, {days} days before {self.as_of}. What was found, returned or paid "
            "since then may be in no file that was read: read newer downloads before you file "
            "anything."
        )


def stale(engine: Engine, as_of: date) -> list[Stale]:
    """Accounts whose ledger ends more than a month before the day audited for."""
    rows = engine.rows(
        f"select account, max(last_day) from book_files where report = '{_LEDGER}' "
        "and last_day is not null group by account order by account"
    )
    return [Stale(account, day, as_of) for account, day in rows if (as_of - day).days > _DAYS]
