"""Chromium, once for the tests of this folder, and a console of a hub that answers honestly, once for those of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Watched, chromium, watched
from tests.fakes import live
from tests.fakes.console import RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import RECORDS


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed before the tests of another folder, as its loop holds the thread: none of those could run a loop."""
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("console")), (live.FIA,), RECORDS) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made:
        yield made


@pytest.fixture
def window(browser: Browser, console: RunningConsole) -> Iterator[Watched]:
    """A window that nobody used before; by its end it asked no other host, broke no rule and threw nothing."""
    with watched(browser, console) as made:
        yield made
    assert made.elsewhere == []
    assert made.violations == []
    assert made.errors == []
