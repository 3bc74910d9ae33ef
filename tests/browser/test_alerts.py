"""Pages about alerts in Chromium, in both languages: by axe-core, by keyboard, and an opinion by clicks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rabta.linkage.v1 import alert_service_pb2 as service
from rabta.linkage.v1 import graph_pb2 as graph

from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.console.asked import answered
from tests.unit.console.test_alerts import ALERT, FINDING, LEAD, METHODS, OPINION, ROW, SERVICE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text y="20">rows</text></svg>'


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("alerts")), (live.FIA,), METHODS) as made:
        drawn = graph.Picture(format=graph.PICTURE_FORMAT_SVG, data=SVG)
        shown = service.GetAlertResponse(alert=ALERT, rows=[ROW], opinions=[OPINION], pictures=[drawn])
        answered(made, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[ALERT, LEAD]))
        answered(made, f"{SERVICE}GetAlert", shown)
        answered(made, f"{SERVICE}ExplainAlert", service.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
        yield made


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, language: str) -> None:
    window.login(language)
    for path in ("/alerts", "/alerts/alert-1", "/alerts/alert-1/why"):
        window.open(path)
        assert window.found_by_axe() == [], path
    window.open("/alerts/alert-1")
    assert window.page.locator("figure img").evaluate("image => image.naturalWidth") == 200


def test_an_opinion_is_given_by_keyboard_alone(window: Watched, hub: HubThread) -> None:
    given = answered(hub, f"{SERVICE}DecideAlert", service.DecideAlertResponse(alert=ALERT))
    window.login()
    window.open("/alerts")
    window.page.get_by_role("link", name="alert-1").focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("#decide")
    window.page.locator("#because").focus()
    window.page.keyboard.type("wrong: an ordinary")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("a committee among shopkeepers")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    window.page.locator("#decide").wait_for(state="detached")
    (sent,) = (service.DecideAlertRequest.FromString(raw) for _, raw in given)
    assert (sent.confirms, sent.words) == (False, "a committee among shopkeepers")
