"""The reconciliation: double entry for units and cents, one machinery for every rule.

In: the books (as `book_*` views of an engine), rules, policy, the day. Out: `lots`, `entries` and
the `findings` made of them.

Everything a report says about a unit is a lot. An opening asks (10 units lost), a closing gives (4
found, 5 paid); an entry moves units from one closing to one opening in one stage. What an opening
still asks after the last stage is owed.
"""

from makewhole.reconcile.accounts import AuditDay
from makewhole.reconcile.assemble import assemble
from makewhole.reconcile.run import reconcile

__all__ = ["AuditDay", "assemble", "reconcile"]
