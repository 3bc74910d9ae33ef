"""Answers of a hub with something in every field, and what a stranger would have written into each."""

from __future__ import annotations

from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2, question_pb2
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.person_pb2 import ZONE_REVIEW, FieldWeight
from rabta.records.v1.record_pb2 import PARTY_ROLE_ACCUSED, RECORD_KIND_PARTY, RecordVersion
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Birth, Identifier, Name, NameType, Subject

from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import FIND_PERSON, HISTORY, PERSON, RECORD, SEARCH, VERSIONS, answers
from tests.unit.client.calls import EXPAND, person_of
from tests.unit.client.test_versions import history_of, page_of

SCRIPT = "\"'><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{7*7}}"
"""Closes attributes, opens elements, and is a template's expression."""
TURNED = "safe\u202etxt.exe\u200b"
"""Turns what stands beside it, and holds what nobody sees."""
NAME = f"agencies/{live.PUNJAB}/records/r"
VERSION = f"{NAME}/versions/1"
CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
PLAIN = "محمد یوسف"


def subject(said: str) -> Subject:
    """A person in whose every text stands ``said``."""
    return Subject(
        names=[Name(type=NameType.NAME_TYPE_OWN, text=said)],
        identifiers=[Identifier(type=IDENTIFIER_TYPE_CNIC, value="3520212345671")],
        birth=Birth(earliest="1985-01-01", latest="1985-12-31"),
        district=said,
        address=said,
    )


def hit(said: str) -> hp.Hit:
    made = hp.Hit(owner="pk.customs", owner_name=said, handle="opaque")
    made.desk.name, made.desk.phone, made.desk.email = said, "0300-1234567", said
    made.action.action = made.action.caution = said
    return made


def match(said: str) -> pb.SubjectMatch:
    return pb.SubjectMatch(version=VERSION, owner=live.PUNJAB, grade="B2", case_key="FIR-512", subject=subject(said))


def found(said: str) -> pb.SearchResponse:
    banners = [hp.Banner(code="review-first", text=said, text_ur=said)]
    return pb.SearchResponse(matches=[match(said)], hits=[hit(said)], next_page_token="more", banners=banners)


def candidates(said: str) -> pb.SearchPersonResponse:
    weight = FieldWeight(field="name", level="telling", bits=6.5, text=said, text_ur=said)
    one = pb.PersonCandidate(match=match(said), bits=-3.25, zone=ZONE_REVIEW, fields=[weight])
    return pb.SearchPersonResponse(candidates=[one], hits=[hit(said)], model="m", braked=[said])


def stated(said: str) -> RecordVersion:
    """A record as its owner signed it, with ``said`` in what an agency types."""
    return RecordVersion(
        record_id="r", kind=RECORD_KIND_PARTY, role=PARTY_ROLE_ACCUSED, valid_from="2024-01-02", subject=subject(said),
        status_note=said,
    )  # fmt: skip


def history(said: str) -> pb.GetHistoryResponse:
    """Two lines, a case, a conflict, a banner and a hit."""
    made = history_of(page_of(live.PUNJAB))
    for line in made.timeline:
        line.text = line.text_ur = said
        line.standing, line.finality = hp.STANDING_ALLEGATION, hp.FINALITY_NONE
        line.flags.add(rule="r", version=line.version, text=said, text_ur=said, source=said)
    case = made.cases.add(owner=live.PUNJAB, standing=hp.STANDING_ALLEGATION, outcome=said, outcome_ur=said)
    case.references.add(key="PB/LAHORE/ICHHRA/512/2024")
    conflict = made.conflicts.add(field="name")
    conflict.sides.add(value=said, version=VERSION, owner=live.PUNJAB, grade="B2")
    made.banners.add(code="CHILD", text=said, text_ur=said)
    made.hits.append(hit(said))
    made.later = 3
    return pb.GetHistoryResponse(history=made)


def person(said: str) -> pb.GetPersonResponse:
    made = person_of(page_of(live.PUNJAB, said=stated(said)))
    made.hits.append(hit(said))
    made.banners.add(code="CHILD", text=said, text_ur=said)
    return made


def case(said: str) -> question_pb2.ExpandResponse:
    """A party in whose name stands ``said``, what was cut, and a hidden record."""
    start = graph_pb2.NodeKey(kind=graph_pb2.NODE_KIND_CASE, id=CASE)
    party = graph_pb2.NodeKey(kind=graph_pb2.NODE_KIND_SUBJECT, id=f"{NAME}#1")
    made = question_pb2.ExpandResponse()
    made.counts.add(kind=graph_pb2.EDGE_KIND_PARTY_TO, edges=42, nodes=42)
    made.answer.nodes.add(key=start, label=said)
    made.answer.nodes.add(key=party, label=said, label_ur=said, role="ACCUSED", owner=live.PUNJAB)
    made.answer.edges.add(id="e", kind=graph_pb2.EDGE_KIND_PARTY_TO, start=party, end=start, owner=live.PUNJAB)
    made.answer.cuts.add(what="edges", shown=1, total=42, more=True)
    stub = made.answer.stubs.add(hidden=3, owner="pk.customs", owner_name=said)
    stub.desk.name, stub.desk.phone = said, "0300-1234567"
    return made


def set_all(hub: HubThread, said: str) -> None:
    """Every route answers with ``said`` wherever an agency or a person may have typed it."""
    versions, pages = page_of(live.PUNJAB, said=stated(said))
    told: dict[str, Message] = {
        SEARCH: found(said),
        FIND_PERSON: candidates(said),
        HISTORY: history(said),
        PERSON: person(said),
        EXPAND: case(said),
        RECORD: pb.GetRecordResponse(version=versions[0], page=pages[0]),
        VERSIONS: pb.ListVersionsResponse(versions=versions, pages=pages, next_page_token="more"),
    }
    hub.hub.bodies.update({method: answers(message) for method, message in told.items()})
