"""Whole tasks of an officer's own console by keyboard alone: a link chart, and an opinion of an alert.

Both in English and from the right in Urdu. Every stop on the way is judged (:mod:`tests.browser.keys`), and a fault of
each kind is put into a page once, to see that it is found.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rabta.linkage.v1 import alert_pb2 as alerts
from rabta.linkage.v1 import alert_service_pb2 as service

from tests.browser.chromium import Watched
from tests.browser.keys import Keys, Lost
from tests.browser.test_alerts import SVG
from tests.fakes import live
from tests.fakes.console import REASON
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import RECORDS
from tests.unit.console.answers import PLAIN, set_all
from tests.unit.console.asked import answered
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_alerts import ALERT, FINDING, LEAD, METHODS, ROW, SERVICE

LANGUAGES = ("en", "ur")
READY = "#chart[data-ready]"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("keys")), (live.FIA,), (*RECORDS, *METHODS)) as made:
        set_all(made, PLAIN)
        answer_charts(made)
        drawn = service.GetAlertResponse(alert=ALERT, rows=[ROW], pictures=[{"format": 1, "data": SVG}])
        answered(made, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[ALERT, LEAD]))
        answered(made, f"{SERVICE}GetAlert", drawn)
        answered(made, f"{SERVICE}ExplainAlert", service.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
        yield made


def begun(window: Watched, language: str) -> Keys:
    """Past the login's link, with a purpose stated and a language chosen, by keys."""
    window.page.goto(window.console.links[-1])
    keys = Keys(window.page)
    keys.to("header a[href='/reason']", back=True)
    keys.follow()
    keys.skip()
    for name, value in REASON.items():
        keys.to(f"#{name}")
        if name == "case_key":
            keys.type(value)
        else:
            keys.choose(value)
    keys.send()
    keys.to(f"header button[value={language}]", back=True)
    keys.send()
    return keys


def opened(keys: Keys, path: str) -> None:
    """A page of the menu, and past the menu again."""
    keys.to(f"header a[href='{path}']", back=True)
    keys.follow()
    keys.skip()


def charted(keys: Keys) -> None:
    """A chart around the accused, drawn."""
    opened(keys, "/network")
    keys.to("#kind")
    keys.choose("SUBJECT")
    keys.to("#number")
    keys.type(ACCUSED.id)
    keys.send()
    keys.to("#limit")
    keys.to("main form button")
    keys.send()
    keys.page.wait_for_selector(READY)


def here(keys: Keys) -> str:
    return keys.page.locator("#chart").get_attribute("data-here") or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_walked_left_and_come_back_to(window: Watched, language: str) -> None:
    keys = begun(window, language)
    charted(keys)
    assert keys.round() > 60
    keys.skip()
    keys.to("#chart")
    first, said = here(keys), window.page.inner_text("#chart-said")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        keys.press(key)
        keys.stop()
    assert window.page.inner_text("#chart-said") != said or here(keys) != first
    keys.to("[id^=brush-]")
    keys.to("#chart", back=True, most=4)
    keys.to("button[value=clear]", back=True, most=1)
    keys.to("#chart", most=1)
    at = here(keys)
    keys.press("Enter")
    keys.begin()
    assert keys.stop(f"#node-{at}")["matches"], "the focus is in the node's row"
    keys.to(f"button[data-node='{at}'], a[href^='/network/']", most=2)


def test_the_menu_of_a_node_lets_go_by_escape_and_by_tab(window: Watched) -> None:
    keys = begun(window, "en")
    charted(keys)
    keys.to("#chart")
    for key in ("m", "ArrowDown", "ArrowUp", "Escape"):
        keys.press(key)
        keys.begin()
        keys.stop()
    assert window.page.locator("#chart-menu").is_hidden()
    assert keys.stop("#chart")["matches"]
    keys.press("m")
    keys.to("#brush-since", most=5)
    assert window.page.locator("#chart-menu").is_hidden(), "a menu that was left does not lie over the page"


