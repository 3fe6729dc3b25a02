"""Letters: every template, every language, no figure that no row shows."""

import os
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from tests.claims.letters.facts import facts, line, money_line

from makewhole.claims.handling import denial_steps
from makewhole.claims.letters.errors import (
    BuyerDataInLetter,
    LetterLacksFact,
    LetterNeedsStep,
    LetterStepUnknown,
    LetterUnfounded,
)
from makewhole.claims.letters.facts import CaseFacts, Paper, SetOff, figure
from makewhole.claims.letters.writing import LANGUAGES, STEPS, Letter, limits, write
from makewhole.policy import load_policy

_TEMPLATES = Path(str(files("makewhole.claims.letters").joinpath("templates")))
_GOLDEN = Path(__file__).parent / "golden"
_MONEY = ("fee_", "refund_", "settlement_", "reimb_undervalued", "reimb_approved_not_paid", "fbm_")
_KINDS = sorted((path.parent.parent.name, path.stem) for path in _TEMPLATES.glob("*/claim/*.txt"))


def _case(kind: str, **other: object) -> CaseFacts:
    lines = (money_line(),) if kind.startswith(_MONEY) else (line(),)
    return facts(*lines, claim_type=kind, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "kind"), _KINDS)
def test_every_claim_letter_is_whole_and_fits(language: str, kind: str) -> None:
    letter = write(_case(kind), "claim", language)
    assert letter.language == language and not letter.note
    _whole(letter)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", ["fc_lost", "fee_referral"])
def test_every_later_letter_is_whole_and_fits(language: str, step: str, kind: str) -> None:
    letter = write(_case(kind), step, language, points=["The box held 24 units."])
    assert letter.language == language
    _whole(letter)


def _whole(letter: Letter) -> None:
    assert letter.subject and len(letter.subject) <= limits()["subject"]
    assert len(letter.body) <= limits()["body"]
    for sign in ("{", "}", "None", "Undefined", "  \n\n\n"):
        assert sign not in letter.body and sign not in letter.subject
    assert letter.where and letter.confirm


@pytest.mark.parametrize(("language", "kind"), _KINDS)
def test_no_letter_holds_a_number_that_the_facts_do_not(language: str, kind: str) -> None:
    case = _case(kind)
    letter = write(case, "claim", language)
    known = repr(case).replace("datetime.date(", "")
    known += " ".join(str(each.event_date) for each in case.lines)
    known += f" {case.as_of} {case.set_off[0].day if case.set_off else ''} 2026-09-20"
    for number in re.findall(r"\d[\d.-]*\d|\d", letter.subject + letter.body):
        assert number in known, number


def test_every_language_has_the_same_letters_but_those_written_in_english_only() -> None:
    english = {kind for language, kind in _KINDS if language == "en"}
    held = {each: {kind for language, kind in _KINDS if language == each} for each in LANGUAGES}
    assert set(load_policy().claim_types) <= english
    assert {frozenset(held[each]) for each in LANGUAGES if each != "en"} == {frozenset(held["de"])}
    assert held["de"] < english


