"""One algorithm, two readers: the single look-up and the SQL join agree on whatever is asked."""
# ruff: noqa: E501  (one case a line reads as a table)

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makewhole import fees
from makewhole.engine import Engine, open_engine
from makewhole.errors import FeeUnknown

_UNITS = {
    "item": "BIGINT", "marketplace": "VARCHAR", "service": "VARCHAR", "card_column": "VARCHAR",
    "goods": "VARCHAR", "side_1": "DECIMAL(18,6)", "side_2": "DECIMAL(18,6)",
    "side_3": "DECIMAL(18,6)", "weight": "DECIMAL(18,6)",
}  # fmt: skip
_ASKED = {
    "ask": "BIGINT", "item": "BIGINT", "day": "DATE", "is_ship_day": "BOOLEAN",
    "price": "DECIMAL(18,6)",
}  # fmt: skip
_SEEN = {"marketplace": "VARCHAR", "day": "DATE", "price": "DECIMAL(18,6)"}
# first days of versions and surcharges, where readings of a day differ
_STARTS = sorted(
    {each.valid_from for each in fees.rate_cards().pieces if each.valid_from.year > 2021}
    | {each.valid_from for each in fees.rate_cards().surcharges}
)
_PRICES = ["9.99", "10", "10.01", "24.99", "50", "50.01", "5"]
_LOCAL = "local_and_pan_eu_standard"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        fees.load_relations(opened)
        yield opened


_days = st.one_of(
    st.tuples(st.sampled_from(_STARTS), st.integers(-2, 2)).map(lambda t: t[0] + timedelta(t[1])),
    st.dates(date(2023, 10, 1), date(2027, 3, 1)),
)
_density = st.sampled_from(["0.0005", "0.004", "0.02", "0.05", "0.1", "0.5"])


@st.composite
def _american(draw: st.DrawFn) -> tuple[Any, ...]:
    limits = draw(
        st.sampled_from([(15, 12, 1), (18, 14, 8), (37, 28, 20), (60, 33, 33), (140, 40, 40)])
    )
    # a third of the sides stand exactly at a tier's limit
    sides = [
        draw(st.one_of(st.just(Decimal(limit)), st.integers(10, limit * 100 + 10).map(lambda n: Decimal(n) / 100)))
        for limit in limits
    ]  # fmt: skip
    volume = sides[0] * sides[1] * sides[2]
    weight = max((volume * Decimal(draw(_density))).quantize(Decimal("0.01")), Decimal("0.01"))
    weight = draw(st.sampled_from([weight, weight.quantize(Decimal(1)) or weight]))
    goods = draw(st.sampled_from(["standard"] * 3 + ["apparel", "dangerous_goods"]))
    return ("US", "", "", goods, *sides, weight), draw(_days), draw(st.booleans()), Decimal(draw(st.sampled_from(_PRICES)))  # fmt: skip


@st.composite
def _european(draw: st.DrawFn) -> tuple[Any, ...]:
    store, column = draw(st.sampled_from([("UK", "UK"), ("DE", "DE"), ("DE", "DE_CEP"), ("FR", "FR"), ("CA", "")]))  # fmt: skip
    sides = [Decimal(draw(st.integers(10, top))) / 10 for top in (1800, 600, 600)]
    weight = Decimal(draw(st.integers(20, 40000)))
    service = "" if store == "CA" else _LOCAL
    goods = draw(st.sampled_from(["standard", "dangerous_goods"])) if store != "CA" else "standard"
    return (store, service, column, goods, *sides, weight), draw(_days), True, Decimal(25)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(_american(), _european()), min_size=30, max_size=60))
def test_the_join_and_the_look_up_give_the_same_fulfilment_fees(
    engine: Engine, asked: list[tuple[Any, ...]]
) -> None:
    engine.load("fee_units", _UNITS, [(i, *ask[0]) for i, ask in enumerate(asked)])
    engine.load("fee_asked", _ASKED, [(i, i, *ask[1:]) for i, ask in enumerate(asked)])
    fees.expect(engine, "fulfilment")
    rows = engine.rows(
        "select ask, tier, version, expected, lowest, highest, is_claimable, gap from expected_fulfilment"
    )
    assert len(rows) == len(asked)
    for place, *found in rows:
        assert found == _looked_up(asked[place], found[-1]), asked[place]


