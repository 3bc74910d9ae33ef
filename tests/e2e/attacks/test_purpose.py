"""Reasons that do not fit: purpose, basis, class, reference, case, clearance, own number; and too many numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rabta.records.v1.history_pb2 import History, Selector
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    SearchRequest,
    SearchResponse,
)
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import HISTORY, RECORDS, history_of
from tests.e2e.conftest import NUMBERS_AN_HOUR, OF_AN_AGENCY
from tests.e2e.people import (
    BORDER,
    CLOSED_CASE,
    COLLEAGUE,
    ENQUIRY_CASE,
    FIA,
    FIA_CASE,
    INVESTIGATOR,
    PRISONS,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH_INVESTIGATOR,
    Officer,
    kin,
)
from tests.e2e.planted import CHILD_WANTED, ENQUIRED, KNOWN, NAMED_ONLY, SECRET, WANTED
from tests.e2e.world import World
from tests.fakes.record_maker import cnic

SEARCH = f"{RECORDS}Search"


def search_of(number: str, **more: Any) -> bytes:
    selector = Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=number))
    return SearchRequest(selector=selector, **more).SerializeToString(deterministic=True)


def ask(world: World, officer: Officer, number: str = KNOWN, **changes: Any) -> Seen:
    question = world.ask(HISTORY, history_of(number), world.token(officer, **changes), agency=officer.agency)
    return put(world, question)


def history(world: World, officer: Officer, number: str) -> History:
    return GetHistoryResponse.FromString(answered(world, ask(world, officer, number))).history


UNFIT: dict[str, dict[str, str]] = {
    "purpose-unknown": {"purpose": "CURIOSITY"},
    "purpose-of-another-role": {"purpose": "OVERSIGHT", "legal_basis": "DATA_OVERSIGHT", "query_class": "AUDIT"},
    "basis-unknown": {"legal_basis": "MY_OWN"},
    "basis-of-another-purpose": {"legal_basis": "DATA_OVERSIGHT"},
    "class-unknown": {"query_class": "EVERYTHING"},
    "class-of-another-purpose": {"query_class": "CHECKPOINT"},
    "victim-class-by-investigator": {"query_class": "PROTECTION"},
    "second-basis-not-needed": {"second_basis": "PECA_WARRANT"},
    "comms-without-warrant": {"query_class": "COMMS_MONEY"},
    "comms-with-ifta": {"query_class": "COMMS_MONEY", "second_basis": "IFTA_WARRANT"},
    "second-basis-the-same": {"query_class": "IDENTITY", "second_basis": "CRPC_CASE"},
    "reference-of-another-purpose": {"case_type": "ENQUIRY", "case_key": ENQUIRY_CASE},
    "reference-unknown": {"case_type": "DIARY"},
    "case-of-three-parts": {"case_key": "LAHORE/512/2024"},
    "case-of-the-wrong-century": {"case_key": "PB/LAHORE/ICHHRA/512/1824"},
    "case-with-an-empty-part": {"case_key": "PB//ICHHRA/512/2024"},
}


@pytest.mark.parametrize("name", sorted(UNFIT))
def test_unfit(world: World, name: str) -> None:
    refused(world, ask(world, INVESTIGATOR.asking(**UNFIT[name])), "PURPOSE_UNFIT")


@pytest.mark.parametrize("key", ["", " ", "pb/lahore/ichhra/512/2024", "A  B", "A\tB", "A" * 129])
def test_case_malformed(world: World, key: str) -> None:
    """Never well formed: refused with the token."""
    details = world.claims(INVESTIGATOR)["authorization_details"]
    details[0]["case"]["key"] = key
    refused(world, ask(world, INVESTIGATOR, authorization_details=details), "TOKEN_INVALID", rule="value")


BORROWED: dict[str, Officer] = {
    "of-a-colleague": COLLEAGUE,
    "of-another-agency": INVESTIGATOR.asking(case_key=PUNJAB_CASE),
    "closed": PUNJAB_INVESTIGATOR.asking(case_key=CLOSED_CASE),
    "unknown": INVESTIGATOR.asking(case_key="FIA/LAHORE/AHTC/9999/2024"),
    "of-nobody-here": SINDH_INVESTIGATOR.asking(case_key=FIA_CASE),
}


def test_borrowed_case(world: World) -> None:
    """A colleague's, another agency's, a closed and an unknown case: the same words for all of them."""
    answers = set()
    for officer in BORROWED.values():
        seen = ask(world, officer)
        refused(world, seen, "CASE_NOT_YOURS")
        answers.add(dict(seen.back.trailing)["grpc-status-details-bin"])
    assert len(answers) == 1


def test_own_number(world: World) -> None:
    """An officer asks about themselves; oversight is told."""
    seen = ask(world, INVESTIGATOR, own_and_kin=[kin(f"CNIC:{KNOWN}")])
    refused(world, seen, "OWN_OR_KIN")
    assert seen.entries[0].sealed.alarms == ("own-or-kin",)


def test_kin_under_another_name_of_the_number(world: World) -> None:
    """The number is one series under three card names."""
    seen = ask(world, INVESTIGATOR, own_and_kin=[kin(f"NICOP:{KNOWN}")])
    refused(world, seen, "OWN_OR_KIN")


def test_kin_read_by_record_name(world: World) -> None:
    """Not asked for by number: the record itself says whose it is, and is as absent as any that is not there."""
    from rabta.records.v1.records_service_pb2 import GetRecordRequest

    token = world.token(INVESTIGATOR, own_and_kin=[kin(f"CNIC:{KNOWN}")])
    body = GetRecordRequest(name=f"agencies/{FIA}/records/fia-known").SerializeToString()
    seen = put(world, world.ask(f"{RECORDS}GetRecord", body, token))
    refused(world, seen, "NOT_FOUND")
    assert "own-or-kin" in seen.entries[-1].sealed.alarms


def test_enquiry_before_its_time(world: World) -> None:
    """An enquiry gives a hit and a desk, no more, of whatever is held."""
    officer = INVESTIGATOR.asking(
        purpose="PRELIMINARY_ENQUIRY", legal_basis="FIA_ENQUIRY", case_type="ENQUIRY", case_key=ENQUIRY_CASE
    )
    found = history(world, officer, WANTED)
    assert (len(found.timeline), [hit.desk.phone for hit in found.hits]) == (0, ["+92 51 000 0000"])
    assert found.hits[0].action.action == ""


def test_untested_enquiry_of_another_agency(world: World) -> None:
    found = history(world, PUNJAB_INVESTIGATOR, ENQUIRED)
    assert (len(found.timeline), [hit.owner for hit in found.hits]) == (0, [FIA])


@pytest.mark.parametrize("number", [SECRET, NAMED_ONLY])
def test_clearance_and_terms(world: World, number: str) -> None:
    """Above the officer's clearance, or named to others alone: a hit."""
    found = history(world, PUNJAB_INVESTIGATOR, number)
    assert (len(found.timeline), [hit.owner for hit in found.hits]) == (0, [FIA])


