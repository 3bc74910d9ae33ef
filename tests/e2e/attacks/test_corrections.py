"""Corrections that others propose: who may not see a record, who did not propose, who does not own it, what comes twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as pb

from tests.e2e.attacks.judging import answered, put, quiet, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.attacks.test_hits import ABSENT, HIDDEN
from tests.e2e.corrections import (
    BORN,
    CORRECTIONS,
    decided,
    deciding,
    listed,
    proposed,
    proposing,
    send,
    wrong_record,
)
from tests.e2e.hits import ASKER, BARE, OWNER
from tests.e2e.people import AUDITOR, FIA, PUNJAB, RECORDERS, SINDH, SINDH_INVESTIGATOR, Officer, investigate, kin
from tests.e2e.planted import KNOWN
from tests.e2e.world import World
from tests.fakes import record_maker as make

SEEN = f"agencies/{FIA}/records/fia-known"


def test_what_is_proposed_is_accepted_and_answered_by_the_owner_s_next_version(world: World) -> None:
    """What the attacks below attack."""
    record = wrong_record(world)
    made = proposed(world, record.record_name)
    told = listed(world, OWNER)[made.id]
    assert (told.state, told.version, told.proposer.agency) == (correction.CORRECTION_STATE_WAITING, 1, ASKER.agency)
    assert (told.fields[0].reads, told.document.number) == (BORN, "B/1986/114")
    assert decided(world, made.id, "ACCEPTED").state == correction.CORRECTION_STATE_ACCEPTED
    refused(world, send(world, OWNER, deciding(made.id, "CORRECTED", version=2)), "INVALID_ARGUMENT", leaves=2)
    world.plant([make.following(record)])
    refused(world, send(world, OWNER, deciding(made.id, "CORRECTED", version=1)), "OUT_OF_ORDER", leaves=2)
    assert decided(world, made.id, "CORRECTED", version=2).answered_by == f"{record.record_name}/versions/2"
    assert listed(world, ASKER)[made.id].state == correction.CORRECTION_STATE_CORRECTED
    assert made.id not in listed(world, OWNER)


def test_nothing_is_proposed_about_what_is_hidden_or_a_bare_hit(world: World) -> None:
    """A victim, a child, whom a court sealed, what an originator keeps, a hit: the same bytes as of no record."""
    officers, said = {"victim": SINDH_INVESTIGATOR, "child": SINDH_INVESTIGATOR}, set()
    for name, hidden in {**HIDDEN, "bare": BARE}.items():
        for target in (hidden, ABSENT):
            seen = send(world, officers.get(name, ASKER), proposing(target))
            refused(world, seen, "NOT_FOUND", leaves=2)
            said.add(details(seen))
    assert len(said) == 1


STRANGERS: dict[str, Callable[[str], tuple[Officer, Message]]] = {
    "decided-by-a-stranger": lambda id_: (RECORDERS[SINDH], deciding(id_)),
    "decided-by-the-proposer's-agency": lambda id_: (RECORDERS[PUNJAB], deciding(id_)),
    "answered-by-a-stranger's-version": lambda id_: (RECORDERS[SINDH], deciding(id_, "CORRECTED", version=1)),
}


@pytest.mark.parametrize("case", STRANGERS)
def test_a_proposal_of_others_is_as_an_absent_one(world: World, case: str) -> None:
    """Byte for byte what is said of an id that nobody was given; and nothing was done to it."""
    made = proposed(world, wrong_record(world).record_name)
    said = set()
    for id_ in (made.id, "A" * 22):
        seen = send(world, *STRANGERS[case](id_))
        refused(world, seen, "NOT_FOUND", leaves=2)
        said.add(details(seen))
    assert len(said) == 1
    assert listed(world, ASKER)[made.id].state == correction.CORRECTION_STATE_WAITING


def test_no_list_but_the_two_sides_names_it(world: World) -> None:
    made = proposed(world, wrong_record(world).record_name)
    other_case = ASKER.asking(case_key="PB/LAHORE/ICHHRA/77/2020")
    for officer in (RECORDERS[SINDH], RECORDERS[PUNJAB], SINDH_INVESTIGATOR, AUDITOR):
        assert made.id not in listed(world, officer)
    refused(world, send(world, other_case, pb.ListCorrectionsRequest()), "CASE_NOT_YOURS")
    assert made.id in listed(world, ASKER)
    assert made.id in listed(world, OWNER)


def test_only_who_keeps_the_records_decides(world: World) -> None:
    made = proposed(world, wrong_record(world).record_name)
    investigator = Officer(FIA, "fia-1043", ("INVESTIGATOR",), 2, ASKER.why)
    refused(world, send(world, investigator, deciding(made.id)), "PURPOSE_UNFIT", leaves=1)
    own = Officer(FIA, "fia-1042", ("INVESTIGATOR",), 2, investigate("FIA/LAHORE/AHTC/7/2024"))
    refused(world, send(world, own, proposing(SEEN)), "INVALID_ARGUMENT", rule="own-record", leaves=2)


def test_no_agency_fills_the_queue_about_one_record(world: World) -> None:
    record = wrong_record(world).record_name
    waiting = [proposed(world, record) for _ in range(3)]
    refused(world, send(world, ASKER, proposing(record)), "RATE_LIMITED", leaves=2)
    decided(world, waiting[0].id, "REJECTED", rejection=correction.CORRECTION_REJECTION_NOT_PROVEN)
    proposed(world, record)


def test_the_same_request_id_is_one_proposal(world: World) -> None:
    request = proposing(wrong_record(world).record_name)
    first, again = (answered(world, send(world, ASKER, request), leaves=2) for _ in range(2))
    made = [pb.ProposeCorrectionResponse.FromString(each).correction.id for each in (first, again)]
    assert made[0] == made[1]
    request.held = True
    refused(world, send(world, ASKER, request), "REQUEST_ID_REUSED", leaves=2)


def test_nobody_proposes_about_their_own(world: World) -> None:
    token = world.token(ASKER, own_and_kin=[kin(f"CNIC:{KNOWN}")])
    body = proposing(SEEN).SerializeToString(deterministic=True)
    question = world.ask(f"{CORRECTIONS}ProposeCorrection", body, token, agency=ASKER.agency)
    refused(world, put(world, question), "NOT_FOUND", leaves=2)


def test_a_page_of_one_officer_goes_on_for_nobody_else(world: World) -> None:
    record = wrong_record(world).record_name
    for _ in range(2):
        proposed(world, record)
    page = pb.ListCorrectionsRequest(page_size=1)
    found = pb.ListCorrectionsResponse.FromString(answered(world, send(world, ASKER, page)))
    page.page_token = found.next_page_token
    assert page.page_token
    for officer in (OWNER, SINDH_INVESTIGATOR, AUDITOR):
        seen = send(world, officer, page)
        refused(world, seen, "PAGE_TOKEN_INVALID")
        quiet(seen.back)
