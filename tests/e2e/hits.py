"""Questions about a hit, over a real socket: who asks, who answers, and how each is sent."""

from __future__ import annotations

import itertools
from typing import Any

from google.protobuf.message import Message
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as pb
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import SearchRequest, SearchResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from tests.e2e.attacks.judging import Seen, answered, put
from tests.e2e.bodies import RECORDS
from tests.e2e.people import FIA, PUNJAB_CASE, PUNJAB_CHIEF, Officer, investigate, upkeep
from tests.e2e.planted import NAMED_ONLY
from tests.e2e.world import World

HITS = "/rabta.exchange.v1.HitService/"
SEARCH = f"{RECORDS}Search"
ASKER = PUNJAB_CHIEF
"""Sees of FIA's `fia-named` a bare hit, and of its `fia-known` all."""
RELEASING = Officer(ASKER.agency, ASKER.id, ASKER.roles, ASKER.clearance, investigate(PUNJAB_CASE, "RELEASE"))
OWNER = Officer(FIA, "fia-1090", ("RECORD_OFFICER", "RELEASE_OFFICER"), 3, upkeep(FIA))
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


def requested(world: World) -> hit.HitRequest:
    """A request for a release that was taken."""
    request = pb.RequestReleaseRequest(request_id=new_id(), handle=handle(world), urgency=hit.URGENCY_PRIORITY)
    seen = send(world, RELEASING, request)
    return pb.RequestReleaseResponse.FromString(answered(world, seen, leaves=2)).request


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
