"""`rabta watch`: what is asked for, how it is shown, and from where to go on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rabta.exchange.v1 import watch_service_pb2 as pb
from rabta.linkage.v1.question_pb2 import ExpandRequest
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.access.errors import NotFound
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, WHY, asked_by, rabta, refuses

SERVICE = "/rabta.exchange.v1.WatchService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in pb.DESCRIPTOR.services_by_name["WatchService"].methods)
RECORD = "agencies/pk.sindh-police/records/sd-warrant"
UNTIL = ("--until", "2026-06-01")
MADE = pb.NumberWatch(id="watch-1", record=RECORD, began_ms=1_780_000_000_000, expires_ms=1_780_340_399_999)


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ((), {"identifier": Identifier(type=IDENTIFIER_TYPE_CNIC, value=CNIC)}),
        ((RECORD, "--of", "record"), {"record": RECORD}),
        ((RECORD, "--of", "person"), {"person": RECORD}),
        (("--of", "case"), {"cited_case": True}),
    ],
    ids=["number", "record", "person", "case"],
)
def test_one_thing_is_watched_until_the_end_of_a_day(
    hub: HubThread, officer: Path, words: tuple[str, ...], of: dict[str, Any]
) -> None:
    asked = asked_by(hub, "Watch", pb.WatchResponse(watch=MADE))
    said = rabta("watch", "add", "--profile", officer, *WHY, *words, *UNTIL, "--request-id", "of-before")
    sent = pb.WatchRequest.FromString(asked[0][1])
    assert sent == pb.WatchRequest(request_id="of-before", expires_ms=1_780_340_399_999, **of)
    assert "watch-1" in said.stdout
    assert CNIC not in " ".join(map(str, words)), "a number is never an argument"


def test_a_question_is_read_as_json_and_asked_for_under_its_class(hub: HubThread, officer: Path) -> None:
    made = pb.NumberWatch(id="watch-6", question=pb.WatchedQuestion(method="Expand"))
    asked = asked_by(hub, "Watch", pb.WatchResponse(watch=made))
    of = ("--of", "question", "--method", "Expand", *UNTIL, "--output", "csv")
    node = {"kind": "NODE_KIND_PHONE", "id": "+923001234567"}
    said = rabta("watch", "add", "--profile", officer, *WHY, *of, stdin=json.dumps({"start": [node]})).stdout
    sent = pb.WatchRequest.FromString(asked[0][1])
    assert sent.question.method == "Expand"
    assert ExpandRequest.FromString(sent.question.request).start[0].id == "+923001234567"
    assert asked[0][0].inquiry().caller.query_class == "NETWORK"
    assert "the question Expand" in said
    asked_by(hub, "ListAlerts", pb.ListAlertsResponse())
    rabta("watch", "read", "--profile", officer, *WHY, "--query-class", "NETWORK")


@pytest.mark.parametrize(
    ("method", "text", "says"),
    [
        ("Expand", "{", "not a request of Expand"),
        ("Expand", '{"st": 1}', "not a request of Expand"),
        ("Steal", "{}", "Steal is no method"),
        ("", "{}", "nothing is no method"),
    ],
)
def test_what_is_no_question_is_not_sent(hub: HubThread, officer: Path, method: str, text: str, says: str) -> None:
    asked = asked_by(hub, "Watch", pb.WatchResponse())
    of = ("--of", "question", "--method", method, *UNTIL)
    assert says in rabta("watch", "add", "--profile", officer, *WHY, *of, stdin=text, code=2).stderr
    assert asked == []


def test_a_desk_is_offered_and_anothers_is_shown(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "Watch", pb.WatchResponse(watch=pb.NumberWatch(id="watch-5", deconflict=True)))
    said = rabta("watch", "add", "--profile", officer, *WHY, *UNTIL, "--deconflict", "--output", "csv").stdout
    assert pb.WatchRequest.FromString(asked[0][1]).deconflict
    assert "desk offered" in said
    alert = pb.Alert(sequence=1, watch="watch-5", owner="pk.sindh-police")
    alert.desk.name, alert.desk.phone = "Duty desk Karachi", "+92 21 000"
    asked_by(hub, "ListAlerts", pb.ListAlertsResponse(alerts=[alert]))
    shown = rabta("watch", "read", "--profile", officer, *WHY, "--output", "csv").stdout
    assert "pk.sindh-police,,,Duty desk Karachi +92 21 000" in shown


@pytest.mark.parametrize("words", [(RECORD,), ("--of", "record"), ("--of", "person"), (RECORD, "--of", "case")])
def test_a_record_is_named_where_it_is_of_use_and_nowhere_else(
    hub: HubThread, officer: Path, words: tuple[str, ...]
) -> None:
    asked = asked_by(hub, "Watch", pb.WatchResponse(watch=MADE))
    assert "name of a record" in rabta("watch", "add", "--profile", officer, *WHY, *words, *UNTIL, code=2).stderr
    assert asked == []


def test_the_list_says_of_what_each_watch_is(hub: HubThread, officer: Path) -> None:
    others = (
        pb.NumberWatch(id="watch-2", identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=CNIC)),
        pb.NumberWatch(id="watch-3", person=RECORD),
        pb.NumberWatch(id="watch-4", cited_case=True),
    )
    asked_by(hub, "ListWatches", pb.ListWatchesResponse(watches=[MADE, *others]))
    said = rabta("watch", "list", "--profile", officer, *WHY, "--output", "csv").stdout
    rows = [line.split(",")[:2] for line in said.splitlines() if line.startswith("watch-")]
    assert rows == [
        ["watch-1", RECORD], ["watch-2", f"CNIC {CNIC}"], ["watch-3", f"the person of {RECORD}"],
        ["watch-4", "the cited case"],
    ]  # fmt: skip
    asked_by(hub, "ListWatches", pb.ListWatchesResponse())
    assert "none" in rabta("watch", "list", "--profile", officer, *WHY).stdout


def test_a_reading_goes_on_from_where_the_last_one_ended(hub: HubThread, officer: Path) -> None:
    alerts = [pb.Alert(sequence=3), pb.Alert(sequence=4, watch="watch-1", told_ms=1, owner="pk.fia", handle="h-1")]
    place = pb.AlertCursor(feed="f-1", epoch=7, sequence=4)
    asked = asked_by(hub, "ListAlerts", pb.ListAlertsResponse(alerts=alerts, next=place, more=True))
    said = rabta("watch", "read", "--profile", officer, *WHY, "--after", "f-1:7:2", "--output", "csv")
    assert pb.ListAlertsRequest.FromString(asked[0][1]).cursor == pb.AlertCursor(feed="f-1", epoch=7, sequence=2)
    assert "3,,,,,," in said.stdout, "what is no longer theirs to see is a number alone"
    assert "h-1" in said.stdout
    assert "there is more: go on with --after f-1:7:4" in said.stderr
    told = rabta("watch", "read", "--profile", officer, *WHY, "--output", "json").stdout
    assert not pb.ListAlertsRequest.FromString(asked[1][1]).HasField("cursor")
    assert json.loads(told)["alerts"][1]["owner"] == "pk.fia"


@pytest.mark.parametrize("place", ["f-1", "f-1:seven:2", "f-1:7:-2"])
def test_a_place_that_no_reading_said_is_refused(hub: HubThread, officer: Path, place: str) -> None:
    asked = asked_by(hub, "ListAlerts", pb.ListAlertsResponse())
    said = rabta("watch", "read", "--profile", officer, *WHY, "--after", place, code=2).stderr
    assert "--after" in said
    assert asked == []


def test_a_watch_is_ended_and_one_that_is_not_theirs_is_not_found(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "Unwatch", pb.UnwatchResponse())
    assert "ended" in rabta("watch", "end", "--profile", officer, *WHY, "watch-1").stdout
    assert pb.UnwatchRequest.FromString(asked[0][1]).id == "watch-1"
    hub.hub.bodies[SERVICE + "Unwatch"] = refuses(NotFound())
    assert "not found" in rabta("watch", "end", "--profile", officer, *WHY, "watch-2", code=4).stderr