def test_checkpoint_learns_what_to_do(world: World) -> None:
    """Action, authority and desk; no record, no name."""
    found = SearchResponse.FromString(answered(world, put(world, world.asking(BORDER, SEARCH, search_of(WANTED)))))
    assert (len(found.matches), [hit.action.action for hit in found.hits]) == (0, ["PREVENT_EXIT"])
    assert b"Imran" not in found.SerializeToString()


def test_checkpoint_meets_a_child(world: World) -> None:
    """Of a child: call the desk, and nothing of the warrant itself."""
    raw = answered(world, put(world, world.asking(BORDER, SEARCH, search_of(CHILD_WANTED))))
    found = SearchResponse.FromString(raw)
    assert [(hit.action.action, hit.action.authority) for hit in found.hits] == [("CHILD", "")]
    assert b"Kashif" not in raw


def test_checkpoint_gets_no_history_of_crimes(world: World) -> None:
    found = history(world, BORDER, KNOWN)
    assert not found.timeline
    assert {hit.action.action for hit in found.hits} == {"PREVENT_EXIT"}


def test_record_officer_reads_no_history_of_others(world: World) -> None:
    found = history(world, RECORDERS[PRISONS], KNOWN)
    assert {line.owner for line in found.timeline} <= {PRISONS}
    assert not found.hits


def test_many_numbers_of_one_officer(world: World) -> None:
    """More distinct numbers than an hour allows: refused whether they are held or not, in whole minutes."""
    officer = replace(INVESTIGATOR, id="fia-1044")
    ids = [cnic(5000 + number) for number in range(NUMBERS_AN_HOUR)]
    reasons = [
        ask(world, officer, number).entries[0].open.reason for number in (*ids, *(cnic(5500 + n) for n in range(9)))
    ]
    assert set(reasons) <= {"CASE_NOT_YOURS", "RATE_LIMITED"}
    assert reasons[-1] == "RATE_LIMITED", "a refused call counts as well"
    officer = replace(PUNJAB_INVESTIGATOR, id="pb-2009")
    counted = 0
    for number in (*ids, KNOWN, *(cnic(6000 + each) for each in range(NUMBERS_AN_HOUR))):
        seen = ask(world, officer, number)
        if seen.entries[0].open.reason:
            break
        counted += 1
        answered(world, seen)
    refusal = refused(world, seen, "RATE_LIMITED")
    assert 10 <= counted <= NUMBERS_AN_HOUR, "what other tests asked for counts too, answered or refused"
    assert refusal.retry_after_s % 60 == 0
    refused(world, ask(world, officer, cnic(6999)), "RATE_LIMITED")


def test_many_numbers_of_many_officers(world: World) -> None:
    """Officers are the issuer's to mint, numbers are counted for the agency too."""
    reached = 0
    for number in range(OF_AN_AGENCY + 60):
        who = replace(RECORDERS[PRISONS], id=f"pr-minted-{number}")
        seen = ask(world, who, cnic(7000 + number))
        if seen.entries[0].open.reason:
            break
        reached += 1
    refused(world, seen, "RATE_LIMITED")
    assert reached <= OF_AN_AGENCY
    assert not ask(world, BORDER, cnic(7999)).entries[0].open.reason
    assert PUNJAB
