"""The days of a history over a real socket: a histogram of what is dated, and each line with when it happened."""

from __future__ import annotations

import re

from services.tables.times import instant
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import HISTORY
from tests.unit.console.answers import PLAIN, history
from tests.unit.console.asked import answered

NUMBER = {"kind": "CNIC", "number": "35202-1234567-1"}


def page_of(browser: Browser, hub: HubThread, *days: str) -> str:
    made = history(PLAIN)
    for line, day in zip(made.history.timeline, days, strict=True):
        line.valid_from = day
    answered(hub, HISTORY, made)
    browser.state()
    browser.get("/history")
    return browser.post("/history", NUMBER).text


def test_each_line_says_when_it_was_and_the_days_are_counted(browser: Browser, hub: HubThread) -> None:
    page = page_of(browser, hub, "2024-03-01", "2024-03-04")
    assert page.count("<rect ") == 4
    assert page.count("<tr data-event data-when=") == 2
    start, end = instant("2024-03-01"), instant("2024-03-01", end_of_day=True)
    assert f'data-when="{start}-{end}"' in page
    assert re.search(r'<rect [^>]*data-since="2024-03-01"', page)
    assert 'action="/network/act"' not in page, "a history keeps no filter"


def test_what_has_no_day_is_there_on_all_days(browser: Browser, hub: HubThread) -> None:
    page = page_of(browser, hub, "2024", "2024-03-04")
    assert page.count("<rect ") == 1
    assert page.count("data-event") == 2
    assert page.count("data-when=") == 1


def test_a_history_without_a_day_has_no_histogram(browser: Browser, hub: HubThread) -> None:
    page = page_of(browser, hub, "", "2024")
    assert "<rect " not in page
    assert "data-brush" not in page