def test_a_day_before_that_has_no_rate_for_the_weight_taken(engine: Engine) -> None:
    """The card of January 2024 leaves out large standard above one pound: what it leaves out could
    explain the charge, so nothing is claimed; its rate by unit weight is a reading all the same."""
    unit = (
        "US",
        "",
        "",
        "standard",
        Decimal("15.1"),
        Decimal(12),
        Decimal("0.88"),
        Decimal("0.64"),
    )
    engine.load("fee_units", _UNITS, [(0, *unit)])
    first = date(2024, 2, 5)
    asked = [(0, 0, first, True, Decimal(10)), (1, 0, first, False, Decimal(10))]
    engine.load("fee_asked", _ASKED, asked)
    fees.expect(engine, "fulfilment")
    rows = engine.rows(
        "select expected, lowest, highest, is_claimable from expected_fulfilment order by ask"
    )
    known, unknown = Decimal("5.19"), Decimal("3.47")
    assert rows[0][::2] == (known, known) and rows[0][3] is True
    assert rows[1] == (known, unknown, known, False)
    assert _looked_up((unit, first, False, Decimal(10)), None)[2:5] == [known, unknown, known]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(_american(), min_size=2, max_size=3),
    st.lists(_days, min_size=8, max_size=14, unique=True),
    st.lists(
        st.sampled_from([*_PRICES, "9.995", "50.005", "0"]), min_size=4, max_size=8, unique=True
    ),
)
def test_one_question_stands_for_all_days_and_prices_that_pay_alike(
    engine: Engine, units: list[tuple[Any, ...]], days: list[date], prices: list[str]
) -> None:
    engine.load("fee_units", _UNITS, [(item, *unit[0]) for item, unit in enumerate(units)])
    seen = [("US", day, None) for day in days] + [("US", None, price) for price in prices]
    engine.load("fee_seen", _SEEN, seen)
    fees.expect(engine, "situations")
    engine.table(
        "asked_for_all",
        """
        select row_number() over () as ask, u.item, d.span as day, s.is_ship_day,
          p.price, p.band
        from fee_units as u
        cross join (select distinct span from expected_situations where span is not null) as d
        cross join (select band, min(price) as price from expected_situations
          where band is not null group by band) as p
        cross join (values (true), (false)) as s(is_ship_day)
    """,
    )
    engine.view("fee_asked", "select ask, item, day, is_ship_day, price from asked_for_all")
    fees.expect(engine, "fulfilment")
    rows = engine.rows("""
        select a.item, d.day, a.is_ship_day, p.price, x.tier, x.version, x.expected, x.lowest,
          x.highest, x.is_claimable, x.gap
        from expected_situations as d
        join expected_situations as p on d.day is not null and p.price is not null
        join asked_for_all as a on a.day = d.span and a.band = p.band
        join expected_fulfilment as x on x.ask = a.ask
    """)
    assert len(rows) == len(units) * len(days) * len(prices) * 2
    for item, day, known, price, *found in rows:
        assert found == _looked_up((units[item][0], day, known, price), found[-1]), (day, price)


def _looked_up(ask: tuple[Any, ...], gap: str | None) -> list[Any]:
    (store, service, column, goods, *measures), day, is_ship_day, price = ask
    try:
        fee = fees.fulfilment(
            store, day, sides=measures[:3], weight=measures[3], price_of_unit=price, goods=goods,
            service=service or None, column=column or None, day_is_known=is_ship_day,
        )  # fmt: skip
    except FeeUnknown:
        assert gap
        return [_ANY, _ANY, None, None, None, False, gap]
    totals = [each.total for each in fee.readings]
    return [fee.tier, fee.version, fee.total, min(totals), max(totals), _ANY, None]


class _Anything:
    def __eq__(self, other: object) -> bool:
        return True


_ANY = _Anything()


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted({(p.marketplace, p.tier) for p in fees.rate_cards().pieces if p.fee == "referral"})),
            st.dates(date(2021, 12, 1), date(2026, 12, 1)),
            st.integers(0, 600_000).map(lambda n: Decimal(n) / 100),
            st.integers(0, 100).map(lambda n: Decimal(n) / 10),
        ),
        min_size=40, max_size=80,
    )
)  # fmt: skip
def test_the_join_and_the_look_up_give_the_same_referral_fees(
    engine: Engine, asked: list[tuple[Any, ...]]
) -> None:
    schema = {"ask": "BIGINT", "marketplace": "VARCHAR", "category": "VARCHAR", "day": "DATE",
              "amount": "DECIMAL(18,6)", "amount_less": "DECIMAL(18,6)"}  # fmt: skip
    rows = [
        (i, store, category, day, amount, max(amount - off, Decimal(0)))
        for i, ((store, category), day, amount, off) in enumerate(asked)
    ]
    engine.load("fee_asked_referral", schema, rows)
    fees.expect(engine, "referral")
    for place, expected, highest in engine.rows(
        "select ask, expected, highest from expected_referral"
    ):
        (store, category), day, amount, off = asked[place]
        try:
            fee = fees.referral(store, day, category=category, price_of_unit=amount, promotion=off)
        except FeeUnknown:
            assert expected is None
            continue
        assert expected == fee.amount
        assert highest == max(each.total for each in fee.readings)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["US", "DE", "FR", "UK", "AE"]), st.integers(0, 20000), st.integers(1, 20000),
            st.integers(0, 20000), st.integers(1, 4),
        ),
        min_size=30, max_size=60,
    )
)  # fmt: skip
def test_the_join_and_the_look_up_give_the_same_refund_credits(
    engine: Engine, asked: list[tuple[Any, ...]]
) -> None:
    schema = {"ask": "BIGINT", "marketplace": "VARCHAR", "day": "DATE",
              "referral_fee": "DECIMAL(18,4)", "refunded": "DECIMAL(18,4)",
              "ordered": "DECIMAL(18,4)", "units": "BIGINT"}  # fmt: skip
    day, cent = date(2026, 5, 1), Decimal("0.01")
    rows = [
        (i, store, day, Decimal(fee) / 100, Decimal(back) / 100, Decimal(paid) / 100, units)
        for i, (store, fee, paid, back, units) in enumerate(asked)
    ]
    engine.load("fee_asked_refunds", schema, rows)
    fees.expect(engine, "refund")
    found = "select ask, referral_back, kept_highest, credit_lowest, gap from expected_refund"
    for place, back, kept, credit, gap in engine.rows(found):
        _, store, _, fee, refunded, ordered, units = rows[place]
        if store == "UK":
            assert gap == "no cap is held for this store and day"
            continue
        share = min(refunded / ordered, Decimal(1))
        assert back == (fee * share).quantize(cent, ROUND_HALF_UP)
        looked_up = fees.refund(store, day, referral_fees=[back], units=units)
        assert (kept, credit) == (looked_up.parts["admin_fee"], looked_up.parts["credit"])


