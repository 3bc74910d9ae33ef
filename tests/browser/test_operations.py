"""Pages of operations in Chromium, in both languages, by axe-core, and what is kept aside erased by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.console.pages.operations import NAMES
from tests.browser.chromium import Watched
from tests.fakes.console import RunningConsole, running_console
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.test_sync_quarantine import keep_two, own, with_records


@pytest.fixture(scope="module")
def console(hub: HubThread, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    node = own(hub.files, tmp_path_factory.mktemp("node"))
    node.chmod(0o700)
    with ThreadPoolExecutor(1) as beside:
        beside.submit(with_records, node, keep_two).result()
    with running_console(hub.profile(), node) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, language: str) -> None:
    window.login(language)
    for path in NAMES.values():
        window.open(path)
        assert window.page.locator("main table").count() > 0
        assert window.found_by_axe() == [], path


def test_the_keyboard_alone_erases_what_is_kept_aside(window: Watched) -> None:
    window.login()
    window.open(NAMES["quarantine"])
    window.page.focus("#item")
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Space")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.page.locator("#item option").all_inner_texts() == ["pk.hub 17"]
    assert window.found_by_axe() == []
