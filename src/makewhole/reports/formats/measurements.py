"""The seller's own measurements: the packed sides and weight of one unit of each SKU.

Report    SELLER_MEASUREMENTS; the seller's file, `makewhole template measurements`
Grain     SKU as measured on a day
Units     inches and pounds, or centimetres and grams, by heading; sides in any order
Traps     weight may be left out: then only volumes can be checked
Source    our own form
"""

from makewhole.books.tables import MEASUREMENTS
from makewhole.reports.form import Check, Computed, Date, Id, Measure, Report


class Measurements(Report):
    """One unit as packed."""

    report = "SELLER_MEASUREMENTS"
    fills = MEASUREMENTS
    recognised_by = [
        {"sku", "length_in", "width_in", "height_in"},
        {"sku", "length_cm", "width_cm", "height_cm"},
    ]
    layouts = {
        "inches": [
            "sku", "fnsku", "length_in", "width_in", "height_in", "weight_lb", "measured_on",
        ],
        "centimetres": [
            "sku", "fnsku", "length_cm", "width_cm", "height_cm", "weight_g", "measured_on",
        ],
    }  # fmt: skip
    checks = (
        Check(
            "length_in",
            "least(length_in, width_in, height_in, length_cm, width_cm, height_cm) <= 0",
            "a side must be longer than 0",
        ),
        Check("weight_lb", "least(weight_lb, weight_g) <= 0", "a weight must be above 0"),
        Check(
            "length_in",
            "(length_in is null or width_in is null or height_in is null)"
            " and (length_cm is null or width_cm is null or height_cm is null)",
            "all three sides must be given",
        ),
    )

    msku = Id("sku", "seller-sku", "msku", "merchant-sku", required=True)
    fnsku = Id("fnsku")
    length_in = Measure("length_in", "length (in)", "length inches")
    width_in = Measure("width_in", "width (in)", "width inches")
    height_in = Measure("height_in", "height (in)", "height inches")
    pounds = Measure("weight_lb", "weight (lb)", "weight lbs", "weight pounds")
    ounces = Measure("weight_oz", "weight (oz)", "weight ounces")
    weight_lb = Computed("coalesce(pounds, ounces / 16)", "DECIMAL(18,6)")
    length_cm = Measure("length_cm", "length (cm)")
    width_cm = Measure("width_cm", "width (cm)")
    height_cm = Measure("height_cm", "height (cm)")
    grams = Measure("weight_g", "weight (g)", "weight grams")
    kilograms = Measure("weight_kg", "weight (kg)")
    weight_g = Computed("coalesce(grams, kilograms * 1000)", "DECIMAL(18,6)")
    measured_on = Date("measured_on", "measured", "date", "date measured")
