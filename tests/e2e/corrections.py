"""Corrections that others propose, over a real socket: who proposes what, who decides, and how each is sent."""

from __future__ import annotations

import itertools
from typing import Any

from google.protobuf.message import Message
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as pb

from services.values.records import RecordVersion
from tests.e2e.attacks.judging import Seen, answered, put
from tests.e2e.hits import ASKER, OWNER
from tests.e2e.people import FIA, FIA_CASE, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

CORRECTIONS = "/rabta.exchange.v1.CorrectionService/"
BORN, SHOULD_READ = "1985-03-04", "1986-03-04"
_NUMBERS = itertools.count(1)


def new_id() -> str:
    """A request id that was not used."""
    return f"correction-{next(_NUMBERS):06d}"


def wrong_record(world: World) -> RecordVersion:
    """A record of FIA's that nothing was proposed about, and that the proposer sees."""
    number = next(_NUMBERS)
    subject = make.person(make.cnic(45_000 + number), BORN, "Naveed Wrong")
    record = make.party(f"fia-wrong-{number}", agency=FIA, subject=subject, case_references=ref(FIA_CASE))
    world.plant([record])
    return record


def send(world: World, officer: Officer, request: Message, **how: Any) -> Seen:
    """One call of the service, by the name of its request."""
    method = CORRECTIONS + request.DESCRIPTOR.name.removesuffix("Request")
    return put(world, world.asking(officer, method, request.SerializeToString(deterministic=True), **how))


def proposing(record: str, **more: Any) -> pb.ProposeCorrectionRequest:
    """A proposal: the day of birth is another."""
    field = correction.FieldCorrection(
        path="subject.birth.earliest", problem=correction.FIELD_PROBLEM_WRONG, reads=BORN, should_read=SHOULD_READ
    )
    paper = correction.CorrectionDocument(issuer="Union Council 14, Lahore", number="B/1986/114", dated="1986-04-01")
    said = {"fields": [field], "basis": correction.CORRECTION_BASIS_REGISTER, "document": paper, **more}
    return pb.ProposeCorrectionRequest(request_id=new_id(), record=record, reason="The register says so.", **said)


def proposed(world: World, record: str, officer: Officer = ASKER) -> correction.Correction:
    """A proposal that was taken."""
    seen = send(world, officer, proposing(record))
    return pb.ProposeCorrectionResponse.FromString(answered(world, seen, leaves=2)).correction


def deciding(id_: str, word: str = "ACCEPTED", **more: Any) -> pb.DecideCorrectionRequest:
    """A decision."""
    state = f"CORRECTION_STATE_{word}"
    return pb.DecideCorrectionRequest(request_id=new_id(), id=id_, decision=state, **more)


def decided(world: World, id_: str, word: str, officer: Officer = OWNER, **more: Any) -> correction.Correction:
    """A decision that was taken."""
    seen = send(world, officer, deciding(id_, word, **more))
    return pb.DecideCorrectionResponse.FromString(answered(world, seen, leaves=2)).correction


def listed(world: World, officer: Officer) -> dict[str, correction.Correction]:
    """All that the officer's list holds, by id."""
    found: dict[str, correction.Correction] = {}
    token = ""
    while True:
        request = pb.ListCorrectionsRequest(page_token=token, page_size=50)
        page = pb.ListCorrectionsResponse.FromString(answered(world, send(world, officer, request)))
        found |= {each.id: each for each in page.corrections}
        token = page.next_page_token
        if not token:
            return found
