"""Pages about alerts: what is asked of the hub, what is shown of it, and that an opinion goes out once."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator

import pytest
from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service
from rabta.linkage.v1 import graph_pb2 as graph
from rabta.membership.v1.registry_pb2 import Desk

from services.console.alert_words import ALERT_TEXTS
from services.console.pages.alerts import LONGEST_WORDS, REASONS
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.console.asked import answered, seen

SERVICE = "/rabta.linkage.v1.AlertService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in service.DESCRIPTOR.services_by_name["AlertService"].methods)
SCRIPT = "<script>alert(1)</script>"
PHONE = graph.NodeKey(kind=graph.NODE_KIND_PHONE, id="+923001234567")
MAN = graph.NodeKey(kind=graph.NODE_KIND_SUBJECT, id="agencies/pk.fia/records/x#1")
ALERT = pb.Alert(
    id="alert-1", level=pb.ALERT_LEVEL_ALERT, state=pb.ALERT_STATE_OPEN,
    rules=[pb.AlertRule(detector="M1", version=1), pb.AlertRule(detector="C1", version=2)],
    families=[pb.EVIDENCE_FAMILY_MONEY, pb.EVIDENCE_FAMILY_CALLS], raised_ms=1_780_000_000_000, subject=MAN,
    recorded=True, like_decided=4, like_confirmed=3,
)  # fmt: skip
LEAD = pb.Alert(id="lead-1", level=pb.ALERT_LEVEL_LEAD, state=pb.ALERT_STATE_OPEN, rules=[pb.AlertRule(detector="T1")])
ROW = pb.AlertRow(
    owner=live.FIA, desk=Desk(name="Duty desk", phone="042-1234567"), source="feed-7/3", authority="pk.fia/W/2026/114",
    table="transfers", at_ms=1_780_000_000_000, amount_minor=450_000, currency="PKR",
    ends=[pb.AlertEnd(column="payer", protected_party=True, key=PHONE), pb.AlertEnd(column="payee", key=PHONE)],
)  # fmt: skip
OPINION = pb.AlertOpinion(
    officer="pk.fia/a", confirms=False, reason=pb.ALERT_REASON_LOOK_ALIKE, words=SCRIPT, at_ms=1_780_000_000_000
)
FINDING = pb.AlertFinding(
    rule=pb.AlertRule(detector="M1", version=1), words="one account sweeps", words_ur="ایک کھاتہ سمیٹتا ہے",
    figures=[pb.AlertFigure(name="share", value=0.85)], look_alikes=["committee", "payroll"],
)  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("alerts")), (live.FIA,), METHODS) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    """An officer who has stated a purpose."""
    hub.hub.bodies.clear()
    made = console.browser()
    made.state()
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def in_urdu(browser: Browser) -> None:
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})


def test_alerts_are_listed_and_a_lead_names_nobody(hub: HubThread, browser: Browser) -> None:
    left_out = [service.AlertsLeftOut(detector="M1", number=7)]
    answered(hub, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[ALERT, LEAD], left_out=left_out))
    page = browser.get("/alerts")
    assert page.status_code == 200
    said = seen(page.text)
    for text in ("alert-1", "M1, C1", "money, calls", "3 of 4 confirmed", "not named", "none decided", "budget: M1 7"):
        assert text in said
    assert 'href="/person?record=agencies/pk.fia/records/x"' in page.text
    assert "rabta alert list --profile" in said


def test_a_case_without_alerts_says_so(hub: HubThread, browser: Browser) -> None:
    answered(hub, f"{SERVICE}ListAlerts", service.ListAlertsResponse())
    assert ALERT_TEXTS["alerts.none"][0] in browser.get("/alerts").text


def test_the_rows_of_one_are_shown_and_a_protected_party_without_a_number(hub: HubThread, browser: Browser) -> None:
    asked = answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=ALERT, rows=[ROW], rows_left_out=2))
    said = seen(browser.get("/alerts/alert-1").text)
    assert service.GetAlertRequest.FromString(asked[0][1]).id == "alert-1"
    for text in ("payer : a protected party", "PKR 4,500.00", "feed-7/3", "pk.fia/W/2026/114", "Duty desk 042-1234567"):
        assert text in said.replace("payer:", "payer :")
    assert said.count("+923001234567") == 1, "of the payee alone"
    assert "2 more rows are not listed." in said
    assert "It says nothing of guilt" in said


def test_the_rows_are_drawn_in_the_same_question_and_nothing_in_a_picture_runs(
    hub: HubThread, browser: Browser
) -> None:
    drawn = graph.Picture(format=graph.PICTURE_FORMAT_SVG, data=f"<svg>{SCRIPT}</svg>".encode())
    asked = answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=ALERT, rows=[ROW], pictures=[drawn]))
    in_urdu(browser)
    page = browser.get("/alerts/alert-1").text
    request = service.GetAlertRequest.FromString(asked[0][1])
    assert (list(request.pictures), request.language) == ([graph.PICTURE_FORMAT_SVG], "ur")
    assert len(asked) == 1
    assert f'src="data:image/svg+xml;base64,{b64encode(drawn.data).decode()}"' in page
    assert SCRIPT not in page


def test_desks_that_were_told_of_a_lead_are_shown_and_no_form_for_an_opinion(hub: HubThread, browser: Browser) -> None:
    lead = pb.Alert(id="lead-1", level=pb.ALERT_LEVEL_LEAD, state=pb.ALERT_STATE_OPEN, desks_met=1)
    met = pb.MetDesk(agency="pk.customs", desk=Desk(name=SCRIPT, phone="0104"), reference="ab12cd34ef56", met_ms=1)
    answered(hub, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[lead, LEAD]))
    assert seen(browser.get("/alerts").text).count("another desk was told") == 1
    answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=lead, desks=[met], offered_until_ms=1))
    page = browser.get("/alerts/lead-1").text
    assert SCRIPT not in page
    for text in ("pk.customs", "0104", "ab12cd34ef56", "Offered to other desks until"):
        assert text in seen(page)
    answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=lead))
    assert "Offered to other desks until" not in seen(browser.get("/alerts/lead-1").text)


def test_why_it_was_raised_in_either_language(hub: HubThread, browser: Browser) -> None:
    answered(hub, f"{SERVICE}ExplainAlert", service.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
    said = seen(browser.get("/alerts/alert-1/why").text)
    for text in ("M1 1", "one account sweeps", "share : 0.85", "committee, payroll"):
        assert text in said.replace("share:", "share :")
    in_urdu(browser)
    assert "ایک کھاتہ سمیٹتا ہے" in browser.get("/alerts/alert-1/why").text


@pytest.mark.parametrize("because", REASONS)
def test_an_opinion_goes_out_as_it_was_given(hub: HubThread, browser: Browser, because: str) -> None:
    answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=ALERT))
    given = answered(hub, f"{SERVICE}DecideAlert", service.DecideAlertResponse(alert=ALERT))
    page = browser.get("/alerts/alert-1").text
    own = re.search(r'name="request_id" value="([^"]+)"', page)
    assert own
    for _ in range(2):
        browser.get("/")
        fields = {"request_id": own[1], "because": because, "words": "as the rows show"}
        assert browser.post("/alerts/alert-1", fields).status_code == 200
    first, second = (service.DecideAlertRequest.FromString(each) for _, each in given)
    assert first == second, "the form's id makes it the same opinion"
    assert first.id == "alert-1"
    assert first.reason == pb.AlertReason.Value(f"ALERT_REASON_{because}")
    assert first.confirms == (because in ("PATTERN_HOLDS", "KNOWN_TO_CASE"))


@pytest.mark.parametrize(
    "changes", [{"because": ""}, {"because": "GUILTY"}, {"words": ""}, {"words": "x" * (LONGEST_WORDS + 1)}]
)
def test_an_opinion_without_a_reason_or_words_is_not_sent(
    hub: HubThread, browser: Browser, changes: dict[str, str]
) -> None:
    given = answered(hub, f"{SERVICE}DecideAlert", service.DecideAlertResponse(alert=ALERT))
    browser.get("/")
    fields = {"request_id": "a" * 32, "because": "LOOK_ALIKE", "words": "a committee"} | changes
    assert browser.post("/alerts/alert-1", fields).status_code == 400
    assert given == []


@pytest.mark.parametrize(
    ("level", "state", "open_to_decide"),
    [
        (pb.ALERT_LEVEL_ALERT, pb.ALERT_STATE_OPEN, True),
        (pb.ALERT_LEVEL_ALERT, pb.ALERT_STATE_FIRST_OPINION, True),
        (pb.ALERT_LEVEL_ALERT, pb.ALERT_STATE_CONFIRMED, False),
        (pb.ALERT_LEVEL_ALERT, pb.ALERT_STATE_WITHDRAWN, False),
        (pb.ALERT_LEVEL_LEAD, pb.ALERT_STATE_OPEN, False),
    ],
)
def test_only_an_alert_that_is_open_asks_for_an_opinion(
    hub: HubThread, browser: Browser, level: pb.AlertLevel, state: pb.AlertState, open_to_decide: bool
) -> None:
    answered(
        hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=pb.Alert(id="alert-1", level=level, state=state))
    )
    assert ('name="because"' in browser.get("/alerts/alert-1").text) == open_to_decide


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(hub: HubThread, browser: Browser) -> None:
    alert = pb.Alert(id=SCRIPT, level=pb.ALERT_LEVEL_ALERT, state=pb.ALERT_STATE_CONFIRMED, subject=PHONE)
    alert.subject.id = SCRIPT
    row = pb.AlertRow(owner=SCRIPT, desk=Desk(name=SCRIPT), source=SCRIPT, authority=SCRIPT, table=SCRIPT, at_ms=1)
    row.ends.add(column=SCRIPT, key=alert.subject)
    finding = pb.AlertFinding(words=SCRIPT, look_alike=SCRIPT, look_alikes=[SCRIPT])
    answered(hub, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[alert]))
    answered(hub, f"{SERVICE}GetAlert", service.GetAlertResponse(alert=alert, rows=[row], opinions=[OPINION]))
    answered(hub, f"{SERVICE}ExplainAlert", service.ExplainAlertResponse(alert=alert, findings=[finding]))
    for path in ("/alerts", "/alerts/x", "/alerts/x/why"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_every_word_of_the_protocol_is_called_something_in_both_languages() -> None:
    for kind, prefix, key in (
        (pb.AlertLevel, "ALERT_LEVEL_", "alert.level."),
        (pb.AlertState, "ALERT_STATE_", "alert.state."),
        (pb.AlertReason, "ALERT_REASON_", "alert.reason."),
        (pb.EvidenceFamily, "EVIDENCE_FAMILY_", "alert.family."),
    ):
        words = {name.removeprefix(prefix) for name, _ in kind.items()} - {"UNSPECIFIED"}
        assert {name.removeprefix(key) for name in ALERT_TEXTS if name.startswith(key)} == words


def test_the_pages_are_in_urdu(hub: HubThread, browser: Browser) -> None:
    answered(hub, f"{SERVICE}ListAlerts", service.ListAlertsResponse(alerts=[ALERT]))
    in_urdu(browser)
    said = browser.get("/alerts").text
    for text in ("انتباہات", "رقم، فون کالز", '<bdi dir="ltr" lang="en">M1, C1</bdi>'):
        assert text in said
