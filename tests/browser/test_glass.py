"""Broken glass in Chromium, in both languages: offered, broken by keyboard, in sight on each page, put aside."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Watched
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, HISTORY
from tests.unit.client.calls import honest
from tests.unit.console.test_glass import MINE, WORDS, gate, opens


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_refusal_leads_to_it_and_the_band_stands_on_each_page(window: Watched, hub: HubThread, language: str) -> None:
    honest(hub)
    given, cited = opens(hub, window.console), gate(hub)[HISTORY]
    window.login(language)
    window.open("/history")
    window.page.fill("#number", CNIC)
    window.click("main form:has(#number) button")
    assert window.found_by_axe() == []
    window.click("a[href='/glass?then=/history']")
    assert window.found_by_axe() == []
    window.page.focus("#justification")
    window.page.keyboard.type(WORDS)
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.click("main a[href='/history']")
    window.page.fill("#number", CNIC)
    window.click("main form:has(#number) button")
    assert MINE in window.page.locator("section.glass").inner_text()
    assert window.found_by_axe() == []
    window.click("section.glass button")
    assert window.page.locator("form[action='/glass/again']").count() == 1
    assert ([len(given), cited]) == [1, ["", MINE]]
