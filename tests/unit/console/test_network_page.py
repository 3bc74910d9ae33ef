"""The link chart's pages over a real socket, without a script: built, filtered, kept, exported, and what strangers try."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from rabta.linkage.v1 import question_pb2

from services.console.network.words import NETWORK
from services.values.encoding import NETWORK as NETWORK_WIRE
from services.values.network import Answer, ExpandResponse, TraceMoneyResponse
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import OFFICER, HubThread
from tests.unit.cli.rabta import LINKAGE, answers
from tests.unit.console.asked import answered
from tests.unit.console.network import drawn
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.sample import ACCUSED, ANSWERS, AROUND, PATHS, VICTIM_SAYS

ROUTES = ("Expand", "ShortestPaths", "WhyLinked")
_BUTTON = re.compile(r'data-act="(?P<act>\w+)" data-node="(?P<node>[0-9a-f]+)" aria-label="[^:]+: (?P<label>[^"]+)"')


@pytest.fixture
def charting(browser: Browser, hub: HubThread) -> Browser:
    """An officer with a purpose and an empty chart, at a hub that knows the case of the sample."""
    answer_charts(hub)
    assert browser.state().status_code == 303
    browser.get("/network")
    return browser


def asked(hub: HubThread) -> list[str]:
    return [method.rpartition("/")[2] for method in map(str, hub.hub.ran) if method.rpartition("/")[2] in ROUTES]


def start(browser: Browser) -> str:
    """The page of a chart with what is next to a record."""
    given = {"kind": "SUBJECT", "number": ACCUSED.id}
    counted = browser.post("/network/count", given)
    assert counted.status_code == 200, counted.text
    added = browser.post("/network/add", {**given, "edge_CALLED": "1", "limit": "50"})
    assert (added.status_code, added.headers["location"]) == (303, "/network")
    return browser.get("/network").text


def codes(page: str) -> dict[str, str]:
    """Nodes of the page by what they are called."""
    found = [one for one in _BUTTON.finditer(page) if one["act"] == "hide"]
    return {html.unescape(one["label"]): one["node"] for one in found}


def chart(browser: Browser) -> Any:
    answer = browser.get("/network/chart")
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_counts_come_first_and_nothing_is_on_the_chart_before(charting: Browser, hub: HubThread) -> None:
    page = charting.post("/network/count", {"kind": "PHONE", "number": "0300 1234567"})
    assert '<label for="edge_CALLED">called</label>' in page.text
    assert '<bdi dir="ltr">1318</bdi>' in page.text
    assert "PHONE:-" in page.text
    assert "+923001234567" not in page.text
    assert (drawn.nodes(empty := chart(charting)), drawn.edges(empty), empty["focus"]) == ([], [], "")
    assert charting.get("/network/count").headers["location"] == "/network"
    assert asked(hub) == ["Expand"]


def test_a_chart_is_a_table_with_what_was_left_out(charting: Browser) -> None:
    page = start(charting)
    assert "Ghulam Rasool" in codes(page)
    assert "Shown " in page
    assert "1,318" in page
    assert "6 \u00d7 Phone" in page
    assert f"rabta net expand {ACCUSED.id} --edge called --limit 50" in html.unescape(page)
    shown = chart(charting)
    assert shown["focus"] == codes(page)["Ghulam Rasool"]
    assert "\ufffd" not in page
    nodes = drawn.nodes(shown)
    assert len(nodes) == page.count('<tr id="node-')
    assert all(f'id="node-{node["id"]}"' in page for node in nodes)
    assert {"Ghulam Rasool, Person, 1 links"} <= {node["said"].replace("2 links", "1 links") for node in nodes}


def test_the_protected_are_nowhere_on_any_page(charting: Browser) -> None:
    page = start(charting)
    link = re.search(r"/network/why\?link=[0-9a-f]+", page)
    assert link
    said = [page, json.dumps(chart(charting), ensure_ascii=False), charting.get(link[0]).text]
    assert all(each not in text for text in said for each in VICTIM_SAYS)
    assert "protected person" in page


def test_acts_are_done_and_undone_without_asking(charting: Browser, hub: HubThread) -> None:
    page = start(charting)
    first, before = chart(charting), len(asked(hub))
    for fields in (
        {"act": "hide", "node": codes(page)["Ghulam Rasool"]},
        {"act": "filter", "choice": "kind=CALLED"},
        {"act": "filter", "field": "since", "value": "2026-02-27"},
        {"act": "ungroup"},
        {"act": "spread"},
        {"act": "arrange"},
        {"act": "move", "node": codes(page)["+923001234567"], "x": "77", "y": "-5"},
    ):
        before_this = chart(charting)
        assert charting.post("/network/act", fields).status_code == 303
        assert fields["act"] in ("spread", "arrange") or chart(charting) != before_this, fields
    page = charting.get("/network").text
    assert "Remove the filter Kind of link called" in page
    assert "rows are held back" in page
    for _ in range(7):
        charting.post("/network/act", {"act": "undo"})
    assert chart(charting) == first
    for _ in range(7):
        charting.post("/network/act", {"act": "redo"})
    assert charting.get("/network").text == page
    charting.post("/network/act", {"act": "unfilter", "field": "kind", "value": "CALLED"})
    assert "Remove the filter Kind of link" not in charting.get("/network").text
    assert len(asked(hub)) == before


def test_paths_go_from_node_to_node(charting: Browser, hub: HubThread) -> None:
    page = start(charting)
    at = codes(page)
    fields = {
        "start": at["Ghulam Rasool"],
        "end": at["+923001234567"],
        "avoid": at["protected person"],
        "way": "shortest",
    }
    assert charting.post("/network/paths", fields).status_code == 303
    assert asked(hub)[-1] == "ShortestPaths"
    page = charting.get("/network").text
    assert "How they are connected" in page
    assert "transferred" in page


def test_shortest_paths_avoid_several_nodes_and_have_alternatives(charting: Browser, hub: HubThread) -> None:
    given = answered(hub, f"{LINKAGE}/ShortestPaths", NETWORK_WIRE.to_message(ANSWERS[PATHS]))
    at = codes(start(charting))
    fields = {
        "start": at["Ghulam Rasool"],
        "end": at["+923001234567"],
        "avoid": at["protected person"],
        "avoid_3": at["+923001234567"],
        "paths": "7",
        "way": "shortest",
    }
    assert charting.post("/network/paths", fields).status_code == 303
    (sent,) = (question_pb2.ShortestPathsRequest.FromString(raw) for _, raw in given)
    assert (sent.paths, len(sent.avoid)) == (7, 2)
    assert "--paths 7" in charting.get("/network").text


@pytest.mark.parametrize("field", ["paths", "gap_days", "least", "most"])
@pytest.mark.parametrize("value", ["-1", "1e3", "99999", "x", "١"])
def test_what_is_no_figure_is_told(charting: Browser, hub: HubThread, field: str, value: str) -> None:
    at = codes(start(charting))
    before = len(asked(hub))
    way = "shortest" if field == "paths" else "forward"
    fields = {"start": at["Ghulam Rasool"], "end": at["+923001234567"], "way": way, field: value}
    assert charting.post("/network/paths", fields).status_code == 400
    assert len(asked(hub)) == before


def test_money_goes_to_a_node_within_a_band(charting: Browser, hub: HubThread) -> None:
    method = f"{LINKAGE}/TraceMoney"
    given = answered(hub, method, NETWORK_WIRE.to_message(TraceMoneyResponse(answer=Answer())))
    at = codes(start(charting))
    fields = {"start": at["Ghulam Rasool"], "end": at["+923001234567"], "way": "forward"}
    charting.post("/network/paths", fields | {"gap_days": "7", "least": "90", "most": "110"})
    (sent,) = (question_pb2.TraceMoneyRequest.FromString(raw) for _, raw in given)
    assert (sent.max_gap_ms, sent.least_bp, sent.most_bp) == (7 * 86_400_000, 9_000, 11_000)
    page = charting.get("/network").text
    assert "No path comes to that node" in page
    assert "--max-gap-hours 168" in page


def test_days_of_the_histogram_are_kept_as_filters_in_one_step(charting: Browser) -> None:
    page = start(charting)
    assert page.count("<rect ") == 6
    first = chart(charting)
    charting.post("/network/act", {"act": "between", "since": "2026-02-26", "until": "2026-02-27"})
    page = charting.get("/network").text
    assert "Remove the filter Since 2026-02-26" in page
    assert "Remove the filter Until 2026-02-27" in page
    assert page.count("<rect ") == 2
    charting.post("/network/act", {"act": "undo"})
    assert chart(charting) == first
    assert charting.post("/network/act", {"act": "between", "since": "yesterday"}).status_code == 400


def test_why_shows_each_row_with_its_source(charting: Browser) -> None:
    page = start(charting)
    link = re.search(r"/network/why\?link=[0-9a-f]+", page)
    assert link
    shown = charting.get(link[0])
    assert shown.status_code == 200
    assert "feeds/calls/c1" in shown.text
    assert "rabta net why " in shown.text
    assert charting.get("/network/why?link=0000").status_code == 400


@pytest.mark.parametrize("word", ["svg", "csv", "graphml", "anx", "pdf", "png", "ftm"])
def test_a_file_is_an_attachment_and_asks_again(charting: Browser, hub: HubThread, word: str) -> None:
    start(charting)
    before = len(asked(hub))
    answer = charting.get(f"/network/export/{word}/names")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="rabta-chart.')
    assert answer.headers["cache-control"] == "no-store"
    assert asked(hub)[before:] == ["Expand"]
    if word == "graphml":
        assert ElementTree.fromstring(answer.content) is not None
        assert "officer-1" in answer.text
        assert "Ghulam Rasool" not in charting.get("/network/export/graphml/codes").text


def test_a_file_wants_the_purpose_again(charting: Browser, console: RunningConsole, hub: HubThread) -> None:
    start(charting)
    console.offset_ms = 3 * 60_000
    before = len(asked(hub))
    answer = charting.get("/network/export/csv/names")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/reason?again=1")
    assert len(asked(hub)) == before


@pytest.mark.parametrize(
    "path", ["/network/export/exe/names", "/network/export/..%2f..%2fetc/names", "/network/export/pdf/../../etc"]
)
def test_no_other_file_is_given(charting: Browser, path: str) -> None:
    assert charting.get(path).status_code == 404


def test_another_purpose_asks_everything_again(charting: Browser, hub: HubThread) -> None:
    start(charting)
    before = len(asked(hub))
    charting.get("/reason")
    charting.post("/reason", REASON | {"case_key": "pb/lahore/ichhra/513/2024"})
    charting.get("/network")
    assert asked(hub)[before:] == ["Expand"]
    hub.hub.bodies[f"{LINKAGE}/Expand"] = answers(question_pb2.ExpandResponse())
    charting.get("/reason")
    charting.post("/reason", REASON | {"case_key": "pb/lahore/ichhra/514/2024"})
    assert "Ghulam Rasool" not in charting.get("/network").text


def test_a_kept_chart_opens_as_it_was_and_holds_two_versions(charting: Browser, hub: HubThread) -> None:
    start(charting)
    charting.post("/network/act", {"act": "filter", "choice": "kind=CALLED"})
    kept = chart(charting)
    charting.post("/network/keep", {"name": "Route <west>"})
    page = charting.get("/network").text
    assert "Route &lt;west&gt;" in page
    name = re.search(r'name="chart" value="([0-9a-f]{24})"', page)
    assert name
    charting.post("/network/act", {"act": "ungroup"})
    charting.post("/network/keep", {"name": "Route", "chart": name[1]})
    assert "Grouped" in charting.get(f"/network/compare?chart={name[1]}").text
    charting.post("/network/act", {"act": "clear"})
    assert drawn.nodes(chart(charting)) == []
    before = len(asked(hub))
    charting.post("/network/open", {"chart": name[1]})
    assert asked(hub)[before:] == ["Expand"]
    charting.post("/network/act", {"act": "undo"})
    assert {node["label"]: (node["x"], node["y"]) for node in drawn.nodes(chart(charting))} == {
        node["label"]: (node["x"], node["y"]) for node in drawn.nodes(kept)
    }
    assert charting.post("/network/share", {"chart": name[1], "officer": "officer-2"}).status_code == 303


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/network/count", {"kind": "CNIC", "number": "12"}, 400),
        ("/network/count", {"kind": "SECRET", "number": "12"}, 400),
        ("/network/count", {"node": "ffffffffffff"}, 400),
        ("/network/act", {"act": "hide", "node": "../../etc"}, 400),
        ("/network/act", {"act": "filter", "field": "person", "value": "x"}, 400),
        ("/network/act", {"act": "move", "node": "x", "x": "1e999", "y": "0"}, 400),
        ("/network/open", {"chart": "../../../etc/passwd"}, 404),
        ("/network/keep", {"name": "x", "chart": "0" * 24}, 404),
        ("/network/share", {"chart": "0" * 24, "officer": "x"}, 404),
        ("/network/delete", {"chart": "../../../etc/passwd"}, 404),
        ("/network/paths", {"start": "x", "way": "shortest"}, 400),
    ],
)
def test_what_is_no_form_of_the_chart_is_told_and_changes_nothing(
    charting: Browser, path: str, fields: dict[str, str], status: int
) -> None:
    start(charting)
    before = chart(charting)
    answer = charting.post(path, fields)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert chart(charting) == before


def test_an_act_without_the_session_s_token_is_none(charting: Browser) -> None:
    start(charting)
    before = chart(charting)
    charting.token = "wrong"
    for form in ("act", "add", "keep", "open", "share", "delete", "paths"):
        assert charting.post(f"/network/{form}", {"act": "clear"}).status_code == 403
    assert chart(charting) == before


def test_any_two_versions_are_compared(charting: Browser) -> None:
    start(charting)
    charting.post("/network/keep", {"name": "Versions"})
    page = charting.get("/network").text
    found = re.search(r'<section aria-label="Versions">.*?name="chart" value="([0-9a-f]{24})"', page, re.DOTALL)
    assert found
    for fields in ({"act": "ungroup"}, {"act": "filter", "choice": "kind=CALLED"}):
        charting.post("/network/act", fields)
        charting.post("/network/keep", {"name": "Versions", "chart": found[1]})
    new = re.compile(r'<ol class="new">(.*?)</ol>')
    for before, after, acts in ((0, 2, 2), (0, 1, 1), (1, 2, 1)):
        page = charting.get(f"/network/compare?chart={found[1]}&before={before}&after={after}").text
        told = new.search(page)
        assert told
        assert told[1].count("<li>") == acts
    assert new.search(charting.get(f"/network/compare?chart={found[1]}&before=2&after=2").text) is None
    for place in ("3", "-1", "x"):
        assert charting.get(f"/network/compare?chart={found[1]}&before={place}").status_code == 404


def test_a_chart_goes_to_an_officer_by_a_file_and_to_nobody_else(charting: Browser, hub: HubThread) -> None:
    start(charting)
    sent = charting.get(f"/network/send?to_agency={live.FIA}&to_officer={OFFICER}")
    other = charting.get(f"/network/send?to_agency={live.FIA}&to_officer=somebody")
    assert "attachment" in sent.headers["content-disposition"]
    assert "Ghulam Rasool" not in sent.text
    charting.post("/network/act", {"act": "clear"})
    before = len(asked(hub))
    assert charting.post("/network/receive", {"file": other.text}).status_code == 400
    assert charting.post("/network/receive", {"file": sent.text.replace("sig", "gis")}).status_code == 400
    assert asked(hub)[before:] == []
    assert charting.post("/network/receive", {"file": sent.text}).status_code == 303
    assert asked(hub)[before:] == ["Expand"]
    page = charting.get("/network").text
    assert f"Sent by {OFFICER}, {live.FIA}" in page
    assert "Ghulam Rasool" in page


def test_a_file_to_be_sent_wants_the_purpose_again_and_somebody_named(
    charting: Browser, console: RunningConsole
) -> None:
    start(charting)
    assert charting.get("/network/send?to_agency=&to_officer=x").status_code == 400
    console.offset_ms = 3 * 60_000
    answer = charting.get("/network/send?to_agency=a&to_officer=x")
    assert answer.headers["location"].startswith("/reason?again=1")


def test_nothing_is_asked_before_a_purpose(browser: Browser, hub: HubThread) -> None:
    browser.login()
    for path in ("/network", "/network/chart", "/network/export/csv/names", "/network/why?link=0"):
        assert browser.get(path).headers["location"].startswith("/reason")
    assert asked(hub) == []


def test_what_somebody_wrote_is_text_on_every_page(charting: Browser, hub: HubThread) -> None:
    evil = "<script>alert(1)</script>"
    nodes = tuple(replace(node, label=evil, owner=evil, role="") for node in AROUND.nodes)
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(ExpandResponse(answer=Answer(nodes, AROUND.edges)))
    page = start(charting)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    charting.post("/network/keep", {"name": evil})
    assert "<script>alert" not in charting.get("/network").text


def test_the_pages_are_in_urdu_too(charting: Browser) -> None:
    start(charting)
    charting.post("/language", {"language": "ur", "then": "/network"})
    page = charting.get("/network").text
    assert "تعلقات کا نقشہ" in page
    assert "غلام رسول" in page
    assert "محفوظ شخص" in page
    assert "\ufffd" not in page
    assert all(each not in page for each in VICTIM_SAYS)
    counted = charting.post("/network/count", {"kind": "PHONE", "number": "0300 1234567"}).text
    assert "اس سے متصل" in counted


def test_every_word_is_said_twice() -> None:
    assert [
        key for key, (english, urdu) in NETWORK.items() if not english or not re.search(r"[\u0600-\u06ff]", urdu)
    ] == []
