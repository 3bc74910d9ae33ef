"""The console's own pages in Chromium, in both languages: by axe-core, by keyboard, by what they ask and show."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Watched, watched
from tests.fakes.console import RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.console.answers import CASE, NAME, PLAIN, SCRIPT, set_all
from tests.unit.console.test_pairs import PATHS as PAIRS
from tests.unit.console.test_pairs import set_pairs

LANGUAGES = ("en", "ur")
GETS = (
    "/",
    "/reason",
    "/search",
    "/history",
    f"/person?record={NAME}",
    f"/record?name={NAME}",
    *PAIRS,
    f"/case?type=FIR&key={CASE[4:]}",
    "/absent",
)


def by_number(window: Watched, path: str) -> None:
    window.open(path)
    window.page.select_option("#kind", "CNIC")
    window.page.fill("#number", "35202-1234567-1")
    window.page.press("#number", "Enter")
    window.page.wait_for_selector("#found")


def by_name(window: Watched) -> None:
    window.open("/search")
    window.page.fill("#name", PLAIN)
    window.page.press("#name", "Enter")
    window.page.wait_for_selector("#found")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    set_all(hub, PLAIN)
    set_pairs(hub, PLAIN)
    window.login(language)
    for path in GETS:
        window.open(path)
        assert window.page.locator("html").get_attribute("lang") == (language if path != "/absent" else "en")
        assert window.found_by_axe() == [], path
    for path in ("/search", "/history"):
        by_number(window, path)
        assert window.found_by_axe() == [], path
    by_name(window)
    assert window.found_by_axe() == []
    window.leave()
    assert window.found_by_axe() == []


def test_axe_finds_what_is_broken(window: Watched) -> None:
    window.login()
    window.page.evaluate("document.querySelector('label, h1').parentElement.append(document.createElement('button'))")
    assert [found.partition(":")[0] for found in window.found_by_axe()] == ["button-name"]


def test_the_policy_stops_what_is_inline_and_the_watch_tells(browser: Browser, console: RunningConsole) -> None:
    with watched(browser, console) as window:
        window.open("/absent")
        window.page.evaluate(
            "document.body.append(Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/x'}))"
        )
        window.page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        window.page.wait_for_timeout(200)
        assert {text.split()[2] for text in window.violations} == {"img-src", "script-src-elem"}
        assert window.page.evaluate("window.ran") is None


def test_what_was_written_by_anybody_never_runs(window: Watched, hub: HubThread) -> None:
    set_all(hub, SCRIPT)
    set_pairs(hub, SCRIPT)
    window.login("ur")
    for path in GETS:
        window.open(path)
        assert "owned" not in window.page.title()
    by_name(window)
    for path in ("/search", "/history"):
        by_number(window, path)
        assert "owned" not in window.page.title()
        assert window.page.locator("main script, main img").count() == 0
        assert SCRIPT in (window.page.text_content("main") or "")


def test_the_keyboard_alone_asks_a_question(window: Watched, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    window.login()
    window.open("/search")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.className") == "skip"
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.id") == "kind"
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("35202-1234567-1")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("#found")


def test_everything_works_without_scripts(browser: Browser, console: RunningConsole, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    with watched(browser, console, scripts=False) as window:
        window.login("ur")
        by_number(window, "/history")
        window.click(f'a[href="/record?name={NAME}"] >> nth=0')
        assert PLAIN in (window.page.text_content("main") or "")


def test_urdu_runs_from_the_right_and_a_number_does_not_turn(window: Watched, hub: HubThread) -> None:
    """The dialled phone is read as it is written: each digit stands right of the one before."""
    set_all(hub, PLAIN)
    window.login("ur")
    by_number(window, "/search")
    phone = window.page.locator('bdi:text-is("0300-1234567")').first
    lefts = phone.evaluate(
        """(element) => [...element.textContent].map((_, at) => {
          const range = document.createRange();
          range.setStart(element.firstChild, at); range.setEnd(element.firstChild, at + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert lefts == sorted(lefts)
    heading = window.page.locator("h1").bounding_box()
    assert heading is not None
    assert window.page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    window.page.evaluate("document.fonts.ready")
    assert window.page.evaluate("[...document.fonts].filter((one) => one.status === 'loaded').length") > 0


def test_a_stolen_cookie_is_worth_nothing_in_another_browser(
    browser: Browser, console: RunningConsole, hub: HubThread
) -> None:
    set_all(hub, PLAIN)
    with watched(browser, console) as window:
        window.login()
        (cookie,) = window.page.context.cookies()
        assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
        thief = browser.new_context(user_agent="another")
        secure = console.origin.replace("http:", "https:")
        thief.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": secure, "secure": True}])
        assert len(thief.cookies(console.origin)) == 1
        page = thief.new_page()
        page.goto(f"{console.origin}/search")
        assert page.locator("#number").count() == 0
        thief.close()
        window.open("/search")
        assert window.page.locator("#number").count() == 0
