"""Tables of a large chart over a real socket: all of it page by page, without a script, and each act from any page."""

from __future__ import annotations

import re

import pytest

from services.console.network import store
from services.console.pages import network, questions
from services.console.paging import ROWS
from services.values.network import Answer, ExpandResponse, KindCount, Node, NodeKey
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE
from tests.unit.console.network import drawn
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.sample import PHONE, row

NODES = 230
TAKE_AWAY = re.compile(r'action="/network/delete">.*?name="chart" value="([0-9a-f]{24})"')
ROW = re.compile(r'<tr id="node-([0-9a-f]{12})"')
WHY = re.compile(r"/network/why\?link=([0-9a-f]{12})")


@pytest.fixture
def large(browser: Browser, hub: HubThread) -> Browser:
    """An officer with a chart of 230 phones that call one another in a ring."""
    keys = [PHONE, *(NodeKey("PHONE", f"+92301{number:07d}") for number in range(1, NODES))]
    calls = tuple(row(f"c{at}", "CALLED", keys[at], keys[(at + 1) % NODES]) for at in range(NODES))
    answer_charts(hub)
    response = ExpandResponse((KindCount("CALLED", NODES, NODES),), Answer(tuple(map(Node, keys)), calls))
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(response)
    browser.state()
    browser.get("/network")
    given = {"kind": "PHONE", "number": PHONE.id}
    browser.post("/network/count", given)
    browser.post("/network/add", {**given, "edge_CALLED": "1", "limit": "500"})
    return browser


def test_all_pages_together_have_every_node_and_every_line(large: Browser) -> None:
    told = large.get("/network/chart").json()
    pages = [large.get(f"/network?nodes={number}&links={number}").text for number in (1, 2, 3)]
    nodes = [code for page in pages for code in ROW.findall(page)]
    assert nodes == told["nodes"]["id"]
    lines = [code for page in pages for code in WHY.findall(page)]
    assert len(lines) == len(set(lines)) == len(drawn.edges(told)) == NODES
    assert [len(ROW.findall(page)) for page in pages] == [ROWS, ROWS, 30]
    assert f'Nodes (<bdi dir="ltr">{NODES}</bdi>)' in pages[0]
    assert "Page 2 of 3" in pages[1]
    assert pages[1].count('aria-current="page"') == 3, "of the menu, and of both tables"


def test_a_chart_stays_open_at_its_page_when_something_is_done(large: Browser) -> None:
    (first, *_) = ROW.findall(large.get("/network?nodes=3").text)
    assert large.post("/network/act", {"act": "hide", "node": first}).status_code == 303
    after = ROW.findall(large.get("/network").text)
    assert len(after) == 29
    assert first not in after


def test_the_page_of_a_node_is_found_by_its_code(large: Browser) -> None:
    codes = large.get("/network/chart").json()["nodes"]["id"]
    for place in (0, ROWS - 1, ROWS, NODES - 1):
        assert codes[place] in ROW.findall(large.get(f"/network?node={codes[place]}").text)
    assert ROW.findall(large.get("/network?node=000000000000").text) == codes[2 * ROWS :], "no such node turns no page"


def test_paths_between_any_two_nodes_are_asked_for_on_a_page_of_their_own(large: Browser) -> None:
    page = large.get("/network").text
    assert 'href="/network/paths"' in page
    assert '<select id="start"' not in page
    form = large.get("/network/paths").text
    codes = large.get("/network/chart").json()["nodes"]["id"]
    assert all(form.count(f'<option value="{code}">') == 5 for code in codes)


def test_a_page_has_one_form_an_act_however_many_nodes_there_are(large: Browser) -> None:
    page = large.get("/network").text
    assert page.count('action="/network/count"') == 2, "a number, or a node"
    assert page.count('data-act="hide"') == ROWS
    assert page.count('form="of-path"') in (ROWS - 1, ROWS), "of no node to itself"


def test_kept_charts_come_page_by_page_and_are_taken_away(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "KEPT", 2)
    browser.state()
    while found := TAKE_AWAY.search(browser.get("/network").text):  # what tests before left with this officer
        browser.post("/network/delete", {"chart": found[1]})
    for number in range(3):
        browser.post("/network/keep", {"name": f"chart {number}"})
    first, second = (browser.get(f"/network?kept={number}").text for number in (1, 2))
    assert [re.findall(r'<section aria-label="(chart \d)"', page) for page in (first, second)] == [
        ["chart 0", "chart 1"],
        ["chart 2"],
    ]
    last = TAKE_AWAY.search(second)
    assert last
    assert browser.post("/network/delete", {"chart": last[1]}).headers["location"] == "/network"
    assert "chart 2" not in browser.get("/network?kept=2").text
    assert browser.post("/network/delete", {"chart": last[1]}).status_code == 404


def test_kept_questions_come_page_by_page_with_the_words_that_were_looked_for(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "KEPT", 2)
    browser.state()
    for name in ("lane a", "lane b", "lane c", "else"):
        kept = browser.post("/questions/keep", {"phrase": "history", "name": name, "tags": "", "bare": "1"})
        assert kept.status_code == 303, kept.text
    first = browser.post("/questions", {"words": "lane"}).text
    assert "Page 1 of 2" in first
    assert '<input type="hidden" name="words" value="lane">' in first
    second = browser.post("/questions", {"words": "lane", "page": "2"}).text
    assert "Page 2 of 2" in second
    assert [page.count('<th scope="row"><a href="/questions/') for page in (first, second)] == [2, 1]


def test_an_officer_who_keeps_enough_is_told_so(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHARTS", 0)
    browser.state()
    browser.get("/network")
    told = browser.post("/network/keep", {"name": "one"})
    assert told.status_code == 409
    assert "Take something away first" in told.text
