"""An answer out of copies says whose they are and how old, beside its data and in words that do no harm."""

from __future__ import annotations

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1.question_pb2 import ExpandResponse
from rabta.records.v1.history_pb2 import History, Hit
from rabta.records.v1.records_service_pb2 import CopyAge, GetHistoryResponse, SearchResponse

from services.cli.copies import ELSEWHERE, told
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import HISTORY, SEARCH, WHY, answers, rabta

AT_MS, AT = 1_780_000_000_000, "2026-05-29T01:26:40+05:00"
COPIES = [CopyAge(agency=live.FIA, synced_ms=AT_MS), CopyAge(agency="pk.\x1b[31m\u202epolice", synced_ms=AT_MS)]


@pytest.mark.parametrize("message", [SearchResponse(), GetHistoryResponse(), ExpandResponse()], ids=type)
def test_the_hubs_answers_say_nothing_of_copies(message: Message) -> None:
    assert told(message) == ""


def test_each_agency_stands_with_one_time_and_nothing_harmful() -> None:
    said = told(SearchResponse(copies=COPIES))
    assert said.startswith(f"out of copies of {live.FIA}, pk.")
    assert said.endswith(f" as of {AT}, with nothing of other agencies")
    assert not {"\x1b", "\u202e"} & set(said)


HITS = [Hit(owner=live.FIA)]


@pytest.mark.parametrize(
    "message",
    [SearchResponse(copies=COPIES, hits=HITS), GetHistoryResponse(copies=COPIES, history=History(hits=HITS))],
    ids=type,
)
def test_where_a_hit_is_shown_it_says_where_a_release_is_asked_for(message: Message) -> None:
    assert told(message).endswith(ELSEWHERE)
    assert told(message).count("at the hub alone") == 1


@pytest.mark.parametrize(
    ("command", "method", "message"),
    [("search", SEARCH, SearchResponse(copies=COPIES)), ("history", HISTORY, GetHistoryResponse(copies=COPIES))],
    ids=["search", "history"],
)
def test_it_is_told_beside_the_data(hub_desk: HubThread, command: str, method: str, message: Message) -> None:
    hub_desk.hub.bodies[method] = answers(message)
    ran = rabta(command, "--profile", hub_desk.profile(), *WHY)
    assert f" as of {AT}, with nothing" in ran.stderr
    assert "out of copies" not in ran.stdout
