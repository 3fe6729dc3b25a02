"""Fees worked out by hand from the rows of the cards: edges of bands, days and tiers, each store."""
# ruff: noqa: E501  (one case a line reads as a table)

from decimal import Decimal
from typing import Any

import pytest

from makewhole.fees.batch import answers

_UP, _BOX = [15, 12, "0.75"], [12, 9, 3]
_CASES: list[tuple[str, str, str, dict[str, Any], dict[str, str]]] = [
    # American fulfilment; 3.5% from 2026-04-17
    ("fulfilment", "US", "2026-04-17", {"sides": _UP, "weight": 1, "price": 50}, {"tier": "small_standard", "fee": "3.96", "surcharge": "0.14", "total": "4.10"}),
    ("fulfilment", "US", "2026-04-17", {"sides": _UP, "weight": 1, "price": "50.01"}, {"fee": "4.22", "surcharge": "0.15", "total": "4.37"}),
    ("fulfilment", "US", "2026-04-16", {"sides": _UP, "weight": 1, "price": 10}, {"fee": "3.96", "total": "3.96"}),
    ("fulfilment", "US", "2026-04-16", {"sides": _UP, "weight": 1, "price": "9.99"}, {"fee": "2.95"}),
    ("fulfilment", "US", "2026-02-01", {"sides": [18, 14, 8], "weight": 20, "price": 20}, {"tier": "large_standard", "fee": "12.41"}),  # 6.97 + 68 x 0.08
    ("fulfilment", "US", "2026-02-01", {"sides": [10, 8, 4], "weight": "3.01", "price": 60}, {"fee": "7.31"}),  # 7.23 + 1 x 0.08
    ("fulfilment", "US", "2026-01-14", {"sides": [20, 14, 8], "weight": 5, "price": 20}, {"tier": "large_bulky", "fee": "16.73"}),  # 10.65 + 16 x 0.38
    ("fulfilment", "US", "2026-01-15", {"sides": [20, 14, 8], "weight": 5, "price": 20}, {"tier": "small_bulky", "fee": "13.63"}),  # 7.55 + 16 x 0.38
    ("fulfilment", "US", "2025-01-14", {"sides": [10, 6, "0.5"], "weight": 2, "weight_unit": "oz", "price": "9.99"}, {"fee": "2.48"}),
    ("fulfilment", "US", "2025-01-15", {"sides": [10, 6, "0.5"], "weight": 2, "weight_unit": "oz", "price": "9.99"}, {"fee": "2.29"}),
    ("fulfilment", "US", "2024-10-14", {"sides": _BOX, "weight": "1.4", "price": 15}, {"fee": "6.05", "dim_weight_lb": "2.330935"}),
    ("fulfilment", "US", "2024-10-15", {"sides": _BOX, "weight": "1.4", "price": 15}, {"fee": "6.44"}),
    ("fulfilment", "US", "2026-06-01", {"sides": _BOX, "weight": "1.4", "price": "24.99", "class": "apparel"}, {"fee": "6.72", "surcharge": "0.24", "total": "6.96"}),
    ("fulfilment", "US", "2026-03-01", {"sides": [40, 10, 1], "weight": 3, "price": 20}, {"tier": "large_bulky", "fee": "11.25", "fee_weight_lb": "5.755396"}),  # 9.35 + 5 x 0.38
    ("fulfilment", "US", "2026-03-01", {"sides": [62, 20, 10], "weight": 55, "price": 20}, {"tier": "extra_large_70_150", "fee": "65.57"}),  # 51.32 + 19 x 0.75
    ("fulfilment", "US", "2026-03-01", {"sides": [30, 20, 20], "weight": 151, "price": 20}, {"tier": "extra_large_150_plus", "fee": "194.95"}),
    ("fulfilment", "US", "2026-03-01", {"sides": [30, 20, 20], "weight": "152.5", "price": 20}, {"fee": "195.33"}),  # 194.95 + 2 x 0.19
    ("fulfilment", "US", "2024-02-05", {"sides": [10, 8, 3], "weight": 2, "price": 10}, {"fee": "6.00"}),
    ("fulfilment", "US", "2024-01-20", {"sides": [25, 10, 8], "weight": 6, "price": 20}, {"tier": "small_oversize", "fee": "15.61"}),  # 9.73 + 14 x 0.42
    # European fulfilment; 1.5% from 2026-04-17
    ("fulfilment", "UK", "2026-03-01", {"sides": [20, 15, 1], "weight": 20}, {"tier": "light_envelope", "fee": "1.83"}),
    ("fulfilment", "UK", "2026-03-01", {"sides": [20, 15, 1], "weight": "20.5"}, {"fee": "1.87"}),
    ("fulfilment", "UK", "2026-05-01", {"sides": [45, 34, 26], "weight": 11900}, {"tier": "standard_parcel", "fee": "3.58", "surcharge": "0.05", "total": "3.63"}),
    ("fulfilment", "DE", "2026-03-01", {"sides": [61, 46, 46], "weight": 1760}, {"tier": "small_oversize", "fee": "9.24", "dim_weight_g": "25815.2"}),  # 4.56 + 26 x 0.18
    ("fulfilment", "FR", "2026-03-01", {"sides": [101, 60, 60], "weight": 15000}, {"tier": "standard_oversize_light", "fee": "22.41"}),  # 7.29 + 72 x 0.21
    ("fulfilment", "IT", "2026-03-01", {"sides": [101, 60, 60], "weight": 15001}, {"tier": "standard_oversize_heavy", "fee": "15.19"}),  # 10.63 + 57 x 0.08
    ("fulfilment", "ES", "2026-03-01", {"sides": [120, 60, 60], "weight": 23000}, {"tier": "standard_oversize_large", "fee": "35.14"}),  # 6.76 + 86 x 0.33
    ("fulfilment", "UK", "2026-03-01", {"sides": [130, 55, 55], "weight": 20000}, {"tier": "bulky_oversize", "fee": "28.92"}),  # 10.20 + 78 x 0.24
    ("fulfilment", "UK", "2026-03-01", {"sides": [100, 50, 50], "weight": 25000}, {"tier": "heavy_oversize", "fee": "14.75"}),  # 13.04 + 19 x 0.09
    ("fulfilment", "UK", "2026-03-01", {"sides": [130, 60, 60], "weight": 20000}, {"tier": "special_oversize", "fee": "16.22"}),  # length plus girth 370
    ("fulfilment", "UK", "2026-03-01", {"sides": [180, 20, 20], "weight": 65000}, {"tier": "special_oversize", "fee": "43.79"}),  # 42.04 + 5 x 0.35
    ("fulfilment", "DE", "2026-03-01", {"sides": [33, 23, 4], "weight": 900, "price": 20}, {"fee": "2.65", "service": "low_price"}),
    ("fulfilment", "DE", "2026-03-01", {"sides": [33, 23, 4], "weight": 900, "price": "20.01"}, {"fee": "3.04"}),
    ("fulfilment", "DE", "2026-03-01", {"sides": [33, 23, 4], "weight": 900, "price": 15, "category": "kitchen"}, {"fee": "3.04"}),
    ("fulfilment", "DE", "2026-03-01", {"sides": [33, 23, 4], "weight": 900, "price": 11, "category": "kitchen"}, {"fee": "2.65"}),
    ("fulfilment", "UK", "2026-03-01", {"sides": [30, 20, 8], "weight": 450, "price": 15}, {"tier": "small_parcel", "fee": "3.05"}),  # no low-price row above 400 g
    ("fulfilment", "FR", "2026-03-01", {"sides": [30, 20, 10], "weight": 850, "category": "footwear"}, {"tier": "small_parcel_3", "fee": "5.69"}),  # 5.05 + 8 x 0.08
    ("fulfilment", "ES", "2026-03-01", {"sides": [38, 28, 15], "weight": 2000, "category": "clothing"}, {"tier": "medium_parcel_2", "fee": "5.43"}),  # 3.91 + 19 x 0.08
    # referral
    ("referral", "US", "2026-03-01", {"category": "baby", "price": 10}, {"fee": "0.80"}),
    ("referral", "US", "2026-03-01", {"category": "grocery_and_gourmet", "price": "15.01"}, {"fee": "2.25"}),
    ("referral", "US", "2026-03-01", {"category": "fine_art", "price": 6000}, {"fee": "605.00"}),  # 20 + 135 + 400 + 50
    ("referral", "US", "2026-03-01", {"category": "watches", "price": 2000}, {"fee": "255.00"}),  # 240 + 15
    ("referral", "US", "2024-01-14", {"category": "clothing_and_accessories", "price": 10}, {"fee": "1.70"}),
    ("referral", "US", "2024-01-15", {"category": "clothing_and_accessories", "price": 10}, {"fee": "0.50"}),
    ("referral", "UK", "2026-03-01", {"category": "clothing_and_accessories", "price": 45}, {"fee": "6.35"}),  # 40 at 15% and 5 at 7%
    ("referral", "UK", "2026-03-01", {"category": "kitchen", "price": 1}, {"fee": "0.25"}),
    ("referral", "IT", "2026-03-01", {"category": "automotive", "price": 60}, {"fee": "8.40"}),  # 50 at 15% and 10 at 9%
    # storage, aged stock, removals, low stock, refunds
    ("storage", "US", "2024-03-31", {"sides": [24, 12, 12], "average_units": "10.5", "size_group": "standard"}, {"fee": "18.27"}),
    ("storage", "US", "2024-04-01", {"sides": [24, 12, 12], "average_units": "10.5", "size_group": "standard"}, {"fee": "16.38"}),
    ("storage", "DE", "2026-10-01", {"sides": [30, 20, 10], "average_units": 50, "size_group": "standard"}, {"fee": "15.66"}),
    ("storage", "US", "2026-12-31", {"sides": [12, 12, 12], "average_units": 3, "weight": 60}, {"fee": "4.20"}),
    ("aged", "US", "2026-06-15", {"sides": [12, 12, 6], "units": 10, "age_days": 210}, {"fee": "2.50"}),
    ("aged", "US", "2026-06-15", {"sides": [12, 12, 6], "units": 10, "age_days": 271, "category": "watches"}, {"fee": "27.25"}),
    ("aged", "US", "2026-06-15", {"sides": [3, 2, 1], "units": 10, "age_days": 455}, {"fee": "3.00"}),
    ("aged", "US", "2026-06-15", {"sides": [3, 2, 1], "units": 10, "age_days": 456}, {"fee": "3.50"}),
    ("removal", "US", "2026-01-14", {"size_group": "standard", "weight": "0.5"}, {"fee": "1.04"}),
    ("removal", "US", "2026-01-15", {"size_group": "standard", "weight": "0.5"}, {"fee": "0.84"}),
    ("removal", "US", "2026-01-15", {"size_group": "standard", "weight": "0.51"}, {"fee": "1.53"}),
    ("removal", "US", "2026-01-15", {"size_group": "standard", "weight": "2.01"}, {"fee": "3.95"}),  # 2.89 + 1 x 1.06
    ("removal", "US", "2026-01-15", {"sides": _BOX, "weight": 1}, {"fee": "3.95"}),  # by 2.33 lb dimensional
    ("removal", "US", "2022-12-31", {"size_group": "standard", "weight": "2.5"}, {"fee": "2.14"}),  # 1.51 + 1 x 0.63
    ("low_inventory", "US", "2026-06-15", {"tier": "small_standard", "days_of_supply": "13.99"}, {"fee": "0.89"}),
    ("low_inventory", "US", "2026-06-15", {"tier": "small_standard", "days_of_supply": 14}, {"fee": "0.63"}),
    ("refund_admin", "US", "2026-06-15", {"referral_fee": "24.99"}, {"admin_fee": "5.00", "credit": "19.99"}),
    ("refund_admin", "FR", "2026-06-15", {"referral_fee": "25.03"}, {"admin_fee": "5.00", "credit": "20.03"}),
    ("refund_admin", "US", "2026-06-15", {"referral_fee": "8.55", "refunded_share": "0.5"}, {"admin_fee": "0.86", "credit": "3.42"}),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", _CASES, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}-{case[4]}"
)
def test_a_fee_is_what_the_card_gives_by_hand(case: tuple[Any, ...]) -> None:
    kind, marketplace, day, inputs, expected = case
    entry = {"id": "x", "kind": kind, "marketplace": marketplace, "date": day, "inputs": inputs}
    row = next(answers([entry]))
    for name, value in expected.items():
        found = row.get(name, row.get("error"))
        assert found == (Decimal(value) if isinstance(found, Decimal) else value), name
