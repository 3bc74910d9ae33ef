"""Imports in Chromium, in both languages: by axe-core, and a file dropped, read and sent by keyboard and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.edge.call import Call
from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.console import RunningConsole, running_console
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import SUBMIT
from tests.unit.cli.test_import_file import PRISONS, SAMPLE
from tests.unit.console.test_imports import UPKEEP


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    held = tmp_path_factory.mktemp("feed") / "feed.db"
    with hub_thread(live.copied(tmp_path_factory.mktemp("imports")), (PRISONS,), (SUBMIT,)) as made:

        async def submit(_call: Call, raw: bytes) -> bytes:
            return await FeedHub(key_of(made.files, PRISONS, "page").public(), held).handle(raw)

        made.hub.bodies[SUBMIT] = submit
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile(PRISONS, contributes=True)) as made:
        yield made


def read(window: Watched, file: Path = SAMPLE) -> None:
    window.open("/imports")
    window.page.set_input_files("#file", file)
    window.page.select_option("#layout", "prison_register")
    window.click("main form button")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag_before_and_after_sending(window: Watched, language: str) -> None:
    window.login(language, **UPKEEP)
    window.open("/imports")
    assert window.found_by_axe() == []
    read(window)
    assert window.found_by_axe() == []
    window.click("#send ~ form button")
    assert window.found_by_axe() == []
    window.open("/imports")
    assert window.found_by_axe() == []


def test_a_file_that_is_dragged_onto_the_field_is_taken(window: Watched) -> None:
    """The browser's own field takes what is dropped on it: no script of ours has a part in it."""
    window.login(**UPKEEP)
    window.open("/imports")
    field = window.page.locator("#file").bounding_box()
    assert field is not None
    carried = {"items": [], "files": [str(SAMPLE)], "dragOperationsMask": 1}
    driver = window.page.context.new_cdp_session(window.page)
    for step in ("dragEnter", "dragOver", "drop"):
        at = {"x": field["x"] + 40, "y": field["y"] + 40}
        driver.send("Input.dispatchDragEvent", {"type": step, "data": carried, **at})
    assert window.page.evaluate("document.querySelector('#file').files[0].name") == "stays.csv"
    assert window.page.locator("main script").count() == 0


def test_the_keyboard_alone_sends_a_file(window: Watched) -> None:
    window.login(**UPKEEP)
    window.open("/imports")
    window.page.set_input_files("#file", SAMPLE)
    window.page.select_option("#layout", "prison_register")
    window.page.focus("#replaces")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.page.locator("#send ~ form button").focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.page.locator("#wrong").wait_for()
    assert window.page.locator("#send").count() == 0
