"""Which fulfilment centre a finding's own event happened in, as its evidence rows say."""

from makewhole.web.reading import results


def findings_at(place: str) -> list[str]:
    """The ids of findings whose events happened in a fulfilment centre."""
    found = results.rows(
        "places", "select distinct finding_id from {table} where place = ?", [place]
    )
    return [row["finding_id"] for row in found]


def places() -> list[str]:
    """Every fulfilment centre named in a finding's evidence."""
    found = results.rows("places", "select distinct place from {table} order by place")
    return [row["place"] for row in found]


def place_of(finding_id: str) -> str:
    """Where one finding's event happened; empty where no row says."""
    found = results.rows(
        "places", "select min(place) as place from {table} where finding_id = ?", [finding_id]
    )
    return str(found[0]["place"] or "") if found else ""
