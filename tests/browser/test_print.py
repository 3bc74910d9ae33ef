"""A history on paper, A4 across: every column of every table on the sheet, and above them as of when it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from tests.browser.chromium import Watched
from tests.fakes.hub_thread import HubThread
from tests.unit.console.answers import set_all

WIDTH: Final = 1047
"""Of what is printed of A4 across within margins of 10 mm, at 96 dots an inch."""
OUTSIDE: Final = """() => [...document.querySelectorAll("main th, main td")].filter((cell) => {
  const box = cell.getBoundingClientRect();
  return box.width === 0 || box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5
    || cell.scrollWidth > cell.clientWidth + 1;
}).map((cell) => cell.innerText)"""
"""Cells that stand beyond the sheet, or whose text does."""
OUTCOME: Final = "Acquitted of all charges under section 265-K by the court of sessions at Lahore"


@contextmanager
def printed(window: Watched, as_of: str = "") -> Iterator[None]:
    """A history as a printer lays it out."""
    window.open("/history")
    window.page.select_option("#kind", "CNIC")
    window.page.fill("#number", "35202-1234567-1")
    if as_of:
        window.page.fill("#as_of", as_of)
    window.page.press("#number", "Enter")
    window.page.wait_for_selector("#found")
    window.page.set_viewport_size({"width": WIDTH, "height": 740})
    window.page.emulate_media(media="print")
    yield
    window.page.emulate_media(media="screen")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_column_is_on_the_sheet(window: Watched, hub: HubThread, language: str) -> None:
    set_all(hub, OUTCOME)
    window.login(language)
    with printed(window):
        assert window.page.evaluate(OUTSIDE) == []
        cells = window.page.locator("main .scroll >> nth=0").locator("tbody tr >> nth=0").locator("th, td").all()
        assert [cell.is_visible() for cell in cells] == [True] * 7
        assert cells[5].inner_text() == OUTCOME
        assert cells[6].inner_text() in {"no offence", "جرم نہیں"}
        assert not window.page.locator("nav").is_visible()
        assert not window.page.locator("#number").is_visible()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_history_as_of_a_day_says_so_above_its_tables(window: Watched, hub: HubThread, language: str) -> None:
    set_all(hub, "x")
    window.login(language)
    with printed(window, "2018-01-01"):
        note = window.page.locator("main .banner", has_text="2018-01-01").bounding_box()
        table = window.page.locator("main table >> nth=0").bounding_box()
        assert note
        assert table
        assert note["y"] + note["height"] <= table["y"]
