"""Oversight's pages in Chromium, in both languages: by axe-core, and a review given by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.console.pages.claims import PATH as CLAIMS
from services.console.pages.log_entries import PATH as ENTRIES
from services.console.pages.oversight import LISTS
from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.console import RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import REVIEW
from tests.unit.console.test_claims import DECIDE, LIST, set_claims
from tests.unit.console.test_log_entries import put_entry, set_log
from tests.unit.console.test_overseen_pairs import METHODS as PAIR_METHODS
from tests.unit.console.test_overseen_pairs import PAIR, WHY, set_claimed
from tests.unit.console.test_overseen_pairs import PATHS as PAIRS
from tests.unit.console.test_oversight import METHODS, PURPOSE, all_lists
from tests.unit.console.test_pairs import DECIDE as PAIR_DECIDED


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(
        live.copied(tmp_path_factory.mktemp("oversight")), (live.OVERSIGHT,), (*METHODS, LIST, DECIDE, *PAIR_METHODS)
    ) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    first = hub.profile(live.OVERSIGHT)
    with running_console(first, second=second_profile(first)) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    all_lists(hub, "said")
    set_log(hub)
    set_claims(hub)
    set_claimed(hub)
    entries = (CLAIMS, ENTRIES, f"{ENTRIES}?start=0", f"{ENTRIES}/one?index={put_entry(hub)}")
    window.login(language, **PURPOSE)
    for path in ("/oversight", *(f"/oversight/{name}" for name in LISTS), *entries, *PAIRS):
        window.open(path)
        assert window.found_by_axe() == [], path


def test_the_keyboard_alone_reviews_a_session(window: Watched, hub: HubThread) -> None:
    given = all_lists(hub, "said")[REVIEW]
    window.login(**PURPOSE)
    window.open("/oversight/glass")
    window.page.focus("#verdict")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("life was at risk")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert len(given) == 1


def test_the_keyboard_alone_reads_an_entry(window: Watched, hub: HubThread) -> None:
    set_log(hub)
    index = put_entry(hub)
    window.login(**PURPOSE)
    window.open(ENTRIES)
    window.page.focus("#start")
    window.page.keyboard.press("Control+A")
    window.page.keyboard.type(str(index))
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.page.focus("main table a")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.page.locator("main table").count() == 2


def test_the_keyboard_alone_decides_a_claim_as_two(window: Watched, hub: HubThread) -> None:
    given = set_claims(hub)[DECIDE]
    window.login(**PURPOSE)
    window.open(CLAIMS)
    window.page.focus("#decision")
    for typed in ("", "the owner is silent", "", "officer-2"):
        window.page.keyboard.type(typed)
        window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert len(given) == 1


def test_the_keyboard_alone_decides_a_pair_as_two(window: Watched, hub: HubThread) -> None:
    given = set_claimed(hub)[PAIR_DECIDED]
    window.login(**PURPOSE)
    window.open(PAIR)
    window.page.focus("#sign")
    for typed in ("", WHY, "officer-2"):
        window.page.keyboard.type(typed)
        window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.found_by_axe() == []
    assert len(given) == 1
