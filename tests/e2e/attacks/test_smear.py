"""A member smears another's accused in a note of misused identity: what it says reaches nobody, whatever is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator

from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, ListNoticesRequest
from rabta.records.v1.claim_pb2 import ListClaimsRequest
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetRecordRequest,
    ListVersionsRequest,
)

from services.values.records import CaseReference, RecordVersion, Subject
from tests.e2e import people
from tests.e2e.attacks.judging import answered, put
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import AUDIT, HISTORY, RECORDS, history_of
from tests.e2e.people import FIA, FIA_CASE, PUNJAB, PUNJAB_CASE, SESSIONS, SINDH_INVESTIGATOR, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

SMEAR = "sells children beyond the river"


def others() -> list[Officer]:
    """Every officer of every other agency that the federation under test knows, record officers among them."""
    named = [each for each in vars(people).values() if isinstance(each, Officer)]
    return [each for each in (*named, *people.RECORDERS.values()) if each.agency != FIA]


def man(number: int) -> Subject:
    return make.person(make.cnic(840 + number), name=f"Smeared Man {number}")


def fresh(name: str) -> str:
    return f"{name}-{os.urandom(4).hex()}"


def accused(who: Subject) -> list[RecordVersion]:
    """Whom Punjab accuses in its own case, and the warrant for that person."""
    case = ref(PUNJAB_CASE)
    return [
        make.party(fresh("pb-smeared"), agency=PUNJAB, subject=who, case_references=case),
        make.listing(fresh("pb-wanted"), agency=PUNJAB, subject=who, type="WARRANT_NON_BAILABLE", case_references=case),
    ]


def note(agency: str, who: Subject, said: str, *cases: CaseReference) -> RecordVersion:
    return make.misused(fresh("note"), said, agency=agency, subject=who, case_references=cases)


def asked(who: Subject, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Every call that might give a record's bytes, or speak of it."""
    number = who.identifiers[0].value
    yield SEARCH, search_of(number)
    yield HISTORY, history_of(number)
    yield HISTORY, history_of(number, as_of_valid="2030-01-01")
    yield f"{RECORDS}ListClaims", ListClaimsRequest().SerializeToString()
    yield f"{AUDIT}ListNotices", ListNoticesRequest().SerializeToString()
    yield f"{AUDIT}GetEntries", GetEntriesRequest().SerializeToString()
    for name in names:
        yield f"{RECORDS}GetRecord", GetRecordRequest(name=name).SerializeToString()
        yield f"{RECORDS}ListVersions", ListVersionsRequest(name=name).SerializeToString()


def replies(world: World, officer: Officer, who: Subject, names: list[str]) -> bytes:
    """All bytes that an officer's calls come to, refusals too."""
    calls = asked(who, names)
    return b"".join(
        world.line(officer.agency).send(world.asking(officer, method, body)).everything() for method, body in calls
    )


def history(world: World, officer: Officer, who: Subject) -> History:
    raw = answered(world, put(world, world.asking(officer, HISTORY, history_of(who.identifiers[0].value))))
    return GetHistoryResponse.FromString(raw).history


def test_smear_in_a_note_of_misuse(world: World) -> None:
    """In Punjab's case, in none, and under both numbers: the words are in no reply to any officer of another agency."""
    who = man(1)
    notes = [note(FIA, who, SMEAR, *ref(PUNJAB_CASE)), note(FIA, who, SMEAR)]
    world.plant([*accused(who), *notes])
    for officer in others():
        said = replies(world, officer, who, [each.record_name for each in notes])
        assert SMEAR.encode() not in said, officer.id
    shown = history(world, people.PUNJAB_INVESTIGATOR, who)
    assert [hit.action.action for hit in shown.hits] == ["MISUSE_CLAIMED"], "that FIA claims it is told, once"
    assert FIA not in {line.owner for line in shown.timeline}
    assert "misused-identity" not in {banner.code for banner in shown.banners}
    own = replies(world, people.RECORDERS[FIA], who, [notes[0].record_name])
    assert SMEAR.encode() in own, "its writer reads it"


def test_a_true_note_is_not_hidden_by_it(world: World) -> None:
    """Of the case's owner, of a court, of who owns the case about the misuse: shown to all, with the banner."""
    for number, (agency, cases) in enumerate(
        [(PUNJAB, ref(PUNJAB_CASE)), (SESSIONS, ()), (FIA, ref(FIA_CASE))], start=2
    ):
        who, said = man(number), f"the card was stolen {number}"
        true = note(agency, who, said, *cases)
        world.plant([*accused(who), note(make.CUSTOMS, who, SMEAR, *ref(PUNJAB_CASE)), true])
        shown = replies(world, SINDH_INVESTIGATOR, who, [true.record_name])
        assert said.encode() in shown, agency
        assert SMEAR.encode() not in shown, agency
        banners = {banner.code for banner in history(world, SINDH_INVESTIGATOR, who).banners}
        assert "misused-identity" in banners, agency
        assert said.encode() in replies(world, people.BORDER, who, []), "it travels with the warrant at the border"
