"""Alerts of the cited case: what was raised, the rows behind each, why, and the officer's opinion of it."""

from __future__ import annotations

import secrets
from base64 import b64encode
from typing import Final, cast

from google.protobuf.message import Message
from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service
from rabta.linkage.v1.graph_pb2 import PICTURE_FORMAT_SVG
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import network_class
from services.client.results import Verified
from services.console.alert_shown import shown_alert, shown_desk, shown_finding, shown_opinion, shown_row
from services.console.form import BadForm
from services.console.page import Page, PageRequest

REASONS: Final = {
    "PATTERN_HOLDS": True,
    "KNOWN_TO_CASE": True,
    "LOOK_ALIKE": False,
    "DATA_WRONG": False,
    "WRONG_PERSON": False,
    "SUBJECT_IN_NEED": False,
}
"""Each word of ``AlertReason``, and whether it holds the alert for right."""
LONGEST_WORDS: Final = 2000
"""Characters of an opinion in words: what the form takes; the hub has its own bound."""
_UNDECIDED: Final = (pb.ALERT_STATE_OPEN, pb.ALERT_STATE_FIRST_OPINION)
_METHOD: Final = "/rabta.linkage.v1.AlertService"


async def listed(asked: PageRequest) -> Response:
    """Every alert that the officer may see, alerts before leads, and what the day's budget left out."""
    answer = await _ask(asked, service.ListAlertsRequest(), service.ListAlertsResponse)
    question = asked.question(asked.text("asked.alerts", case=asked.why.case), "alert", "list")
    return asked.page(
        "alerts.html",
        question=question,
        answer=answer,
        alerts=[shown_alert(each) for each in answer.value.alerts],
    )


async def one(asked: PageRequest) -> Response:
    """One alert with its rows, also drawn, and a form for an opinion while two people have not decided."""
    name = asked.parameters["alert"]
    request = service.GetAlertRequest(id=name, pictures=[PICTURE_FORMAT_SVG], language=asked.language)
    answer = await _ask(asked, request, service.GetAlertResponse)
    question = asked.question(asked.text("asked.alert", alert=name), "alert", "show", name)
    told = answer.value.alert
    return asked.page(
        "alert.html",
        question=question,
        answer=answer,
        alert=shown_alert(told),
        rows=[shown_row(each) for each in answer.value.rows],
        opinions=[shown_opinion(each) for each in answer.value.opinions],
        desks=[shown_desk(each) for each in answer.value.desks],
        offered_until_ms=answer.value.offered_until_ms,
        picture=next((b64encode(each.data).decode() for each in answer.value.pictures), ""),
        undecided=told.level == pb.ALERT_LEVEL_ALERT and told.state in _UNDECIDED,
        reasons=tuple(REASONS),
        longest=LONGEST_WORDS,
        request_id=secrets.token_hex(16),
    )


async def why(asked: PageRequest) -> Response:
    """What each rule computed, and the look-alikes that it was held against."""
    name = asked.parameters["alert"]
    answer = await _ask(asked, service.ExplainAlertRequest(id=name), service.ExplainAlertResponse)
    question = asked.question(asked.text("asked.alert.why", alert=name), "alert", "explain", name)
    return asked.page(
        "alert_why.html",
        question=question,
        answer=answer,
        alert=shown_alert(answer.value.alert),
        findings=[shown_finding(each, urdu=asked.urdu) for each in answer.value.findings],
    )


async def decide(asked: PageRequest) -> Response:
    """Give an opinion once: the form's own id makes a second sending of it the same opinion."""
    name, because = asked.parameters["alert"], asked.field("because")
    if because not in REASONS or not 0 < len(asked.field("words")) <= LONGEST_WORDS:
        raise BadForm("an opinion has a reason of the list, and words")
    request = service.DecideAlertRequest(
        id=name,
        request_id=asked.field("request_id"),
        confirms=REASONS[because],
        reason=cast(pb.AlertReason, pb.AlertReason.Value(f"ALERT_REASON_{because}")),
        words=asked.field("words"),
    )
    answer = await _ask(asked, request, service.DecideAlertResponse)
    said = ("--because", because.lower().replace("_", "-"), "--why", asked.field("words"))
    question = asked.question(asked.text("asked.alert.decide", alert=name), "alert", "decide", name, *said)
    return asked.page("alert_decided.html", question=question, answer=answer, alert=shown_alert(answer.value.alert))


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(
        request, kind, asked.why, network_class(_METHOD, asked.why.second_basis, asked.why.purpose)
    )


ROUTES: Final = (
    Page("/alerts", listed, menu="alerts"),
    Page("/alerts/{alert}", one),
    Page("/alerts/{alert}/why", why),
    Page("/alerts/{alert}", decide, "POST"),
)
