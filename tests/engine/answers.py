"""What the functions of every engine must answer, whichever engine it is."""

from datetime import date
from decimal import Decimal

# A list is written in another way by each engine: `{list}` stands for two texts.
ANSWERS: list[tuple[str, object]] = [
    ("mw_days(date '2026-01-01', date '2026-02-01')", 31),
    ("mw_add_days(date '2028-02-28', 1)", date(2028, 2, 29)),
    ("mw_add_months(date '2026-08-31', 6)", date(2027, 2, 28)),
    ("mw_round(1.005, 2)", Decimal("1.010000")),
    ("mw_round(-1.005, 2)", Decimal("-1.010000")),
    ("mw_div(10.00, 3)", Decimal("3.333333")),
    ("mw_div(20.00, 3)", Decimal("6.666667")),
    ("mw_div(-1, 8)", Decimal("-0.125000")),
    ("mw_div(1, 0)", None),
    ("mw_share(20.00, 3, 2)", Decimal("6.670000")),
    ("mw_share(-1.005, 1, 2)", Decimal("-1.010000")),
    ("mw_share(11, 2, 0)", Decimal("6.000000")),
    ("mw_share(1, 0, 2)", None),
    ("mw_cents(12.34)", 1234),
    ("mw_whole(7, 2)", 3),
    ("mw_fold('Lost:Ware house_x-y')", "LOSTWAREHOUSEXY"),
    ("mw_id('a')", "0cc175b9c0f1b6a831c399e269772661"),
    ("mw_plain(cast(12.5 as decimal(38,6)))", "12.50"),
    ("mw_plain(cast(4.333 as decimal(38,6)))", "4.3330"),
    ("mw_join({list}, ', ')", "a, b"),
]

AS_JSON = "mw_policy('a\"/ü', date '2026-01-31', null, '\u2028')"
AS_TEXT = '{"key":"a\\"/ü","from":"2026-01-31","value":null,"source":"\u2028"}'
