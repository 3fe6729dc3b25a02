"""What the rate cards say of the charges an account was made: facts ask, `expected_<kind>` answers.

The cards and the arithmetic belong to the fees; here is only the moment they are asked. Where no
charge is asked about, the cards are not even opened.
"""

from makewhole.engine import Engine, Schema

_ASKED = {
    "situations": "fee_seen",
    "fulfilment": "fee_asked",
    "referral": "fee_asked_referral",
    "refund": "fee_asked_refunds",
    "aged": "fee_asked_aged",
}
_MONEY = "DECIMAL(18,2)"
_ANSWERS: dict[str, Schema] = {
    "situations": {
        "marketplace": "VARCHAR", "day": "DATE", "span": "DATE", "price": "DECIMAL(18,6)",
        "band": "BIGINT",
    },
    "fulfilment": {
        "ask": "BIGINT", "tier": "VARCHAR", "version": "VARCHAR", "expected": _MONEY,
        "surcharge_included": _MONEY, "lowest": _MONEY, "highest": _MONEY, "readings": "BIGINT",
        "confidence": "VARCHAR", "is_claimable": "BOOLEAN", "gap": "VARCHAR",
    },
    "referral": {
        "ask": "BIGINT", "version": "VARCHAR", "expected": _MONEY, "lowest": _MONEY,
        "highest": _MONEY, "confidence": "VARCHAR", "is_claimable": "BOOLEAN", "gap": "VARCHAR",
    },
    "refund": {
        "ask": "BIGINT", "version": "VARCHAR", "currency": "VARCHAR", "referral_back": _MONEY,
        "kept": _MONEY, "kept_highest": _MONEY, "credit": _MONEY, "credit_lowest": _MONEY,
        "confidence": "VARCHAR", "is_claimable": "BOOLEAN", "gap": "VARCHAR",
    },
    "aged": {
        "ask": "BIGINT", "version": "VARCHAR", "rate": "DECIMAL(18,6)", "minimum": "DECIMAL(18,6)",
        "confidence": "VARCHAR", "is_claimable": "BOOLEAN", "gap": "VARCHAR",
    },
}  # fmt: skip
# Which versions of which cards there are, to be quoted.
_VERSIONS = {
    "fee": "VARCHAR", "marketplace": "VARCHAR", "version": "VARCHAR", "since": "DATE",
    "sources": "VARCHAR",
}  # fmt: skip
_VERSIONS_HELD = """
select fee, marketplace, version, min(valid_from) as since, max(sources) as sources
from fee_pieces group by fee, marketplace, version
"""


def price(engine: Engine, kind: str) -> None:
    """Makes `expected_<kind>` of what was asked in the relation that `makewhole.fees` reads."""
    if not engine.rows(f"select 1 from {_ASKED[kind]} limit 1"):
        engine.load(f"expected_{kind}", _ANSWERS[kind], [])
        if "fee_versions" not in engine.names():
            engine.load("fee_versions", _VERSIONS, [])
        return
    from makewhole.fees import expect, load_relations  # slow to load, for charges alone

    if "fee_pieces" not in engine.names():
        load_relations(engine)
    engine.table("fee_versions", _VERSIONS_HELD)
    expect(engine, kind)
