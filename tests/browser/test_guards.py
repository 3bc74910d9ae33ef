"""The prosecutor's queue, and what desks were told of, in Chromium, in both languages: by axe-core, and read and decided by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.console import RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.console.test_guards import DECIDE, LIST, TRIAL, set_guards
from tests.unit.console.test_told_guards import PATH, TOLD, set_told


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(
        live.copied(tmp_path_factory.mktemp("guards")), (live.FIA, live.OVERSIGHT), (LIST, DECIDE, TOLD)
    ) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile(), second=second_profile(hub.profile(live.OVERSIGHT))) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_keyboard_alone_reads_and_decides_and_no_rule_of_wcag_is_broken(
    window: Watched, hub: HubThread, language: str
) -> None:
    given = set_guards(hub)
    window.login(language, **TRIAL)
    window.open("/guards")
    assert window.found_by_axe() == []
    keys = window.page.keyboard
    window.page.focus("#second-reads")
    keys.type("officer-2")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert window.found_by_axe() == []
    assert "/guards" in window.page.url
    assert "R-AAAA" not in window.page.url
    window.page.focus("#reason")
    keys.type("they were made to carry it")
    keys.press("Tab")
    keys.type("officer-2")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert window.found_by_axe() == []
    assert [len(given[method]) for method in (LIST, DECIDE)] == [1, 1]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_a_desk_was_told_is_read_by_keyboard_alone(window: Watched, hub: HubThread, language: str) -> None:
    given = set_told(hub)
    window.login(language, **TRIAL)
    window.open("/guards")
    window.click(f"main a[href='{PATH}']")
    assert window.found_by_axe() == []
    window.page.focus("#second-reads")
    window.page.keyboard.type("officer-2")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert window.page.locator("#found").count() == 1
    assert len(given) == 1
