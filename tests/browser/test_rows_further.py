"""Rows 11 to 20 of what a console must have: each by what an officer does in Chromium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser
from rabta.linkage.v1 import alert_service_pb2 as alerts
from rabta.records.v1 import records_service_pb2 as pb

from services.draw.direction import LRI
from services.edge.call import Call
from services.values.network import (
    TimelineResponse,
    WhyLinkedResponse,
)  # fmt: skip
from tests.browser.chromium import Watched, watched
from tests.browser.test_network import READY, build, said
from tests.browser.test_rows import case, charted, hub, number, shown
from tests.fakes.console import running_console, second_profile
from tests.fakes.hub_thread import HubThread
from tests.shared import ROOT
from tests.unit.cli.rabta import CNIC, LINKAGE, SEARCH
from tests.unit.console.answers import PLAIN, VERSION, found
from tests.unit.console.asked import answered
from tests.unit.console.network import drawn
from tests.unit.console.network.routes import route
from tests.unit.console.network.sample import (
    AROUND,
    VICTIM_SAYS,
)  # fmt: skip
from tests.unit.console.network.test_movements import ANSWER as MOVED
from tests.unit.console.test_alerts import ALERT, FINDING, ROW, SERVICE
from tests.unit.console.test_oversight import PURPOSE
from tests.unit.console.test_questions import OTHERS

__all__ = ["case", "hub"]

TREE = Path(__file__).with_name("network_tree.yaml")


def test_row_11_every_line_says_why_it_is_there(window: Watched, hub: HubThread) -> None:
    page = charted(window)
    lines = page.locator("table", has_text="Sources").locator("tbody tr")
    links = lines.locator("a[href^='/network/why']")
    grouped = page.locator("tr[id^='node-']", has_text="6 ×").count()
    assert links.count() >= lines.count() - grouped - 1 > 0
    hub.hub.bodies[f"{LINKAGE}/WhyLinked"] = route(WhyLinkedResponse(AROUND))
    window.click("a[href^='/network/why'] >> nth=0")
    rows = page.locator("main tbody tr")
    assert rows.count() == len(AROUND.edges)
    assert rows.filter(has_text="feeds/").count() + rows.filter(has_text="agencies/").count() == rows.count()


def test_row_12_nothing_leaves_the_console_before_a_purpose(window: Watched, hub: HubThread) -> None:
    window.page.goto(window.console.links[-1])
    for path in ("/network", "/search", "/history", "/movements", "/alerts"):
        window.open(path)
        assert "/reason" in window.page.url, path
    assert hub.hub.ran == []
    window.leave()
    window.login()
    for path in ("/", "/network", "/search"):
        window.open(path)
        assert "INVESTIGATE_CASE" in window.page.inner_text(".standing")


def test_row_13_an_alert_has_rows_rule_and_rate_and_takes_an_opinion(window: Watched, hub: HubThread) -> None:
    answered(hub, f"{SERVICE}ListAlerts", alerts.ListAlertsResponse(alerts=[ALERT]))
    answered(hub, f"{SERVICE}GetAlert", alerts.GetAlertResponse(alert=ALERT, rows=[ROW]))
    answered(hub, f"{SERVICE}ExplainAlert", alerts.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
    given = answered(hub, f"{SERVICE}DecideAlert", alerts.DecideAlertResponse(alert=ALERT))
    window.login()
    window.open("/alerts")
    window.click("main a[href='/alerts/alert-1']")
    assert "feed-7/3" in window.page.inner_text("main")
    window.click("a[href='/alerts/alert-1/why']")
    assert "one account sweeps" in window.page.inner_text("main")
    window.open("/alerts/alert-1")
    window.page.select_option("#because", index=1)
    window.page.locator("textarea[name=words], input[name=words]").fill("looked at the rows")
    window.click("#decide ~ form button")
    assert len(given) == 1


def test_row_14_the_protected_are_in_no_page_and_no_picture_of_it(window: Watched) -> None:
    page = charted(window)
    window.click("button[value=ungroup]")
    page.wait_for_selector(READY)
    told = page.evaluate("fetch('/network/chart').then(answer => answer.text())")
    assert all(each not in text for text in (page.content(), told) for each in VICTIM_SAYS)
    assert "protected person" in page.content()
    nodes = drawn.nodes(page.evaluate("fetch('/network/chart').then(a => a.json())"))
    assert len({node["colour"] for node in nodes if node["kind"] == "SUBJECT"}) == 1


def test_row_15_the_table_says_what_the_chart_says_to_who_cannot_see_it(window: Watched) -> None:
    page = charted(window)
    assert window.found_by_axe() == []
    page.focus("#chart")
    heard = {said(page)}
    for key in ("ArrowRight", "ArrowDown") * 3:
        page.keyboard.press(key)
        heard.add(said(page))
    names = page.locator("tr[id^='node-'] th").all_inner_texts()
    assert len(heard) > 1
    assert all(any(name in one for name in names) for one in heard)
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main summary')].filter((each) => each.offsetParent)"
        ".map((each) => each.getBoundingClientRect()).filter((box) => Math.min(box.width, box.height) < 24).length"
    )
    assert small == 0
    parts = page.locator("main .scroll, form.tools, #chart, .brush").all()
    told = "\n".join(part.aria_snapshot() for part in parts)
    tree = [line for line in re.sub(r"\b[0-9a-f]{12}\b", "CODE", told).splitlines() if "/url:" not in line]
    assert sorted(tree) == sorted(TREE.read_text("utf-8").splitlines()), "codes of a session order rows"


def test_row_16_urdu_runs_from_the_right_and_numbers_do_not_turn(window: Watched) -> None:
    page = charted(window, "ur")
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    loose = page.evaluate(
        """() => [...document.querySelectorAll('main td, main th, main p, main li')].filter((cell) =>
          [...cell.childNodes].some((node) => node.nodeType === 3 && /[0-9]{4,}/.test(node.data)))
          .map((cell) => cell.textContent)"""
    )
    assert loose == []
    labels = [str(node[0]) for node in shown(page)]  # type: ignore[index]  # lists
    digits = [label for label in labels if any(sign.isdigit() for sign in label)]
    assert digits
    assert all(LRI in label for label in digits)
    assert not any(
        "\u0660" <= sign <= "\u06f9" for sign in page.inner_text("main") if sign.isdigit() and not sign.isascii()
    )


def test_row_17_movements_are_a_list_and_a_route_and_no_map(window: Watched, hub: HubThread) -> None:
    hub.hub.bodies[f"{LINKAGE}/Timeline"] = route(TimelineResponse(MOVED))
    window.login()
    page = number(window, "/movements")
    assert page.locator("ol.route li").all_inner_texts() == ["TAFTAN", "ISB", "DXB", "Saddar", "TORKHAM"]
    assert page.locator("tr[data-event]").count() == 4
    assert page.locator("main img, main canvas").count() == 0
    assert window.found_by_axe() == []
    page.focus("#brush-until")
    page.keyboard.press("Home")
    assert 0 < page.locator("tr[data-event]:visible").count() < 4
    assert window.elsewhere == []


def test_row_18_a_kept_question_gives_whoever_opens_it_their_own_answer(
    window: Watched, browser: Browser, hub: HubThread
) -> None:
    """The hub shows a record to who investigates, and to who oversees none."""
    asked: list[tuple[str, str]] = []

    async def by_purpose(call: Call, raw: bytes) -> bytes:
        assert call.caller is not None
        sent = pb.SearchRequest.FromString(raw)
        asked.append((call.caller.purpose, sent.selector.identifier.value))
        shown = found(PLAIN) if call.caller.purpose == "INVESTIGATE_CASE" else pb.SearchResponse()
        return shown.SerializeToString()

    hub.hub.bodies[SEARCH] = by_purpose
    window.login()
    page = number(window, "/search")
    assert VERSION in page.content()
    page.click("main > details summary")
    page.fill("#keep-name", "Bearer of the number")
    page.fill("#keep-tags", "kasur, van")
    window.click("form[action='/questions/keep'] button")
    assert page.input_value("#of-number") == CNIC
    page.check("#everybody")
    window.click("form[action$='/share'] button")
    other = second_profile(hub.profile())
    with running_console(other) as console, watched(browser, console) as reader:
        reader.login(**PURPOSE)
        reader.open("/questions")
        reader.page.fill("#words", "van")
        reader.click("main form button")
        reader.click("main table a")
        assert reader.page.input_value("#of-number") == CNIC
        assert VERSION not in reader.page.content()
        reader.click("main form button")
        assert VERSION not in reader.page.content()
        assert (reader.elsewhere, reader.violations, reader.errors) == ([], [], [])
    page.fill("#of-number", OTHERS)
    window.click("main form.fields button >> nth=0")
    assert VERSION in page.content()
    assert asked == [("INVESTIGATE_CASE", CNIC), ("OVERSIGHT", CNIC), ("INVESTIGATE_CASE", OTHERS)]


def test_row_19_the_command_of_a_page_asks_the_same_from_a_terminal(window: Watched, hub: HubThread) -> None:
    window.login()
    page = number(window, "/search")
    command = page.locator(".question code").text_content() or ""
    assert CNIC not in command
    words = command.split()
    assert words[0] == "rabta"
    before = list(map(str, hub.hub.ran))
    done = subprocess.run(
        [sys.executable, "-m", "services.cli.main", *words[1:], "--output", "json"],
        input=f"{CNIC}\n", capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(map(str, hub.hub.ran))[len(before) :] == before[-1:]
    assert VERSION in json.dumps(json.loads(done.stdout))
    assert VERSION in page.content()


def test_row_20_what_another_agency_holds_is_its_desk_and_not_its_content(window: Watched) -> None:
    window.login()
    page = number(window, "/search")
    held = page.locator("table", has_text="Held by others")
    assert "0300-1234567" in held.inner_text()
    assert held.locator("a").count() == 0
    build(window)
    assert "Another agency" in page.inner_text("main")
    assert "051-1234567" in page.inner_text("main")