def test_every_language_has_the_same_words() -> None:
    held = {
        each: yaml.safe_load((_TEMPLATES / each / "words.yaml").read_text("utf-8"))
        for each in LANGUAGES
    }
    for words in held.values():
        assert set(words["table"]) == set(held["en"]["table"])
        assert set(words["roles"]) == set(held["en"]["roles"])
        assert all(words["table"].values()) and all(words["roles"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_read_as_they_were_last_read_by_a_person(language: str) -> None:
    two = (line(), line(finding_id="f2", reference_id="20078150000031", compensated=0, units=3,
                        amount=Decimal("37.50"), set_off=()))  # fmt: skip
    paper = Paper("invoice.pdf", "purchase_invoice", "0" * 64, 100)
    pages = [
        write(facts(*two, papers=(paper,)), "claim", language).text(),
        write(_case("reimb_undervalued"), "claim", language).text(),
        write(facts(*two), "appeal", language).text(),
        write(facts(*two), "re_evaluation", language).text(),
        write(facts(*two), "escalation", language).text(),
    ]
    text = re.sub(r"\+[0-9a-f]{12,}", "", "\n======\n".join(pages))
    file = _GOLDEN / f"{language}.txt"
    if os.environ.get("GOLDEN") == "write":
        _GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def test_a_letter_that_is_not_in_the_language_is_in_english_and_says_so() -> None:
    letter = write(_case("fbm_safet"), "claim", "ja")
    assert letter.language == "en"
    assert letter.note == "no text of this kind is in 'ja', so it is in English"


def test_a_missing_fact_is_told_and_nothing_is_written() -> None:
    with pytest.raises(LetterLacksFact) as error:
        write(facts(line(fnsku=None)))
    assert str(error.value) == (
        "C-7: the letter en/claim/fc_lost.txt needs a fact that no row shows (an id, day or figure "
        "that is empty), so it was not written. Read the report that holds it, audit again, then "
        "write the letter."
    )


def test_an_unknown_amount_is_never_written() -> None:
    with pytest.raises(LetterLacksFact, match="an amount that is not known"):
        write(facts(money_line(amount=None), claim_type="fee_referral"))


def test_units_without_a_proven_value_are_left_to_amazon_to_value() -> None:
    assert "25.00" not in write(facts()).body
    assert "We ask you to value the units by your policy." in write(facts()).body
    proven = write(facts(line(documented_unit_value=Decimal("12.50"))))
    assert "25.00" in proven.body and "value the units" not in proven.body


def test_what_was_set_off_is_named_with_day_and_id() -> None:
    body = write(facts()).body
    assert "- 1 unit found on 2026-09-20 (20078150000099)" in body
    none = write(facts(line(set_off=(), compensated=0, units=3))).body
    assert "show no found or returned unit and no reimbursement" in none


def test_a_payment_is_named_once_however_many_findings_it_closes() -> None:
    paid = SetOff("paid", 1, date(2026, 9, 25), "4410000016", "reimb.txt", 3)
    body = write(facts(line(set_off=(paid,)), line(finding_id="f2", set_off=(paid,)))).body
    assert body.count("4410000016") == 1


def test_a_long_case_keeps_within_the_form_and_leaves_rows_to_the_list() -> None:
    many = [line(finding_id=f"f{n}", reference_id=f"2007815000{n:04}") for n in range(60)]
    letter = write(facts(*many))
    assert len(letter.body) <= limits()["body"]
    assert letter.note.endswith("rows are only in the attached rows.csv")
    assert "rows.csv" in letter.attachments
    assert "120" in letter.body  # the sum is of all rows, shown or not


def test_control_signs_in_ids_cannot_break_the_letter() -> None:
    letter = write(facts(line(msku="A\nSubject: x")))
    assert letter.body.count("\nSubject:") == 0


def test_a_reply_needs_answers_and_numbers_them() -> None:
    with pytest.raises(LetterNeedsStep, match="no answer was given"):
        write(facts(), "reply")
    body = write(facts(), "reply", points=["24 units\nin one box", "Yes"]).body
    assert "1. 24 units in one box\n" in body and "2. Yes\n" in body


def test_buyers_addresses_never_go_out() -> None:
    with pytest.raises(BuyerDataInLetter) as error:
        write(facts(), "reply", points=["Ask jane@example.com"])
    assert str(error.value).startswith(
        "C-7: the letter would hold what looks like a person's address (jane@example.com), so it "
        "was not written."
    )


def test_a_letter_before_its_time_is_refused() -> None:
    with pytest.raises(LetterNeedsStep) as error:
        write(facts(denial_reason=""), "appeal")
    assert str(error.value) == (
        "C-7: a letter of the kind appeal was not written: no refusal has been noted. Note that "
        "step of the case first; `makewhole claim --help` shows how."
    )
    with pytest.raises(LetterStepUnknown, match="There is no letter 'threat'"):
        write(facts(), "threat")


def test_an_appeal_asks_only_for_what_is_not_paid_yet() -> None:
    assert "reimburse 1 unit" in write(facts(), "appeal").body
    with pytest.raises(LetterUnfounded, match="all that was asked for has been paid"):
        write(facts(paid_units=2), "appeal")


def test_money_is_shown_with_the_places_of_its_currency() -> None:
    assert figure(Decimal("1200.00"), "JPY") == "1200"
    assert figure(Decimal("0.1234"), "USD") == "0.1234"
    case = facts(money_line(amount=Decimal("1200.00")), claim_type="fee_referral", currency="JPY")
    assert "1200 JPY" in write(case, "claim", "ja").body


def test_a_refusal_in_amazons_own_words_is_not_put_into_ours() -> None:
    assert "The reason we understood" not in write(facts(denial_reason="other"), "appeal").body
    assert "understood: already reimbursed." in write(facts(), "appeal").body
    body = write(facts(denial_reason="no_box_photo"), "appeal", "de").body
    assert "no box photo" not in body and "verstanden" not in body


def test_every_coded_refusal_has_english_words() -> None:
    words = yaml.safe_load((_TEMPLATES / "en" / "words.yaml").read_text("utf-8"))
    assert set(words["denials"]) == set(denial_steps()) - {"other"}


def test_units_and_their_number_agree() -> None:
    assert "reimburse 2 units," in write(facts(), "claim").body
    one = line(units=1, compensated=2)
    assert (
        "1 unité non reçue" in write(facts(one, claim_type="inbound_short"), "claim", "fr").subject
    )
    assert "2 unidades no recibidas" in write(_case("inbound_short"), "claim", "es").subject


def test_an_escalation_says_what_came_and_what_was_decided() -> None:
    body = write(facts(), "escalation").body
    assert "is still open:" in body and "show a payment of 1 unit, 1.50 USD and nothing" in body
    silent = facts(decided_on=None, paid_units=0, paid_amount=Decimal(0))
    body = write(silent, "escalation").body
    assert "is open without a decision:" in body and "show no payment for it" in body


def test_a_case_taken_over_has_no_letter() -> None:
    with pytest.raises(LetterUnfounded, match="holds no finding of yours"):
        write(replace(facts(), lines=()))


def test_what_came_in_another_currency_is_said_and_never_taken_off() -> None:
    apart = facts(paid_amount=Decimal(0), paid_apart={"CAD": Decimal("17.00")})
    assert "show a payment of 1 unit, 17.00 CAD and nothing" in write(apart, "escalation").body
    with pytest.raises(LetterUnfounded) as error:
        write(apart, "re_evaluation")
    assert str(error.value) == (
        "C-7: a letter of the kind re_evaluation was not written: 17.00 CAD was paid, and what is "
        "missing in USD cannot be told from that; compare the two yourself, and write to Amazon in "
        "your own words where it was too little. `makewhole claim show C-7` lists the payments."
    )
    fees = facts(money_line(), paid_units=0, paid_apart={"CAD": Decimal("9.00")})
    with pytest.raises(LetterUnfounded, match=r"9\.00 CAD was paid"):
        write(fees, "escalation")


def test_a_re_evaluation_of_what_was_paid_in_full_is_refused() -> None:
    proven = line(documented_unit_value=Decimal("12.50"))
    paid = facts(proven, paid_units=2, paid_amount=Decimal("25.00"))
    with pytest.raises(LetterUnfounded, match="no less was paid than the records show"):
        write(paid, "re_evaluation")


@pytest.mark.parametrize(
    ("asked", "used", "note"),
    [
        ("DE", "de", ""),
        ("de_AT.UTF-8", "de", ""),
        ("ja-JP", "ja", ""),
        ("", "en", ""),
        ("pt", "en", "no text of this kind is in 'pt', so it is in English"),
        ("zh-CN", "en", "no text of this kind is in 'zh-CN', so it is in English"),
    ],
)
def test_an_unknown_language_is_said_and_a_known_one_is_known_however_written(
    asked: str, used: str, note: str
) -> None:
    letter = write(_case("fc_lost"), "claim", asked)
    assert (letter.language, letter.note) == (used, note)
    assert (f"Note: {note}" in letter.text()) == bool(note)
