"""The pictures that are kept: every page has one in both languages, each can be read, and together they stay small."""

from __future__ import annotations

import struct
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.console.pages import PAGES
from tests.browser import pictures
from tests.browser.chromium import watched
from tests.browser.pictures import CONSOLES, FOLDER, HEIGHT, WIDTH, png, reduced, taken
from tests.browser.shots import ALBUMS, GO, NAMED, Shot
from tests.fakes.console import RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.shared import ROOT
from tests.unit.console.answers import PLAIN, set_all

LARGEST, ALL = 120_000, 6_000_000
"""Bytes of one, and of all."""
FILES = {"/proof"}
"""Addresses that give a file, and no page."""


def size(raw: bytes) -> tuple[int, int]:
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    wide, tall = struct.unpack(">II", raw[16:24])
    return wide, tall


def test_what_is_kept_is_what_is_photographed() -> None:
    kept = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(kept) == set(NAMED)
    assert len(NAMED) == len(set(NAMED))
    assert max(kept.values()) < LARGEST
    assert sum(kept.values()) < ALL


def test_each_has_its_width_and_is_cut() -> None:
    for path in FOLDER.iterdir():
        wide, tall = size(path.read_bytes())
        assert wide == WIDTH
        assert 0 < tall <= HEIGHT


def test_every_page_that_is_opened_by_its_address_has_a_picture() -> None:
    shown = {shot.path.partition("?")[0] for album in ALBUMS for shot in album.shots}
    plain = {page.path for page in PAGES if page.method == "GET" and "{" not in page.path}
    assert plain - shown == FILES
    assert {album.name for album in ALBUMS} == set(CONSOLES)


def test_readme_shows_three_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len([name for name in NAMED if f"(docs/pictures/{name})" in readme]) == 3


def test_a_picture_keeps_its_size_and_most_of_its_colours(browser: Browser, tmp_path: Path) -> None:
    palette, pixels = bytes([255, 255, 255, 0, 80, 140]), bytes([0, 1] * 8)
    raw = reduced(browser, png(4, 4, palette, pixels))
    assert size(raw) == (4, 4)
    page = browser.new_page()
    page.set_content(f'<img src="data:image/png;base64,{b64encode(raw).decode()}">')
    page.locator("img").evaluate("image => image.decode()")
    assert page.evaluate("document.querySelector('img').naturalWidth") == 4
    page.close()


@pytest.mark.parametrize(
    "shot",
    [Shot("absent", "/absent"), Shot("search", "/search", (("#number", "1"), ("main form button", GO)), status=201)],
)
def test_no_error_is_photographed_in_a_pages_place(
    browser: Browser, console: RunningConsole, hub: HubThread, shot: Shot
) -> None:
    set_all(hub, PLAIN)
    with watched(browser, console) as window:
        window.page.set_default_timeout(pictures.PAGE_MS)
        window.login()
        with pytest.raises(ValueError, match=shot.name):
            taken(window, shot)
        window.open("/")
