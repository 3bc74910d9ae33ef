"""A protected person shown from a chart in Chromium, in both languages: from the table, by keyboard, and gone again."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Watched
from tests.fakes.hub_thread import HubThread
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_unmasking import holds


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_person_under_a_code_is_shown_on_a_page_of_its_own(window: Watched, hub: HubThread, language: str) -> None:
    answer_charts(hub)
    given = holds(hub)
    window.login(language)
    window.open("/network")
    window.page.select_option("#kind", "SUBJECT")
    window.page.fill("#number", ACCUSED.id)
    window.click("main form:has(#number) button")
    window.click("main form button")
    window.page.focus("a[href^='/network/unmask'] >> nth=0")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert given == []
    window.page.focus("main form button")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert "Saima Bibi" in window.page.inner_text("main")
    window.click("main a[href='/network']")
    assert "Saima" not in window.page.inner_text("body")
    assert len(given) == 1
