"""What is wrong with a form is tied to the field that it is about, which has the focus; it is announced by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.fakes.console import REASON, Browser, RunningConsole

_FIELD = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"[^>]*aria-invalid="true"[^>]*>')


def wrong(page: str) -> list[str]:
    """Names of the fields that are said to be wrong, of which the first has the focus; each is tied to the alert."""
    found = [(each[1], each[0]) for each in _FIELD.finditer(page)]
    assert all('aria-describedby="wrong' in tag for _, tag in found)
    assert [" autofocus" in tag for _, tag in found] == [place == 0 for place in range(len(found))]
    assert page.count('id="wrong"') == page.count('<p id="wrong" role="alert">') == bool(found)
    return [name for name, _ in found]


@pytest.fixture
def browser(console: RunningConsole) -> Iterator[Browser]:
    made = console.browser()
    made.state()
    made.get("/")
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"purpose": "CURIOSITY"}, ["purpose"]),
        ({"legal_basis": "MLA_2020"}, ["legal_basis"]),
        ({"case_type": "MLA", "case_key": "1/2026"}, ["case_type"]),
        ({"case_key": "512"}, ["case_key"]),
        ({"legal_basis": "MLA_2020", "case_key": "//"}, ["legal_basis", "case_key"]),
        ({"second_basis": "NO_SUCH"}, ["second_basis"]),
    ],
)
def test_a_reason_that_is_none_says_which_field_is_wrong(
    browser: Browser, changes: dict[str, str], fields: list[str]
) -> None:
    for path, more in (("/reason", {}), ("/glass", {"justification": "a child is held in that house"})):
        answer = browser.post(path, REASON | more | changes)
        assert answer.status_code == 400
        assert wrong(answer.text) == fields
        assert wrong(browser.get(path).text) == []


def test_a_justification_that_is_too_short_is_tied_to_its_rule_and_its_error(browser: Browser) -> None:
    page = browser.post("/glass", REASON | {"justification": "short"}).text
    assert wrong(page) == ["justification"]
    assert 'aria-describedby="wrong justification-says"' in page
    assert 'aria-describedby="justification-says"' in browser.get("/glass").text


def test_an_error_that_is_a_page_of_its_own_is_an_alert_with_the_focus(browser: Browser) -> None:
    page = browser.post("/reason", {"csrf_token": "wrong"}).text
    assert '<div role="alert" tabindex="-1" autofocus>' in page
