"""Each method of the hub's client as a test calls it, and what an honest hub answers to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rabta.linkage.v1 import question_pb2
from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.person_pb2 import ZONE_REVIEW, FieldWeight
from rabta.records.v1.record_pb2 import RecordVersion as RecordMessage

from rabta.client import Hub, Identifier, Reason, RecordVersion, network, records
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import HubThread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import FIND_PERSON, HISTORY, LINKAGE, PERSON, RECORD, SEARCH, SUBMIT, VERSIONS, answers
from tests.unit.client.test_versions import Shown, history_of, page_of

CNIC = Identifier("CNIC", "3520212345671")
WHY = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024")
YOUSAF = records.PersonDescription((records.Name("OWN", "محمد یوسف"),))
NAME = f"agencies/{live.PUNJAB}/records/r"
NODE = network.NodeKey("SUBJECT", "agencies/pk.fia/records/x#1")
EXPAND = f"{LINKAGE}/Expand"
OWN = RecordVersion(agency=live.FIA, record_id="own", kind="CASE_FILE", valid_from="2024-01-02")

CALLS: dict[str, Callable[[Hub], Any]] = {
    "history": lambda hub: hub.history(CNIC, WHY),
    "search": lambda hub: hub.search(CNIC, WHY),
    "record": lambda hub: hub.record(NAME, WHY),
    "versions": lambda hub: hub.versions(NAME, WHY),
    "search_person": lambda hub: hub.search_person(YOUSAF, WHY),
    "person": lambda hub: hub.person(NAME, WHY),
    "ask": lambda hub: hub.ask(network.ExpandRequest(start=(NODE,)), network.ExpandResponse, WHY),
    "call": lambda hub: hub.call(question_pb2.ExpandRequest(), question_pb2.ExpandResponse, WHY, "NETWORK"),
    "submit": lambda hub: hub.submit([OWN]),
    "receipts": lambda hub: hub.receipts(),
}


def honest(desk: HubThread) -> None:
    """Every route answers as the protocol has it."""
    shown = page_of(live.PUNJAB, said=RecordMessage(record_id="r"))
    desk.hub.bodies.update(
        {
            HISTORY: answers(pb.GetHistoryResponse(history=history_of(page_of(live.PUNJAB)))),
            SEARCH: answers(pb.SearchResponse(matches=[pb.SubjectMatch(owner=live.PUNJAB, grade="B2")])),
            RECORD: answers(pb.GetRecordResponse(version=shown[0][0], page=shown[1][0])),
            VERSIONS: answers(pb.ListVersionsResponse(versions=shown[0], pages=shown[1], next_page_token="more")),
            FIND_PERSON: answers(found_person()),
            PERSON: answers(person_of(shown)),
            EXPAND: answers(question_pb2.ExpandResponse(counts=[question_pb2.KindCount(edges=3, nodes=2)])),
            SUBMIT: taking(desk),
        }
    )


def found_person() -> pb.SearchPersonResponse:
    """One candidate, with a field that speaks for it, and words that were braked."""
    weight = FieldWeight(field="name", level="telling", bits=6.5, text="the names agree", text_ur="نام ملتا ہے")
    match = pb.SubjectMatch(version=f"{NAME}/versions/2", owner=live.PUNJAB, grade="B2")
    one = pb.PersonCandidate(match=match, bits=-3.25, zone=ZONE_REVIEW, fields=[weight])
    return pb.SearchPersonResponse(candidates=[one], model="matcher-1+0123456789ab", braked=["محمد"])


def person_of(shown: Shown) -> pb.GetPersonResponse:
    """A person of one record: the first of the versions."""
    said = RecordMessage.FromString(shown[0][0].version)
    name = f"agencies/{said.agency}/records/{said.record_id}/versions/{said.version}"
    member = pb.SubjectMatch(version=name, owner=said.agency, grade="--")
    if said.HasField("subject"):
        member.subject.CopyFrom(said.subject)
    return pb.GetPersonResponse(members=[member], versions=shown[0][:1], pages=shown[1])


def taking(desk: HubThread) -> Any:
    """A route that takes pages of one agency; its store is opened in the hub's own thread."""
    made: list[FeedHub] = []

    async def body(_call: Call, raw: bytes) -> bytes:
        if not made:
            made.append(FeedHub(key_of(desk.files, live.FIA, "page").public()))
        return await made[0].handle(raw)

    return body
