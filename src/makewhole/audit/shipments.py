"""Shipments to Amazon that are not settled yet: still under way, or received with a difference.

In: the books of an engine, attached as `book_*`. Out: one row per shipment in one of its two open
states; shipments received as sent, cancelled or deleted are settled and left out.
"""

from collections.abc import Sequence

from makewhole.audit.stock import Row
from makewhole.engine import Engine
from makewhole.reconcile import AuditDay
from makewhole.reconcile.stores import whole
from makewhole.reconcile.views import facts_for, jobs_of, see_books, words_of

# Not yet received in full; received and closed with a difference.
UNDER_WAY, DIFFERENCE = "under_way", "difference"

_OPEN = f"""
select account, shipment_id, any_value(status) as status, min(created_date) as created_date,
  min(event_date) as first_day, cast(count(*) as bigint) as products,
  cast(sum(shipped) as bigint) as shipped, cast(sum(received) as bigint) as received,
  cast(sum(greatest(shipped - received, 0)) as bigint) as short,
  cast(sum(greatest(received - shipped, 0)) as bigint) as over,
  case when any_value(status) = 'CLOSED' then '{DIFFERENCE}' else '{UNDER_WAY}' end as state
from inbound_lines
where coalesce(status, '') not in ('CANCELLED', 'DELETED')
group by account, shipment_id
having sum(greatest(shipped - received, 0)) > 0
  or (any_value(status) = 'CLOSED' and sum(greatest(received - shipped, 0)) > 0)
order by account, created_date nulls last, shipment_id
"""


def open_shipments(engine: Engine, days: Sequence[AuditDay]) -> list[Row]:
    """The open shipments of accounts, the oldest first, each account up to its own day.

    Shape: one row per account and shipment: account, shipment_id, status, created_date, first_day
    (the first receipt, else the day it was made), products, shipped, received, short, over, state.
    Units: whole units over all lines; `short` and `over` are added up line by line.
    """
    facts = facts_for({"inbound_lines"})
    whole(engine)
    see_books(engine, list(days), words_of([t for f in facts for t in f.statements.values()]))
    engine.as_ready(jobs_of(engine, facts))
    engine.table("open_shipments", _OPEN)
    names = engine.columns("open_shipments")
    rows = engine.rows(f"select {', '.join(names)} from open_shipments")
    return [dict(zip(names, row, strict=True)) for row in rows]
