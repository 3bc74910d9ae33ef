"""Broken glass that waits for oversight or for a second person, and what its form says not to write."""

from __future__ import annotations

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WAITING

from services.listing.glass import WRITE_NOT
from tests.fakes.console import Browser, RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import HISTORY, OPEN_GLASS, SECOND_GLASS
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_glass import AGAIN, ASKED, BREAK, FOUR_HOURS, HOUR_MS, MINE, WORDS, banner, gate, opens


@pytest.fixture
def officer(browser: Browser) -> Browser:
    browser.state()
    browser.get("/")
    return browser


@pytest.mark.parametrize(("language", "place"), [("en", 0), ("ur", 1)])
def test_the_form_says_what_not_to_write(officer: Browser, language: str, place: int) -> None:
    officer.post("/language", {"language": language, "then": "/"})
    assert WRITE_NOT[place] in seen(officer.get("/glass").text)


def test_what_waits_is_cited_by_nothing_and_the_same_form_asks_how_it_stands(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    cited = gate(hub)[HISTORY]
    waits = pb.OpenBreakGlassResponse(break_glass=MINE, expires_ms=1, state=BREAK_GLASS_STATE_WAITING)
    given = answered(hub, OPEN_GLASS, waits)
    page = officer.post("/glass", BREAK).text
    assert "consent, and nothing can be read under it yet" in seen(page)
    assert banner(page) == ""
    assert f'name="request_id" value="{BREAK["request_id"]}"' in page
    assert WORDS in seen(page), "the form is sent again as it is"
    assert officer.post("/history", ASKED).status_code == 403
    opens(hub, console)
    assert MINE in banner(officer.post("/glass", BREAK).text)
    assert officer.post("/history", ASKED).status_code == 200
    assert cited == ["", MINE]
    assert len({raw for _, raw in given}) == 1


def test_the_band_counts_the_minutes_in_which_a_second_person_must_join(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    now = console.now_ms()
    stands = pb.OpenBreakGlassResponse(
        break_glass=MINE, expires_ms=now + FOUR_HOURS, state=BREAK_GLASS_STATE_OPEN, second_until_ms=now + HOUR_MS
    )
    answered(hub, OPEN_GLASS, stands)
    assert "It ends in 60 min unless an officer of another agency joins" in banner(officer.post("/glass", BREAK).text)
    console.offset_ms = 14 * 60_000
    assert "It ends in 46 min" in banner(officer.get("/").text)


def test_an_officer_joins_another_agencys_session(officer: Browser, hub: HubThread) -> None:
    given = answered(hub, SECOND_GLASS, pb.SecondBreakGlassResponse(state=BREAK_GLASS_STATE_OPEN))
    assert 'action="/glass/second"' in officer.get("/glass").text
    said = seen(officer.post("/glass/second", {"session": AGAIN}).text)
    assert [pb.SecondBreakGlassRequest.FromString(raw).break_glass for _, raw in given] == [AGAIN]
    assert f"rabta break-glass second {AGAIN}" in said
    for wrong in ("", "x" * 65, "bg\n1"):
        assert officer.post("/glass/second", {"session": wrong}).status_code == 400
    assert len(given) == 1
