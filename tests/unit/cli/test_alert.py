"""`rabta alert` and `rabta detect`: what is sent, how it is shown, and what is refused before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service
from rabta.linkage.v1 import graph_pb2 as graph
from rabta.membership.v1.registry_pb2 import Desk

from services.access.errors import NotFound
from services.node.local import free_ports
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import WHY, asked_by, rabta, refuses

SERVICE = "/rabta.linkage.v1.AlertService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in service.DESCRIPTOR.services_by_name["AlertService"].methods)
WIDE = {"COLUMNS": "300"}
PHONE = graph.NodeKey(kind=graph.NODE_KIND_PHONE, id="+923001234567")
ALERT = pb.Alert(
    id="alert-1", level=pb.ALERT_LEVEL_ALERT, state=pb.ALERT_STATE_FIRST_OPINION,
    rules=[pb.AlertRule(detector="M1", version=1), pb.AlertRule(detector="C1", version=2)],
    families=[pb.EVIDENCE_FAMILY_MONEY, pb.EVIDENCE_FAMILY_CALLS], raised_ms=1_780_000_000_000, subject=PHONE,
    like_decided=4, like_confirmed=3,
)  # fmt: skip
LEAD = pb.Alert(id="lead-1", level=pb.ALERT_LEVEL_LEAD, state=pb.ALERT_STATE_OPEN, rules=[pb.AlertRule(detector="T1")])
ROW = pb.AlertRow(
    owner=live.FIA, desk=Desk(name="Duty desk", phone="042"), source="feed-7/3", authority="pk.fia/W/2026/114",
    table="transfers", at_ms=1_780_000_000_000, amount_minor=450_000, currency="PKR",
    ends=[pb.AlertEnd(column="payer", protected_party=True), pb.AlertEnd(column="payee", key=PHONE)],
)  # fmt: skip
RULE = pb.DetectorInfo(
    rule=pb.AlertRule(detector="M1", version=1), words="one account sweeps what others take", words_ur="ایک کھاتہ",
    family=pb.EVIDENCE_FAMILY_MONEY, authorities=["money"], enabled=True,
    parameters=[pb.DetectorParameter(name="payers", value=4.0)], look_alikes=["committee"],
)  # fmt: skip


def told(*words: object, code: int = 0) -> str:
    said = rabta(*words, code=code, env=WIDE)
    return " ".join((said.stdout + said.stderr).split())


def test_alerts_are_listed_and_a_lead_names_nobody(hub: HubThread, officer: Path) -> None:
    answer = service.ListAlertsResponse(alerts=[ALERT, LEAD], left_out=[service.AlertsLeftOut(detector="M1", number=7)])
    asked = asked_by(hub, "ListAlerts", answer)
    out = told("alert", "list", "--profile", officer, *WHY)
    assert service.ListAlertsRequest.FromString(asked[0][1]) == service.ListAlertsRequest()
    for text in ("alert-1", "first opinion", "M1, C1", "money, calls", "3 of 4", "923001234567", "lead-1", "not named"):
        assert text in out
    assert "left out today: 7 of M1" in out


def test_none_is_said_to_be_none(hub: HubThread, officer: Path) -> None:
    asked_by(hub, "ListAlerts", service.ListAlertsResponse())
    assert "none" in told("alert", "list", "--profile", officer, *WHY)


def test_the_rows_behind_one_are_shown_and_a_protected_party_without_a_number(hub: HubThread, officer: Path) -> None:
    opinion = pb.AlertOpinion(
        officer="pk.fia/a", confirms=False, reason=pb.ALERT_REASON_LOOK_ALIKE, words="\x1b[2Ja committee", at_ms=1
    )
    answer = service.GetAlertResponse(alert=ALERT, rows=[ROW], rows_left_out=2, opinions=[opinion])
    asked = asked_by(hub, "GetAlert", answer)
    out = told("alert", "show", "--profile", officer, "alert-1", *WHY)
    assert service.GetAlertRequest.FromString(asked[0][1]).id == "alert-1"
    for text in ("payer: a protected party", "payee: ", "4,500", "feed-7/3", "W/2026/114", "Duty desk 042", "wrong"):
        assert text in out
    assert "look alike" in out
    assert "2 more rows are not listed" in out
    assert "\x1b" not in out


MET = pb.MetDesk(agency="pk.customs", desk=Desk(name="Duty desk", phone="0104"), reference="ab12cd34ef56", met_ms=1)


def test_a_lead_is_offered_by_two_and_the_desks_that_were_told_are_shown(tmp_path: Path) -> None:
    """A hub of its own: the token of who approves is good for one question."""
    with hub_thread(live.copied(tmp_path), (live.FIA,), METHODS) as hub:
        answer = service.OfferLeadResponse(alert=LEAD, offered_until_ms=1_780_000_000_000, desks=[MET])
        asked = asked_by(hub, "OfferLead", answer)
        officer = hub.profile()
        out = told("alert", "offer", "--profile", officer, "lead-1", "--approver-profile", officer, *WHY)
    call, raw = asked[0]
    sent = service.OfferLeadRequest.FromString(raw)
    assert (sent.id, len(sent.request_id)) == ("lead-1", 32)
    assert call.caller is not None
    assert call.caller.approver is not None
    for text in ("lead-1", "pk.customs", "Duty desk 0104", "ab12cd34ef56", "offered to other desks until 2026-"):
        assert text in out


def test_desks_that_were_told_of_a_lead_are_shown(hub: HubThread, officer: Path) -> None:
    lead = pb.Alert(id="lead-1", level=pb.ALERT_LEVEL_LEAD, desks_met=1)
    asked_by(hub, "ListAlerts", service.ListAlertsResponse(alerts=[lead, LEAD]))
    assert "other desks were told of it: lead-1" in told("alert", "list", "--profile", officer, *WHY)
    asked_by(hub, "GetAlert", service.GetAlertResponse(alert=lead, desks=[MET], offered_until_ms=1_780_000_000_000))
    out = told("alert", "show", "--profile", officer, "lead-1", *WHY)
    for text in ("pk.customs", "Duty desk 0104", "ab12cd34ef56", "offered to other desks until 2026-"):
        assert text in out
    asked_by(hub, "GetAlert", service.GetAlertResponse(alert=lead))
    assert "offered" not in told("alert", "show", "--profile", officer, "lead-1", *WHY)


def test_why_it_was_raised_in_either_language(hub: HubThread, officer: Path) -> None:
    finding = pb.AlertFinding(
        rule=pb.AlertRule(detector="M1", version=1), words="one account", words_ur="ایک کھاتہ",
        figures=[pb.AlertFigure(name="share", value=0.85)], look_alikes=["committee", "payroll"],
    )  # fmt: skip
    asked_by(hub, "ExplainAlert", service.ExplainAlertResponse(alert=ALERT, findings=[finding]))
    out = told("alert", "explain", "--profile", officer, "alert-1", *WHY)
    for text in ("M1 1", "one account", "share 0.85", "committee, payroll"):
        assert text in out
    assert "ایک کھاتہ" in told("alert", "explain", "--profile", officer, "alert-1", *WHY, "--language", "ur")


@pytest.mark.parametrize(
    ("because", "confirms", "reason"),
    [
        ("pattern-holds", True, pb.ALERT_REASON_PATTERN_HOLDS),
        ("known-to-case", True, pb.ALERT_REASON_KNOWN_TO_CASE),
        ("look-alike", False, pb.ALERT_REASON_LOOK_ALIKE),
        ("data-wrong", False, pb.ALERT_REASON_DATA_WRONG),
        ("wrong-person", False, pb.ALERT_REASON_WRONG_PERSON),
        ("subject-in-need", False, pb.ALERT_REASON_SUBJECT_IN_NEED),
    ],
)
def test_an_opinion_says_right_or_wrong_by_its_reason(
    hub: HubThread, officer: Path, because: str, confirms: bool, reason: int
) -> None:
    asked = asked_by(hub, "DecideAlert", service.DecideAlertResponse(alert=ALERT))
    told("alert", "decide", "--profile", officer, "alert-1", "--because", because, "--why", "seen", *WHY)
    sent = service.DecideAlertRequest.FromString(asked[0][1])
    assert (sent.id, sent.confirms, sent.reason, sent.words) == ("alert-1", confirms, reason, "seen")
    assert len(sent.request_id) == 32


def test_the_same_opinion_is_sent_again_by_its_id(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "DecideAlert", service.DecideAlertResponse(alert=ALERT))
    words = ("--because", "look-alike", "--why", "seen", "--request-id", "again-0001")
    told("alert", "decide", "--profile", officer, "alert-1", *words, *WHY)
    assert service.DecideAlertRequest.FromString(asked[0][1]).request_id == "again-0001"


def test_rules_are_listed_with_what_they_stay_silent_for(hub: HubThread, officer: Path) -> None:
    stopped = pb.DetectorInfo(rule=pb.AlertRule(detector="R2"), lead_only=True, changed_ms=1_780_000_000_000)
    asked_by(hub, "ListDetectors", service.ListDetectorsResponse(detectors=[RULE, stopped]))
    out = told("detect", "list", "--profile", officer, *WHY)
    for text in ("one account sweeps", "money", "payers 4", "committee", "yes", "R2 (never an alert)", "stopped"):
        assert text in out


@pytest.mark.parametrize(("command", "enabled"), [("stop", False), ("start", True)])
def test_a_rule_is_switched_by_two(tmp_path: Path, command: str, enabled: bool) -> None:
    """A hub of its own for each: the token of who approves is good for one question."""
    with hub_thread(live.copied(tmp_path), (live.FIA,), METHODS) as hub:
        asked = asked_by(hub, "SetDetector", service.SetDetectorResponse(detector=RULE))
        officer = hub.profile()
        words = ("--why", "lists are old", "--approver-profile", officer, "--case", "REVIEW:2026/1")
        told("detect", command, "--profile", officer, "M1", *words)
    call, raw = asked[0]
    sent = service.SetDetectorRequest.FromString(raw)
    assert (sent.detector, sent.enabled, sent.why) == ("M1", enabled, "lists are old")
    assert call.caller is not None
    assert call.caller.approver is not None


@pytest.mark.parametrize("output", ["json", "csv"])
def test_programs_read_them_too(hub: HubThread, officer: Path, output: str) -> None:
    asked_by(hub, "ListAlerts", service.ListAlertsResponse(alerts=[ALERT]))
    asked_by(hub, "GetAlert", service.GetAlertResponse(alert=ALERT, rows=[ROW]))
    asked_by(hub, "ExplainAlert", service.ExplainAlertResponse(alert=ALERT, findings=[pb.AlertFinding(words="one")]))
    asked_by(hub, "ListDetectors", service.ListDetectorsResponse(detectors=[RULE]))
    for words, text in (
        (("alert", "list"), "alert-1"),
        (("alert", "show", "alert-1"), "feed-7/3"),
        (("alert", "explain", "alert-1"), "one"),
        (("detect", "list"), "committee"),
    ):
        assert text in told(*words[:2], "--profile", officer, *words[2:], *WHY, "--output", output)


def test_one_that_is_not_there_ends_as_that(hub: HubThread, officer: Path) -> None:
    hub.hub.bodies[SERVICE + "GetAlert"] = refuses(NotFound())
    rabta("alert", "show", "--profile", officer, "alert-9", *WHY, code=4)


@pytest.mark.parametrize(
    "words",
    [
        ("alert", "decide", "alert-1", "--why", "seen"),
        ("alert", "decide", "alert-1", "--because", "hunch", "--why", "seen"),
        ("alert", "decide", "alert-1", "--because", "look-alike"),
        ("detect", "stop", "M1", "--why", "old"),
        ("alert", "offer", "lead-1"),
    ],
)
def test_what_lacks_a_reason_or_a_second_person_is_not_sent(officer: Path, words: tuple[str, ...]) -> None:
    rabta(*words[:2], "--profile", officer, *words[2:], *WHY, code=2)


def test_a_run_by_hand_wants_a_hubs_folder(tmp_path: Path) -> None:
    assert "rabta: " in rabta("detect", "run", tmp_path / "nothing", code=2).stderr


def test_of_an_answer_that_was_lost_it_is_said_how_to_send_the_same_again(hub: HubThread, officer: Path) -> None:
    """Nobody listens where the hub is looked for; the issuer gives its token."""
    text = officer.read_text().replace(f":{hub.local.port}", f":{free_ports(1)[0]}")
    elsewhere = officer.with_name("elsewhere.toml")
    elsewhere.write_text(text)
    elsewhere.chmod(0o600)
    words = ("--because", "look-alike", "--why", "seen", "--request-id", "again-0001")
    said = rabta("alert", "decide", "--profile", elsewhere, "alert-1", *words, *WHY, code=1)
    assert "not answered; the same request again: --request-id again-0001" in said.stderr