@pytest.mark.parametrize("key", ["u", "button[value=undo]"])
def test_a_step_back_leaves_the_officer_at_the_chart(window: Watched, key: str) -> None:
    """By its key on the chart, and by its button."""
    keys = begun(window, "en")
    charted(keys)
    keys.to("#chart" if key == "u" else key)
    keys.send(key if key == "u" else "Space")
    window.page.wait_for_selector(READY)
    if key == "u":
        assert keys.stop("#chart")["matches"]
    else:
        keys.to("button[value=redo]", most=2)


def test_a_filter_that_is_none_has_its_error_in_focus(window: Watched) -> None:
    keys = begun(window, "en")
    charted(keys)
    keys.to("#value")
    keys.type("yesterday")
    keys.send()
    assert keys.stop("[role=alert]")["matches"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_alert_is_read_and_an_opinion_given(window: Watched, hub: HubThread, language: str) -> None:
    given = answered(hub, f"{SERVICE}DecideAlert", service.DecideAlertResponse(alert=ALERT))
    keys = begun(window, language)
    opened(keys, "/alerts")
    keys.to("main a[href='/alerts/alert-1']")
    keys.follow()
    keys.round()
    keys.skip()
    keys.to("main a[href$='/why']")
    keys.follow()
    keys.round()
    keys.skip()
    keys.to("main a[href='/alerts/alert-1']")
    keys.follow()
    keys.skip()
    keys.to("#because")
    keys.choose("LOOK_ALIKE")
    keys.to("#words", most=1)
    keys.type(PLAIN)
    keys.to("main form button", most=1)
    keys.send("Space")
    (sent,) = (service.DecideAlertRequest.FromString(raw) for _, raw in given)
    assert (sent.confirms, sent.reason, sent.words) == (False, alerts.ALERT_REASON_LOOK_ALIKE, PLAIN)
    keys.round()


FAULTS = {
    "no Tab leads to": "document.querySelector('#number').tabIndex = -1",
    "without a ring that is seen": "for (const sheet of document.styleSheets) for (const rule of [...sheet.cssRules])"
    " if (rule.cssText.includes('outline')) sheet.deleteRule([...sheet.cssRules].indexOf(rule))",
    "the focus is held": "document.querySelector('#number').addEventListener('keydown', (event) => event.preventDefault())",
    "back it goes otherwise": "document.querySelector('#number').addEventListener('keydown', (event) => event.shiftKey &&"
    " event.key === 'Tab' && (event.preventDefault(), document.querySelector('a.skip').focus()))",
    "on something hidden": "document.querySelector('#number').classList.add('brush') ?? document.styleSheets[1]"
    ".insertRule('#number {opacity: 0}')",
    "under something else": "document.styleSheets[1].insertRule('header {position: fixed; inset: 0; z-index: 9;"
    " background: white}')",
    "against the text's order": "document.querySelector('#kind').tabIndex = 2; document.querySelector('#country').tabIndex = 1",
    "against the layout's order": "document.styleSheets[1].insertRule('form.fields {display: flex !important; flex-direction:"
    " column-reverse !important}')",
    "not where the ring stays": "document.styleSheets[1].insertRule('a {outline: 3px solid black}')",
}
"""What is said of each; rules of a style sheet, as the page's policy permits no style in an element."""


@pytest.mark.parametrize("said", FAULTS)
def test_each_fault_is_found(window: Watched, said: str) -> None:
    window.login()
    window.open("/history")
    keys = Keys(window.page)
    keys.round()
    window.page.evaluate(f"() => {{ {FAULTS[said]} }}")
    with pytest.raises(Lost, match=said):
        keys.round()


def test_an_answer_that_does_not_take_the_focus_is_found(window: Watched) -> None:
    window.login()
    window.open("/history")
    keys = Keys(window.page)
    with pytest.raises(Lost, match="lost to body"):
        keys.answered()
