"""Lots: what asks and what gives, in one numbered relation.

*Grain* one lot: a whole number of units, or of cents of one currency, said by one source row.
`side` is `ask` (an opening) or `give` (a closing). A statement that makes lots says only the
columns it has; the rest is filled in here.

    claim_type, family   who asks; the shared closings have none
    event                the same number for all lots of an event, for joining
    event_key            the event's own ids in one text: one finding per claim type and key
    bucket, owes         part of an event; only what `owes` becomes a finding's units
    event_date           day of the opening or closing
    measure, units       `unit`, or a currency and cents
    rank                 the id that breaks ties of one day, as text
    role                 what the row did, as evidence says it: lost, found, paid, returned, ...
    because              of a payment the reason's name; of a find the ledger code
    review               why a person must judge it, or NULL
    unit_value, currency, valuation   where the row itself says the value
    confidence           of the fact the row rests on: 0 low, 1 medium, 2 high, NULL as the policy's
    sibling              a second key of the rule's own
"""

from collections.abc import Mapping, Sequence
from functools import partial

from makewhole.engine import Engine, Schema
from makewhole.engine.statements import StatementFileBroken

LOT: Schema = {
    "claim_type": "VARCHAR", "event_key": "VARCHAR", "bucket": "VARCHAR", "owes": "BOOLEAN",
    "event_date": "DATE", "measure": "VARCHAR", "units": "BIGINT", "rank": "VARCHAR",
    "role": "VARCHAR", "because": "VARCHAR", "review": "VARCHAR", "fnsku": "VARCHAR",
    "msku": "VARCHAR", "asin": "VARCHAR", "order_id": "VARCHAR", "shipment_id": "VARCHAR",
    "removal_order_id": "VARCHAR", "reimbursement_id": "VARCHAR", "settlement_id": "VARCHAR",
    "reference_id": "VARCHAR", "fulfillment_center": "VARCHAR", "sibling": "VARCHAR",
    "unit_value": "DECIMAL(18,4)", "currency": "VARCHAR", "valuation": "VARCHAR",
    "confidence": "BIGINT", "source": "BIGINT", "line": "BIGINT",
}  # fmt: skip
# The table `lots`, as families add to it.
LOTS: Schema = {
    "lot": "BIGINT", "account": "VARCHAR", "side": "VARCHAR", "family": "VARCHAR", **LOT,
    "event": "BIGINT",
}  # fmt: skip
_DEFAULTS = {"bucket": "'open'", "measure": "'unit'", "owes": "true", "seq": "0"}
_LOTS_PER_FAMILY = 10**15  # Spark numbers its partitions in steps of 2**33


def complete(
    engine: Engine, name: str, statement: str, schema: Schema, *, claim_type: str | None = None
) -> str | None:
    """Keeps a statement's rows under a name; gives the question for them with all of a schema.

    Columns the statement does not say are filled in. None where there are no rows: then nothing
    stands under the name. Errors: StatementFileBroken where the statement has a column the schema
    does not know.
    """
    rows = engine.table(name, statement)
    if rows == 0 or (rows is None and not engine.rows(f"select 1 from {name} limit 1")):
        engine.drop(name)
        return None
    have = set(engine.columns(name))
    if unknown := have - {"account", *schema}:
        raise StatementFileBroken(name, f"columns {sorted(unknown)}", f"some of {sorted(schema)}")
    own = {column: column for column in have}
    fixed = {} if claim_type is None else {"claim_type": f"'{claim_type}'"}
    values = {**dict.fromkeys(schema, "null"), **_DEFAULTS, **own, **fixed}
    # STRING is what both engines call text without a length
    kinds = {c: kind.replace("VARCHAR", "STRING") for c, kind in schema.items()}
    chosen = ", ".join(f"cast({values[c]} as {kind}) as {c}" for c, kind in kinds.items())
    return f"select account, {chosen} from {name}"


def complete_all(engine: Engine, said: Mapping[str, tuple[str, Schema]]) -> dict[str, str]:
    """Statements with their schemas, by the names they get; gives questions for those with rows."""
    jobs = [partial(complete, engine, name, *each) for name, each in said.items()]
    asked = zip(said, engine.at_once(jobs), strict=True)
    return {name: question for name, question in asked if question is not None}


def of_openings(statement: str, condition: str) -> str:
    """A statement that asks `openings`: the lots that ask and that fulfil a condition."""
    openings = f"select * from lots where side = 'ask' and {condition}"
    return f"with openings as ({openings}) select * from ({statement}) as of_openings"


def add_lots(engine: Engine, family: str, place: int, rows: Sequence[tuple[str, str]]) -> None:
    """Adds the lots of one family to the table `lots`, each under a number of its own.

    `rows` are questions for completed rows, each with its side. The numbers have no meaning:
    whatever depends on order is ordered by days, ids, source and line.
    """
    # an account in which a claim type cannot be checked asks nothing
    judged = (
        " where exists (select 1 from checked as c "
        "where c.account = s.account and c.claim_type = s.claim_type)"
    )
    union = " union all ".join(
        f"select s.*, '{side}' as side, '{family}' as family from ({question}) as s"
        + (judged if side == "ask" else "")
        for question, side in rows
    )
    numbered = engine.numbered(union, "lot", place * _LOTS_PER_FAMILY)
    if all(side == "give" for _, side in rows):  # no events, which only those who ask have
        named = ", ".join(name for name in LOTS if name != "event")
        engine.append("lots", f"select {named}, cast(null as bigint) as event from ({numbered})")
        return
    engine.table("new_lots", numbered, private=True)
    engine.table(
        "new_events",
        "select account, claim_type, event_key, min(lot) as event from new_lots where side = 'ask' "
        "group by account, claim_type, event_key",
        private=True,
    )
    columns = ", ".join(f"{'e' if name == 'event' else 'l'}.{name}" for name in LOTS)
    engine.append(
        "lots",
        f"select {columns} from new_lots as l left join new_events as e "
        "on l.side = 'ask' and e.account = l.account and e.claim_type = l.claim_type "
        "and e.event_key = l.event_key",
    )


def leave_out(engine: Engine, family: str, statement: str) -> None:
    """Lots of a family as its `left_out` statement leaves them.

    What is left out no longer owes: its finding neither counts nor shows it.
    """
    asked = of_openings(statement, f"family = '{family}'")
    out = complete(engine, f"out_{family}", asked, {"lot": "BIGINT"})
    if out is None:
        return
    changed = {
        "owes": "l.owes and o.lot is null",
        "bucket": "case when o.lot is null then l.bucket else 'uncounted' end",
    }
    columns = ", ".join(f"{changed.get(name, f'l.{name}')} as {name}" for name in LOTS)
    left = f"select {columns} from lots as l left join ({out}) as o on o.lot = l.lot"
    engine.table("lots", left)
