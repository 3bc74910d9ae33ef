"""Pages of kept questions in Chromium, in both languages: by axe-core, and kept and asked again by keyboard alone."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Watched
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC
from tests.unit.console.answers import PLAIN, set_all


def asked(window: Watched, language: str = "en") -> None:
    """A history, of which the form that keeps is open."""
    window.login(language)
    window.open("/history")
    window.page.select_option("#kind", "CNIC")
    window.page.fill("#number", CNIC)
    window.page.press("#number", "Enter")
    window.page.wait_for_selector("#found")
    window.page.focus("main > details summary")
    window.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    set_all(hub, PLAIN)
    asked(window, language)
    assert window.found_by_axe() == []
    window.page.fill("#keep-name", PLAIN)
    window.click("form[action='/questions/keep'] button")
    assert window.found_by_axe() == []
    window.page.fill("#officer", "officer-2")
    window.click("form[action$='/share'] button")
    assert window.found_by_axe() == []
    window.click("form[action$='/take-back'] button")
    assert window.page.locator("form[action$='/take-back']").count() == 0
    window.open("/questions")
    assert window.found_by_axe() == []


def test_the_keyboard_alone_keeps_a_question_and_asks_it_again(window: Watched, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    asked(window)
    keys = window.page.keyboard
    keys.press("Tab")
    keys.type("Bearer")
    keys.press("Tab")
    keys.type("van")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert window.page.inner_text("h1") == "Bearer"
    window.page.focus("#of-known_at")
    keys.press("Tab")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert window.page.locator("#found").count() == 1
