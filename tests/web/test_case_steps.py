"""The steps of a case as forms: what was seen counts, and what was typed is not lost."""

from django.test import Client
from django.urls import reverse
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims.cases import care
from makewhole.claims.cases.drafting import draft
from makewhole.claims.models import Case


def one_case() -> Case:
    """A drafted case."""
    record(finding(1))
    return draft(owned_scope(), on=DAY).cases[0]


def send(browser: Client, case: Case, step: str, **form: object) -> str:
    """Send a step's form; gives the page that follows."""
    address = reverse("case_step", args=[case.pk, step])
    return browser.post(address, form, follow=True).content.decode()


def test_every_form_of_a_case_says_what_its_sender_saw(browser: Client) -> None:
    case = one_case()
    care.tag(owned_scope(), case.pk, "urgent")
    case.refresh_from_db()
    page = browser.get(reverse("case", args=[case.pk])).content.decode()
    forms = [part.split("</form>")[0] for part in page.split('<form method="post"')[1:]]
    steps = [form for form in forms if form.startswith(f' action="/cases/{case.pk}/')]
    without = [form for form in steps if f'name="version" value="{case.version}"' not in form]
    assert len(steps) >= 6
    beside = ("/confirm/", "/withdraw/", "/documents/")  # papers, which have no version
    assert [form for form in without if not any(name in form for name in beside)] == []


def test_of_two_browsers_the_second_is_told_and_loses_no_word(browser: Client) -> None:
    case = one_case()
    seen = case.version
    care.assign(owned_scope(), case.pk, "owner")
    words = "They said <b>no</b> & hung up"
    page = send(browser, case, "note", text=words, version=seen)
    assert "C-1 was changed meanwhile" in page
    assert case.messages.count() == 0
    assert 'value="They said &lt;b&gt;no&lt;/b&gt; &amp; hung up"' in page
    case.refresh_from_db()
    page = send(browser, case, "note", text=words, version=case.version)
    assert case.messages.get().text == words
    assert 'value="They said' not in page


def test_what_was_refused_stands_in_its_form_once(browser: Client) -> None:
    case = one_case()
    page = send(
        browser, case, "close", reason_text="not worth it", day="soon", version=case.version
    )
    assert "&quot;soon&quot; cannot be read" in page
    assert 'value="not worth it"' in page
    again = browser.get(reverse("case", args=[case.pk])).content.decode()
    assert "not worth it" not in again


def test_what_was_typed_into_one_case_does_not_appear_in_another(browser: Client) -> None:
    record(finding(1), finding(2))
    first, second = draft(owned_scope(), on=DAY).cases
    browser.post(reverse("case_step", args=[first.pk, "close"]), {"reason_text": "x1x", "day": "?"})
    assert "x1x" not in browser.get(reverse("case", args=[second.pk])).content.decode()
    assert "x1x" in browser.get(reverse("case", args=[first.pk])).content.decode()