def test_a_storage_fee_is_the_declared_volume_at_the_printed_rate(engine: Engine) -> None:
    rows = [
        (1, "US", "", "", "standard", 12, 12, 12, 1), (2, "UK", "", "", "standard", "30.48", "30.48", "30.48", 1),
        (3, "DE", "", "", "standard", 100, 100, 100, 1), (4, "US", "", "", "standard", None, 1, 1, 1),
    ]  # fmt: skip
    engine.load("fee_units", _UNITS, rows)
    schema = {"ask": "BIGINT", "item": "BIGINT", "average_units": "DECIMAL(18,6)", "rate": "DECIMAL(18,6)"}  # fmt: skip
    asked = [(1, 1, "100", "2.40"), (2, 2, "1.5", "0.76"), (3, 3, "1", "27.54"), (4, 4, "1", "1"), (5, 9, "1", "1")]  # fmt: skip
    engine.load("fee_asked_storage", schema, asked)
    fees.expect(engine, "storage")
    assert engine.rows("select ask, volume, expected, gap from expected_storage order by ask") == [
        (1, Decimal(1), Decimal("240.00"), None),
        (2, Decimal(1), Decimal("1.14"), None),
        (3, Decimal(1), Decimal("27.54"), None),
        (4, None, None, "no measurements"),
        (5, None, None, "no measurements"),
    ]


def test_what_is_not_plausible_or_not_there_is_a_gap(engine: Engine) -> None:
    rows = [
        (1, "US", "", "", "standard", 10, 8, "0.5", 227), (2, "US", "", "", "standard", 10, 0, 1, 1),
        (3, "SE", "", "", "standard", 10, 8, 1, 1), (4, "US", "", "", "standard", 70, 50, 50, 60),
    ]  # fmt: skip
    engine.load("fee_units", _UNITS, rows)
    day = date(2026, 5, 1)
    engine.load("fee_asked", _ASKED, [(i, i, day, True, 20) for i in range(1, 6)] + [(6, 1, day, True, None)])  # fmt: skip
    fees.expect(engine, "fulfilment")
    found = dict(engine.rows("select ask, gap from expected_fulfilment"))
    assert found[1] == "no goods of that size weigh that: a unit is mixed up"
    assert found[2] == "a measure is not positive"
    assert found[3] == "no rate card for the store"
    assert "150 lb" in found[4]
    assert found[5] == "no measurements"


def test_the_join_and_the_look_up_give_the_same_aged_surcharges(engine: Engine) -> None:
    days = [
        date(2023, 4, 14),
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2026, 1, 14),
        date(2026, 11, 15),
    ]
    asked: list[tuple[Any, ...]] = [(i, store, day, age, age) for i, (store, day, age) in enumerate(
        (store, day, age) for store in ("US", "UK") for day in days
        for age in (0, 180, 181, 210, 211, 270, 271, 365, 366, 455, 456, 900))]  # fmt: skip
    form = {
        "ask": "BIGINT",
        "marketplace": "VARCHAR",
        "day": "DATE",
        "age_from": "BIGINT",
        "age_to": "BIGINT",
    }
    wide = [
        (1000, "US", days[-1], 181, 270),
        (1001, "US", days[-1], 456, None),
        (1002, "US", days[-1], None, None),
    ]
    engine.load("fee_asked_aged", form, asked + wide)
    fees.expect(engine, "aged")
    rows = {row[0]: row[1:] for row in engine.rows(
        "select ask, rate, minimum, version, is_claimable, gap from expected_aged")}  # fmt: skip
    assert len(rows) == len(asked) + 3
    for ask, store, day, age, _ in asked:
        rate, minimum, version, is_claimable, gap = rows[ask]
        try:
            fee = fees.aged(store, day, units=1, age_days=age, volume="1.5")
        except FeeUnknown:
            assert gap and not is_claimable
            continue
        least = max(rate * Decimal("1.5"), minimum)
        assert least.quantize(Decimal("0.01"), ROUND_HALF_UP) == fee.amount, (day, age)
        assert (version, is_claimable) == (fee.version, fee.is_claimable)
    assert rows[1000][-1] and rows[1001][0] == Decimal("7.9") and rows[1002][-1]
