"""What a console must have, row by row (docs/console.md, "Twenty rows"): each by what an officer does in Chromium.

How long something takes is for the bench.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from rabta.linkage.v1 import question_pb2

from services.values.encoding import NETWORK
from services.values.network import (
    Answer,
    ExpandResponse,
    KindCount,
    Node,
    NodeKey,
    TraceMoneyResponse,
)  # fmt: skip
from services.values.network import Path as Trail
from tests.browser.chromium import Watched
from tests.browser.test_network import READY, build
from tests.fakes import live
from tests.fakes.hub_thread import OFFICER, HubThread, hub_thread
from tests.unit.cli.rabta import CNIC, LINKAGE, RECORDS
from tests.unit.console.answers import PLAIN, VERSION, set_all
from tests.unit.console.asked import answered
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.sample import (
    ACCOUNT,
    ACCUSED,
    ANSWERS,
    AROUND,
    DAY,
    OTHER_ACCOUNT,
    PATHS,
    PHONE,
    T,
    row,
)  # fmt: skip
from tests.unit.console.test_alerts import METHODS

FORMATS = ("anx", "csv", "ftm", "graphml", "pdf", "png", "svg")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("rows")), (live.FIA,), (*RECORDS, *METHODS)) as made:
        yield made


@pytest.fixture(autouse=True)
def case(hub: HubThread) -> None:
    hub.hub.bodies.clear()
    hub.hub.ran.clear()
    set_all(hub, PLAIN)
    answer_charts(hub)


def charted(window: Watched, language: str = "en") -> Page:
    """A chart around the accused, drawn."""
    window.login(language)
    page = build(window)
    page.wait_for_selector(READY)
    return page


def shown(page: Page) -> list[object]:
    """What the chart shows, without the codes that each session makes anew."""
    asked = (
        "fetch('/network/chart').then(a => a.json()).then(({kinds, nodes: n}) => n.id.map("
        "(_, at) => [n.label[at], kinds[n.kind[at]].kind, n.x[at], n.y[at]]))"
    )
    return sorted(page.evaluate(asked))


def number(window: Watched, path: str) -> Page:
    """A number typed and asked for, by keyboard alone."""
    window.open(path)
    window.page.focus("#number")
    window.page.keyboard.type(CNIC)
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("#found")
    return window.page


def test_row_01_search_by_keyboard_alone_says_why_it_matched(window: Watched) -> None:
    window.login()
    window.open("/search")
    window.page.focus("#name")
    window.page.keyboard.type("محمد یوسف")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("#found")
    first = window.page.locator("article.candidate").first.inner_text()
    assert PLAIN in first
    assert "Why" in first
    assert window.page.locator("article.candidate li").count() > 0
    assert PLAIN in number(window, "/search").inner_text("main")


def test_row_02_claims_stand_side_by_side_each_with_its_record(window: Watched) -> None:
    window.login()
    page = number(window, "/history")
    page.locator("table", has_text="Conflicts").locator("tbody tr").first.wait_for()
    conflict = page.locator("table", has_text="Conflicts").locator("tbody tr")
    assert conflict.locator("a[href^='/record']").count() == conflict.count()
    window.open(f"/person?record={VERSION.partition('/versions/')[0]}")
    columns = page.locator("table").first.locator("thead th")
    assert columns.locator("a[href^='/record']").count() == columns.count() > 0
    assert PLAIN in page.locator("table").first.inner_text()


def test_row_03_a_brush_filters_chart_tables_and_lanes_together(window: Watched, hub: HubThread) -> None:
    calls = tuple(row(f"c{at:04d}", "CALLED", PHONE, NodeKey("PHONE", f"+9230000{at % 50:05d}"), at_ms=T + at * DAY // 10)
                  for at in range(1_000))  # fmt: skip
    used = row("u1", "PHONE_USED_BY", PHONE, ACCUSED, at_ms=T)
    answer = Answer((AROUND.nodes[0],), (used, *calls))
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(ExpandResponse((KindCount("CALLED", 1_000, 50),), answer))
    page = charted(window)
    window.click("button[value=ungroup]")
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-brush][data-ready]")
    rows, nodes = page.locator("tr[data-event]"), page.locator("tr[id^='node-']")
    assert rows.count() == 1_000
    page.focus("#brush-until")
    page.keyboard.press("Home")
    seen = page.locator("tr[data-event]:visible").count()
    assert 0 < seen < 1_000
    assert page.inner_text("#brush-shown").startswith(f"{seen} of 1000 events shown")
    drawn = page.locator("#chart").get_attribute("data-shown")
    assert drawn == str(page.locator("tr[id^='node-']:visible").count())
    assert int(drawn or 0) < nodes.count()
    box = page.locator("svg.bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20, steps=3)
    page.mouse.up()
    middle = page.locator("tr[data-event]:visible").count()
    since, until = page.input_value("#between-since"), page.input_value("#between-until")
    window.click("button[value=between]")
    assert page.locator("tr[data-event]").count() == middle, (since, until)


def test_row_04_counts_come_first_and_what_is_not_shown_is_said(window: Watched, hub: HubThread) -> None:
    window.login()
    window.open("/network")
    window.page.select_option("#kind", "SUBJECT")
    window.page.fill("#number", ACCUSED.id)
    window.page.press("#number", "Enter")
    window.page.wait_for_selector("#limit")
    assert "1318" in window.page.inner_text("main table")
    window.click("main form button")
    assert "Shown 6 of 1,318 called" in window.page.inner_text("main")
    assert "Most significant first" in window.page.inner_text("main")


def test_row_05_filters_are_chips_and_a_reopened_chart_is_the_same_picture(window: Watched) -> None:
    page = charted(window)
    for choice in ("kind=CALLED", "agency=pk.fia", "grade=B2", "source=feeds/calls"):
        page.select_option("#choice", choice)
        window.click("#choice ~ button")
    page.select_option("#field", "since")
    page.fill("#value", "2026-02-26")
    window.click("#value ~ button")
    assert page.locator("form.chip").count() == 5
    before = shown(page)
    page.fill("#name", "Calls")
    window.click("form[action='/network/keep'] button")
    window.click("button[value=clear]")
    assert shown(page) == []
    window.click("form[action='/network/open'] button")
    assert page.locator("form.chip").count() == 5
    assert shown(page) == before
    assert len(before) > 1


def test_row_06_paths_through_time_around_a_node_and_to_here(window: Watched, hub: HubThread) -> None:
    page = charted(window)
    hop = row("m1", "TRANSFERRED", ACCOUNT, OTHER_ACCOUNT, at_ms=T, amount_minor=100, currency="PKR")
    traced = TraceMoneyResponse(
        (Trail((ACCOUNT, OTHER_ACCOUNT), ("m1",)),), answer=Answer((Node(key=ACCOUNT), Node(key=OTHER_ACCOUNT)), (hop,))
    )
    money = answered(hub, f"{LINKAGE}/TraceMoney", NETWORK.to_message(traced))
    ways = answered(hub, f"{LINKAGE}/ShortestPaths", NETWORK.to_message(ANSWERS[PATHS]))
    page.select_option("#way", "forward")
    page.fill("#gap_days", "7")
    page.fill("#least", "90")
    page.fill("#most", "110")
    window.click("form[action='/network/paths'].fields button")
    assert "transferred" in page.inner_text("ol.paths")
    (sent,) = (question_pb2.TraceMoneyRequest.FromString(raw) for _, raw in money)
    assert (sent.max_gap_ms, sent.least_bp, sent.most_bp) == (7 * DAY, 9_000, 11_000)
    page.select_option("#avoid", label="protected person · Person")
    page.select_option("#end", index=2)
    page.fill("#paths", "5")
    window.click("form[action='/network/paths'].fields button")
    page.wait_for_selector(READY)
    page.focus("#chart")
    other = page.locator("button[data-act=path]").first.get_attribute("data-node")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 5:
        if page.locator("#chart").get_attribute("data-here") != other:
            page.keyboard.press(key)
    page.locator("#chart").press("m")
    menu = page.locator("#chart-menu button")
    assert "Path to here" in menu.all_inner_texts()
    with page.expect_navigation():
        menu.get_by_text("Path to here").click()
    first, last = (question_pb2.ShortestPathsRequest.FromString(raw) for _, raw in ways)
    assert (first.paths, len(first.avoid)) == (5, 1)
    assert last.start.id == ACCUSED.id
    assert last.end != last.start


def test_row_07_leaves_are_grouped_lines_collapsed_and_both_undone(window: Watched) -> None:
    page = charted(window)
    first = shown(page)
    assert any("6 ×" in str(node[0]) for node in first)  # type: ignore[index]  # lists
    window.click("button[value=ungroup]")
    assert len(shown(page)) == len(first) + 5
    window.click("button[value=spread]")
    window.click("button[value=undo]")
    window.click("button[value=undo]")
    assert shown(page) == first


def test_row_08_acts_are_undone_and_versions_compared_act_by_act(window: Watched) -> None:
    page = charted(window)
    first = shown(page)
    page.fill("#name", "Case")
    window.click("form[action='/network/keep'].fields button")
    acts = ("ungroup", "group", "spread", "collapse", "arrange") * 4
    for act in acts:
        window.click(f"button[value={act}]")
    window.click("section[aria-label=Case] form[action='/network/keep'] button")
    window.click("section[aria-label=Case] a[href^='/network/compare']")
    assert page.locator("ol.new > li").count() == len(acts)
    assert page.locator("ol.gone").count() == 0
    window.open("/network")
    for _ in acts:
        window.click("button[value=undo]")
    assert shown(page) == first


def test_row_09_who_may_see_less_opens_a_chart_without_a_trace_of_the_rest(window: Watched, hub: HubThread) -> None:
    less = Answer(tuple(node for node in AROUND.nodes if node.key == ACCUSED), AROUND.edges[:1])
    page = charted(window)
    page.fill("#to_agency", live.FIA)
    page.fill("#to_officer", OFFICER)
    with page.expect_download() as got:
        page.click("form[action='/network/send'] button")
    file = got.value.path()
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(ExpandResponse((KindCount("CALLED", 1, 1),), less))
    window.click("button[value=clear]")
    build(window)
    bare = shown(page)
    window.click("button[value=clear]")
    page.set_input_files("#sent", file)
    expect(page.locator("#sent-text")).to_have_value(re.compile(".{100}", re.DOTALL))
    window.click("form[action='/network/receive'] button")
    assert f"Sent by {OFFICER}, {live.FIA}" in page.inner_text("main")
    assert shown(page) == bare
    hidden = {node.key for node in AROUND.nodes} - {ACCUSED, PHONE}
    assert not [key for key in hidden if key and key.id in page.content()]


def test_row_10_every_file_is_made_and_names_go_off(window: Watched, hub: HubThread) -> None:
    page = charted(window)
    for word in FORMATS:
        for names in ("names", "codes"):
            before = len(hub.hub.ran)
            with page.expect_download() as got:
                page.click(f"a[href='/network/export/{word}/{names}']")
            raw = got.value.path().read_bytes()
            assert raw
            assert len(hub.hub.ran) > before, "each file has its entry in the log"
            if word in ("svg", "graphml", "anx", "ftm"):
                assert (b"Ghulam Rasool" in raw) == (names == "names")
                assert OFFICER.encode() in raw
