"""The page of movements over a real socket: what it asks, what it shows, and that no number stands in an address."""

from __future__ import annotations

import pytest
from rabta.linkage.v1 import graph_pb2, question_pb2

from services.values.encoding import NETWORK
from services.values.network import Cut, TimelineResponse
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE
from tests.unit.console.asked import answered, seen
from tests.unit.console.network.test_movements import ANSWER

METHOD = f"{LINKAGE}/Timeline"


def asking(browser: Browser, kind: str = "CNIC", number: str = "35202-1234567-1") -> str:
    browser.state()
    browser.get("/movements")
    return browser.post("/movements", {"kind": kind, "number": number}).text


def test_it_asks_for_where_somebody_was_and_shows_it_in_order(browser: Browser, hub: HubThread) -> None:
    given = answered(hub, METHOD, NETWORK.to_message(TimelineResponse(ANSWER)))
    page = asking(browser)
    (sent,) = (question_pb2.TimelineRequest.FromString(raw) for _, raw in given)
    assert list(sent.frame.edge_kinds) == [graph_pb2.EDGE_KIND_TRAVELLED, graph_pb2.EDGE_KIND_CAMPED_AT]
    said = seen(page)
    assert said.index("TAFTAN") < said.index("DXB") < said.index("TORKHAM")
    assert page.count("data-event") == 4
    assert "rabta net events CNIC:- --edge travelled --edge camped_at" in page
    assert "3520212345671" not in page


def test_what_was_cut_and_that_there_is_nothing_is_said(browser: Browser, hub: HubThread) -> None:
    cut = TimelineResponse(ANSWER.__class__(cuts=(Cut("edges", 500, 700),)))
    answered(hub, METHOD, NETWORK.to_message(cut))
    page = seen(asking(browser, "PHONE", "0300 1234567"))
    assert "500 of 700" in page
    assert "Nothing" in page


@pytest.mark.parametrize(("kind", "number"), [("CNIC", "1"), ("IBAN", "PK36SCBL0000001123456702"), ("", "")])
def test_what_is_no_number_of_a_traveller_is_refused(browser: Browser, hub: HubThread, kind: str, number: str) -> None:
    given = answered(hub, METHOD, NETWORK.to_message(TimelineResponse(ANSWER)))
    assert "There is no node of that kind and number." in asking(browser, kind, number)
    assert given == []


def test_it_is_said_in_urdu(browser: Browser, hub: HubThread) -> None:
    answered(hub, METHOD, NETWORK.to_message(TimelineResponse(ANSWER)))
    asking(browser)
    browser.post("/language", {"language": "ur", "then": "/movements"})
    page = browser.post("/movements", {"kind": "CNIC", "number": "35202-1234567-1"}).text
    assert "نقل و حرکت" in page
    assert "غلام رسول" in page
