"""`makewhole policy`: what it prints, for people and for programs."""

import json
from pathlib import Path

import pytest

from makewhole.cli.main import run


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints; it must end well."""
    with pytest.raises(SystemExit) as ended:
        run(["policy", *words])
    assert ended.value.code in (0, None)
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    """What a command prints for programs."""
    text = printed(capsys, *words, "--format", "json")
    return [json.loads(line) for line in text.splitlines()]


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The message of a call that cannot be carried out."""
    with pytest.raises(SystemExit) as ended:
        run(["policy", *words])
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_show_says_what_is_in_force_since_when_and_who_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "show", "window.fc_ops", "--on", "2026-11-21", "--marketplace", "US")
    assert (
        "In force in US on 2026-11-21: close_after_days=60 (from 2024-10-23, confidence high)."
        in text
    )
    assert "as far back as the sources go to 2024-10-22, US\n    close_after_months=18" in text
    assert "https://sellercentral.amazon.com/" in text


def test_show_for_programs_marks_the_version_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "show", "window.fc_ops", "--on", "2024-10-22", "--marketplace", "US")
    assert [row["in_force_in"] for row in found] == [["US"], []]
    assert found[0]["value"] == {"open_after_days": None, "close_after_months": 18}


def test_britain_is_uk(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "show", "cap.unit", "--marketplace", "gb")[0]["in_force_in"] == ["UK"]


def test_show_says_so_where_nothing_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "show", "cap.safet_order", "--marketplace", "JP", "--on", "2026-01-01")
    assert "cap.safet_order has no value for JP on 2026-01-01" in text


def test_show_of_a_claim_type_gives_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Unit lost in a fulfilment centre" in printed(capsys, "show", "fc_lost")
    assert rows(capsys, "show", "fc_lost")[0]["window"] == "window.fc_ops"


def test_an_unknown_name_is_refused_with_the_closest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Closest: window.fc_ops" in refused(capsys, "show", "window.fc_opps")


def test_an_unknown_store_or_a_day_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "'ZZ' is not the code" in refused(capsys, "show", "cap.unit", "--marketplace", "ZZ")
    assert "--on" in refused(capsys, "show", "cap.unit", "--on", "soon")


def test_list_takes_a_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "list", "window.removal")
    assert [row["key"] for row in found] == ["window.removal_lost", "window.removal_other"]


def test_gaps_of_one_store(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "gaps", "--marketplace", "CA", "--on", "2026-11-21")
    assert ("window.fc_ops", "assumed") in {(row["key"], row["kind"]) for row in found}


def test_sources_of_a_value_and_of_a_claim_type(capsys: pytest.CaptureFixture[str]) -> None:
    for key in ("window.fc_ops", "fc_lost"):
        assert all(str(row["href"]).startswith("http") for row in rows(capsys, "sources", key))


def test_precedence_tells_every_pair_of_a_type(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "precedence", "--claim-type", "refund_over_charge")
    assert len(found) == len(rows(capsys, "precedence", "--claim-type", "fc_lost"))
    assert {
        "first": "refund_quantity_excess",
        "second": "refund_over_charge",
        "relation": "yields",
        "ids": ["order_id", "msku"],
        "because": "the same excess, with its cause",
    } in found


def test_dates_of_ones_own_are_taken_from_the_folder_of_the_settings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "window").mkdir()
    (tmp_path / "form.yaml").write_text("form: 2\n", encoding="utf-8")
    (tmp_path / "window" / "fc_ops.yaml").write_text(
        "values:\n- {from: 2027-01-01, marketplaces: [US], close_after_days: 45, confidence: high,"
        " note: letter of 1 December, sources: []}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("MAKEWHOLE_POLICY_DIR", str(tmp_path))
    text = printed(capsys, "show", "window.fc_ops", "--on", "2027-01-01", "--marketplace", "US")
    assert "close_after_days=45 (from 2027-01-01" in text
