"""The link chart in Chromium: drawn over its table, walked by keyboard, read aloud, and all of it without a script too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from services.values.network import Answer, Edge, ExpandResponse, KindCount, Node, NodeKey
from tests.browser.chromium import Watched, watched
from tests.fakes.console import RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.sample import ACCUSED, VICTIM_SAYS

LANGUAGES = ("en", "ur")
READY = "#chart[data-ready]"


@pytest.fixture(autouse=True)
def case(hub: HubThread) -> None:
    answer_charts(hub)


def build(window: Watched) -> Page:
    """A chart around the accused, by the forms of the page."""
    page = window.page
    window.open("/network")
    page.select_option("#kind", "SUBJECT")
    page.fill("#number", ACCUSED.id)
    page.press("#number", "Enter")
    page.wait_for_selector("#limit")
    window.click("main form button")
    page.wait_for_selector("#chart-keys")
    return page


def said(page: Page) -> str:
    return page.locator("#chart-said").inner_text()


def test_the_chart_is_drawn_where_its_table_is(window: Watched) -> None:
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    assert page.locator("#chart").is_visible()
    assert page.locator("#chart").get_attribute("data-ready") == str(page.locator("tr[id^='node-']").count())
    assert page.locator("#chart canvas").count() == 3
    assert window.errors == []


def test_the_keyboard_walks_along_links_and_each_step_is_said(window: Watched) -> None:
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    page.focus("#chart")
    assert "Ghulam Rasool" in said(page)
    heard = {said(page)}
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp") * 3:
        page.keyboard.press(key)
        heard.add(said(page))
    assert len(heard) > 2
    here = page.locator("#chart").get_attribute("data-here")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"node-{here}"


def test_keys_step_back_and_on_and_count_what_is_next(window: Watched) -> None:
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    page.focus("#chart")
    page.keyboard.press("u")
    page.wait_for_selector("button[data-act=redo]:not([disabled])")
    assert page.locator("tr[id^='node-']").count() == 0
    window.click("button[data-act=redo]")
    page.wait_for_selector(READY)
    page.focus("#chart")
    assert "Ghulam Rasool" in said(page)
    page.keyboard.press("e")
    page.wait_for_selector("#limit")
    assert page.url.endswith("/network/count")


def test_a_node_stays_where_it_was_put(window: Watched) -> None:
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    before = places(page)
    chart = page.locator("#chart")
    chart.scroll_into_view_if_needed()
    page.emulate_media(reduced_motion="reduce")
    page.focus("#chart")
    box, here = chart.bounding_box(), chart.get_attribute("data-here")
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with page.expect_response("**/network/act"):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 40, steps=4)
        page.mouse.up()
    after = places(page)
    assert [node for node in before if before[node] != after[node]] == [here]
    page.reload()
    page.wait_for_selector(READY)
    assert places(page) == after
    window.click("button[data-act=undo]")
    page.wait_for_selector(READY)
    assert places(page) == before


def places(page: Page) -> dict[str, list[float]]:
    """Where the console says that each node stands."""
    asked = (
        "fetch('/network/chart').then(a => a.json()).then(({nodes: n}) => Object.fromEntries(n.id.map("
        "(id, at) => [id, [n.x[at], n.y[at]]])))"
    )
    found: dict[str, list[float]] = page.evaluate(asked)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_charts_breaks_a_rule_of_wcag(window: Watched, language: str) -> None:
    window.login(language)
    page = build(window)
    page.wait_for_selector(READY)
    assert window.found_by_axe() == []
    assert all(each not in page.content() for each in VICTIM_SAYS)
    window.click("a[href^='/network/why']")
    page.wait_for_selector("tbody tr")
    assert window.found_by_axe() == []
    page.go_back()
    page.fill("#name", "مغربی راستہ")
    window.click("form[action='/network/keep'] button")
    page.wait_for_selector("form[action='/network/open']")
    window.click("button[data-act=expand] >> nth=0")
    page.wait_for_selector("#limit")
    assert window.found_by_axe() == []
    window.open("/network")
    window.click("a[href^='/network/compare']")
    assert window.found_by_axe() == []
    assert window.errors == []


def test_without_a_script_the_table_does_it_all(browser: Browser, console: RunningConsole) -> None:
    with watched(browser, console, scripts=False) as window:
        window.login()
        page = build(window)
        assert page.locator("#chart").is_hidden()
        before = page.locator("tr[id^='node-']").count()
        window.click("button[value=ungroup]")
        page.wait_for_selector("button[value=group]")
        assert page.locator("tr[id^='node-']").count() == before + 5
        window.click("button[data-act=hide] >> nth=0")
        window.click("button[value=undo]")
        page.wait_for_selector("button[value=group]")
        assert page.locator("tr[id^='node-']").count() == before + 5
        with page.expect_download() as got:
            page.click("a[href='/network/export/csv/names']")
        assert got.value.suggested_filename == "rabta-chart.zip"


def large(spots: int) -> ExpandResponse:
    keys = [NodeKey("PHONE", f"+92300{at:07d}") for at in range(spots)]
    subject = Node(key=ACCUSED, label="Ghulam Rasool", role="ACCUSED")
    first = Edge(id="u", kind="PHONE_USED_BY", start=keys[0], end=ACCUSED)
    calls = tuple(
        Edge(id=f"c{at}", kind="CALLED", start=keys[at], end=keys[at * 7 % spots]) for at in range(spots)
    ) + tuple(Edge(id=f"d{at}", kind="CALLED", start=keys[at], end=keys[(at + 1) % spots]) for at in range(spots))
    return ExpandResponse(
        (KindCount("CALLED", 2 * spots, spots),), Answer((subject, *(Node(key=key) for key in keys)), (first, *calls))
    )


def test_five_hundred_nodes_are_drawn(window: Watched, hub: HubThread) -> None:
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(large(499))
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    assert page.locator("#chart").get_attribute("data-ready") == "500"
    page.focus("#chart")
    assert "Ghulam Rasool" in said(page)


def test_keys_reach_what_stands_on_another_page_of_the_table(window: Watched, hub: HubThread) -> None:
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(large(499))
    window.login()
    page = build(window)
    page.wait_for_selector(READY)
    page.focus("#chart")
    here = page.locator("#chart").get_attribute("data-here")
    assert page.locator(f"#node-{here}").count() == 0, "persons come after a hundred phones"
    page.keyboard.press("m")
    assert page.locator("#chart-menu button").all_inner_texts() == ["Expand", "Take off"]
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"node-{here}"
    assert page.locator("tr[id^='node-']").count() == 100
    page.wait_for_selector("#chart[data-drawn]")
    assert window.found_by_axe() == []
    page.focus("#chart")
    page.keyboard.press("e")
    page.wait_for_selector("#limit")
    assert page.url.endswith("/network/count")


def test_labels_of_a_large_chart_come_when_they_can_be_read(window: Watched, hub: HubThread) -> None:
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(large(499))
    window.login()
    page = build(window)
    page.wait_for_selector("#chart[data-drawn]")
    page.emulate_media(reduced_motion="reduce")
    page.focus("#chart")
    assert page.locator("#chart").get_attribute("data-labels") is None
    for _ in range(20):
        page.keyboard.press("+")
    page.wait_for_selector("#chart[data-labels]")
    assert 0 < int(page.locator("#chart").get_attribute("data-labels") or 0) < 500
