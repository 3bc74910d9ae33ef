"""Where a page has the focus as it comes: at its heading after an act or a question, at a fault before that, else nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markupsafe import Markup

from services.console.render import headed
from tests.fakes.console import REASON, Browser, RunningConsole

HEADED = '<h1 tabindex="-1" autofocus>'


@pytest.fixture
def browser(console: RunningConsole) -> Iterator[Browser]:
    made = console.browser()
    made.login()
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def test_the_first_page_of_a_session_has_it_and_the_next_begins_at_its_top(browser: Browser) -> None:
    assert HEADED not in browser.get("/").text, "the login was answered before"
    assert "<h1>" in browser.get("/reason").text


def test_the_page_after_an_act_has_it_once(browser: Browser) -> None:
    assert browser.post("/reason", REASON).status_code == 303
    assert browser.get("/").text.count(HEADED) == 1
    assert HEADED not in browser.get("/").text


def test_what_answers_a_form_or_a_query_has_it(browser: Browser) -> None:
    browser.post("/reason", REASON)
    browser.get("/")
    assert HEADED in browser.get("/questions?words=none").text
    assert HEADED not in browser.get("/questions").text
    assert HEADED in browser.post("/leave").text, "of somebody who has no session any more"
    browser.login()


def test_a_fault_has_it_alone(browser: Browser) -> None:
    page = browser.post("/reason", REASON | {"case_key": "512"}).text
    assert HEADED not in page
    assert page.count(" autofocus") == 1
    assert HEADED not in browser.get("/").text, "no act was done"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("<h1>one</h1><h1>two</h1>", HEADED),
        ("<p>none</p>", "<p>"),
        ('<h1>x</h1><p tabindex="-1" autofocus>y</p>', "<h1>"),
        ('<h1>x</h1><select id="a" required\nautofocus >', "<h1>"),
        ('<h1>x</h1><p aria-label="an autofocus >"> autofocus </p>', HEADED),
    ],
)
def test_one_thing_at_most_asks_for_it_and_no_word_that_somebody_wrote(text: str, where: str) -> None:
    made = headed(Markup(text))
    assert isinstance(made, Markup)
    assert made.startswith(where)
    assert made.count(HEADED) == int(where == HEADED)
