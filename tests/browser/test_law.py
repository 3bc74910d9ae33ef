"""Pages about dated law in Chromium, in both languages: by axe-core, and a charge check by keyboard alone."""

from __future__ import annotations

import pytest
from rabta.records.v1 import case_law_pb2 as law

from tests.browser.chromium import Watched
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import PERSON, answers
from tests.unit.console.answers import NAME, PLAIN, person
from tests.unit.console.test_charge_reason import WORDS, keeps
from tests.unit.console.test_law import CHILD_OF, set_law
from tests.unit.console.test_statements import set_reviews


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    set_law(hub, PLAIN)
    window.login(language)
    set_reviews(hub, PLAIN)
    for path in ("/law", "/law/statements", "/law/child", CHILD_OF, "/law/fit"):
        window.open(path)
        assert window.found_by_axe() == [], path
    window.page.select_option("#RECRUIT", "ALLEGED")
    window.click("main form button")
    assert window.page.locator("#found").count() == 1
    assert window.found_by_axe() == []
    given = keeps(hub)
    window.click("main a[href='/law/reason']")
    window.page.select_option("#kind", "ELEMENT_UNSUPPORTED")
    window.page.focus("#words")
    window.page.keyboard.type(WORDS)
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert len(given) == 1


def test_the_keyboard_alone_checks_what_is_charged(window: Watched, hub: HubThread) -> None:
    given = set_law(hub, "said")["FitCharges"]
    window.login()
    window.open("/law/fit")
    window.page.focus("#RECRUIT")
    window.page.keyboard.type("somebody")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.focus("main form button")
        window.page.keyboard.press("Enter")
    (sent,) = (law.FitChargesRequest.FromString(raw) for _, raw in given)
    assert [(each.word, each.how) for each in sent.said] == [("RECRUIT", law.STATED_HOW_ALLEGED)]


def test_from_a_person_to_the_laws_under_which_they_are_a_child(window: Watched, hub: HubThread) -> None:
    set_law(hub, PLAIN)
    hub.hub.bodies[PERSON] = answers(person(PLAIN))
    window.login()
    window.open(f"/person?record={NAME}")
    window.click('main a[href^="/law/child"]')
    assert window.page.input_value("#record") == NAME
    window.page.select_option("#as", "VICTIM")
    window.click("main form button")
    assert "Treat the person as a child." in window.page.inner_text("#content")
