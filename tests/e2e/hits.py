"""Questions about a hit, over a real socket: who asks, who answers, and how each is sent."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from google.protobuf.message import Message
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as pb
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import SearchRequest, SearchResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.client.errors import Refusal
from tests.e2e.attacks.judging import Seen, answered, put
from tests.e2e.bodies import RECORDS
from tests.e2e.people import FIA, PUNJAB, PUNJAB_CASE, PUNJAB_CHIEF, Officer, investigate, upkeep
from tests.e2e.planted import NAMED_ONLY
from tests.e2e.processes import until
from tests.e2e.world import World

HITS = "/rabta.exchange.v1.HitService/"
SEARCH = f"{RECORDS}Search"
ASKER = PUNJAB_CHIEF
"""Sees of FIA's `fia-named` a bare hit, and of its `fia-known` all."""
RELEASING = Officer(ASKER.agency, ASKER.id, ASKER.roles, ASKER.clearance, investigate(PUNJAB_CASE, "RELEASE"))
OWNER = Officer(FIA, "fia-1090", ("RECORD_OFFICER", "RELEASE_OFFICER"), 3, upkeep(FIA))
PUNJABS = Officer(PUNJAB, "pb-2090", ("RECORD_OFFICER", "RELEASE_OFFICER"), 2, upkeep(PUNJAB))
SEEN, BARE = f"agencies/{FIA}/records/fia-known", f"agencies/{FIA}/records/fia-named"
_NUMBERS = itertools.count(1)


def new_id() -> str:
    """A request id that was not used."""
    return f"hit-request-{next(_NUMBERS):06d}"


def send(world: World, officer: Officer, request: Message, **how: Any) -> Seen:
    """One call of the service, by the name of its request."""
    method = HITS + request.DESCRIPTOR.name.removesuffix("Request")
    return put(world, world.asking(officer, method, request.SerializeToString(deterministic=True), **how))


def confirming(**more: Any) -> pb.ConfirmHitRequest:
    """A confirmation; of the record that the asker sees unless told otherwise."""
    said = {"record": SEEN, "urgency": hit.URGENCY_IMMEDIATE, "questions": [hit.HIT_QUESTION_IN_FORCE], **more}
    return pb.ConfirmHitRequest(request_id=new_id(), **said)


def confirmed(world: World, officer: Officer = ASKER, **more: Any) -> hit.HitRequest:
    """A confirmation that was taken."""
    seen = send(world, officer, confirming(**more))
    return pb.ConfirmHitResponse.FromString(answered(world, seen, leaves=2)).request


def handle(world: World, officer: Officer = ASKER, number: str = NAMED_ONLY) -> str:
    """Handle of the one hit of a person."""
    selector = Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=number))
    seen = put(world, world.asking(officer, SEARCH, SearchRequest(selector=selector).SerializeToString()))
    (found,) = SearchResponse.FromString(answered(world, seen)).hits
    return found.handle


def requested(world: World, officer: Officer = ASKER, number: str = NAMED_ONLY) -> hit.HitRequest:
    """A request for a release of the one hit of a person that was taken."""
    selector = Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=number))
    asking = replace(officer, why=replace(officer.why, query_class="HISTORY"))
    (found,) = SearchResponse.FromString(
        said(world, asking, SEARCH, SearchRequest(selector=selector).SerializeToString())
    ).hits
    releasing = replace(officer, why=replace(officer.why, query_class="RELEASE"))
    request = pb.RequestReleaseRequest(request_id=new_id(), handle=found.handle, urgency=hit.URGENCY_PRIORITY)
    return pb.RequestReleaseResponse.FromString(
        said(world, releasing, f"{HITS}RequestRelease", request.SerializeToString())
    ).request


def said(world: World, officer: Officer, method: str, raw: bytes) -> bytes:
    """What is answered while others write into the log too. Copies that came just now count as none: asked again."""
    found: list[bytes] = []

    def told() -> bool:
        question = world.asking(officer, method, raw)
        proven = world.proven(question, world.line(officer.agency).send(question))
        try:
            proven.raise_refusal()
        except Refusal as refusal:
            if refusal.reason != "COPY_STALE":
                raise
            return False
        found.append(proven.body)
        return True

    until(told, "copies that are no newer than the question")
    return found[0]


def decided(world: World, officer: Officer, id_: str, lasts_ms: int = 0) -> None:
    """A release granted for so long, or for none taken back."""
    word, until_ms = hit.HIT_STATE_REFUSED, 0
    if lasts_ms:
        word, until_ms = hit.HIT_STATE_GRANTED, world.clock.now() + lasts_ms
    decision = pb.DecideReleaseRequest(request_id=new_id(), id=id_, decision=word, until_ms=until_ms)
    said(world, officer, f"{HITS}DecideRelease", decision.SerializeToString())


def listed(world: World, officer: Officer) -> dict[str, hit.HitRequest]:
    """All that the officer's list holds, by id."""
    found: dict[str, hit.HitRequest] = {}
    token = ""
    while True:
        request = pb.ListHitRequestsRequest(page_token=token, page_size=50)
        page = pb.ListHitRequestsResponse.FromString(answered(world, send(world, officer, request)))
        found |= {each.id: each for each in page.requests}
        token = page.next_page_token
        if not token:
            return found
