"""The days of a history over a real socket: a histogram of what is dated, and each line with when it happened."""

from __future__ import annotations

import re

from rabta.records.v1.record_pb2 import RECORD_KIND_PARTY, RecordVersion
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.tables.times import instant
from tests.fakes import live
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import HISTORY
from tests.unit.client.test_versions import history_of, page_of
from tests.unit.console.asked import answered

NUMBER = {"kind": "CNIC", "number": "35202-1234567-1"}


def asked(browser: Browser, hub: HubThread, day: str) -> str:
    """A history of records that their owner signed with this day."""
    made = history_of(page_of(live.PUNJAB, said=RecordVersion(record_id="r", kind=RECORD_KIND_PARTY, valid_from=day)))
    answered(hub, HISTORY, GetHistoryResponse(history=made))
    browser.state()
    browser.get("/history")
    return browser.post("/history", NUMBER).text


def test_each_line_says_when_it_was_and_the_days_are_counted(browser: Browser, hub: HubThread) -> None:
    page = asked(browser, hub, "2024-03-01")
    assert page.count("<rect ") == 1
    assert page.count("<tr data-event data-when=") == page.count("data-event") > 0
    start, end = instant("2024-03-01"), instant("2024-03-01", end_of_day=True)
    assert f'data-when="{start}-{end}"' in page
    assert re.search(r'<rect [^>]*data-since="2024-03-01"', page)
    assert 'action="/network/act"' not in page, "a history keeps no filter"


def test_what_has_no_day_is_there_on_all_days_and_makes_no_histogram(browser: Browser, hub: HubThread) -> None:
    page = asked(browser, hub, "2024")
    assert page.count("data-event") > 0
    assert page.count("data-when=") == page.count("<rect ") == 0
