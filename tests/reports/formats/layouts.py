"""The published layouts and the fixtures, as the tests of the formats go through them."""

from pathlib import Path

import yaml

from makewhole.reports.form import Report, folded, formats

HERE = Path(__file__).parent

# report id to layout to its headings, as printed
LAYOUTS: dict[str, dict[str, list[str]]] = {
    report: {layout: printed.split(" | ") for layout, printed in layouts.items()}
    for report, layouts in yaml.safe_load(
        (HERE / "headings.yaml").read_text(encoding="utf-8")
    ).items()
}
CASES = [
    (report, layout, headings)
    for report, layouts in LAYOUTS.items()
    for layout, headings in layouts.items()
]
# A format's folder of fixtures bears the name of its module.
FIXTURES = sorted(
    path
    for path in HERE.glob("*/*.*")
    if not path.name.endswith(".expected.tsv") and path.suffix != ".py" and path.suffix != ".pyc"
)


def module_of(form: type[Report]) -> str:
    """The module a format is declared in, without its package."""
    return form.__module__.rsplit(".", 1)[-1]


def matching(headings: list[str]) -> list[type[Report]]:
    """The formats a line of headings satisfies, before any is preferred to another."""
    here = set(map(folded, headings))
    return [
        form
        for form in formats()
        if form.json is None
        and not here & set(map(folded, form.never))
        and any(all(group & here for group in way) for way in form.signatures())
    ]
