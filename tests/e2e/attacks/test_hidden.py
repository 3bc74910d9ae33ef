"""What is hidden looks like what is not there: answers, errors, times, page tokens, receipts, the log itself."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import (
    ListNoticesRequest,
)
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetRecordRequest,
    ListVersionsRequest,
    SearchResponse,
    SubmitPageResponse,
)

from services.values.records import RecordVersion
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import AUDIT, HISTORY, RECORDS, history_of
from tests.e2e.people import (
    CUSTOMS,
    FIA,
    INVESTIGATOR,
    PRISONS,
    PUNJAB,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_CASE,
    Officer,
)
from tests.e2e.planted import (
    FORBIDDEN,
    JUVENILE,
    KNOWN,
    NAMES,
    NOBODY,
    ORIGINATOR,
    SEALED,
    VICTIM,
    ref,
)
from tests.e2e.world import World
from tests.fakes import record_maker as make

NOTICES = f"{AUDIT}ListNotices"
GET, LIST = f"{RECORDS}GetRecord", f"{RECORDS}ListVersions"


def asker(number: str) -> Officer:
    """An investigator of an agency that does not own the man's records."""
    return PUNJAB_INVESTIGATOR if number == ORIGINATOR else INVESTIGATOR


def raw(world: World, officer: Officer, method: str, body: bytes) -> bytes:
    return answered(world, put(world, world.asking(officer, method, body)))


def details(seen: Seen) -> bytes:
    found = dict(seen.back.trailing)["grpc-status-details-bin"]
    return found if isinstance(found, bytes) else found.encode()


@pytest.mark.parametrize("number", FORBIDDEN, ids=[NAMES[number] for number in FORBIDDEN])
def test_hidden_person(world: World, number: str) -> None:
    """Byte for byte what is answered about nobody, and of the same size on the wire."""
    officer = asker(number)
    for method, ask in ((HISTORY, history_of), (SEARCH, search_of)):
        seen = put(world, world.asking(officer, method, ask(number)))
        absent = put(world, world.asking(officer, method, ask(NOBODY)))
        assert answered(world, seen) == answered(world, absent)
        assert not seen.entries[0].open.records
        assert seen.entries[0].sealed.withheld
        assert not absent.entries[0].sealed.withheld


HIDDEN_RECORDS = {
    JUVENILE: (PUNJAB, "pb-young"), SEALED: (SINDH, "sd-sealed"), VICTIM: (PUNJAB, "pb-victim"),
    ORIGINATOR: (FIA, "fia-orcon"),
}  # fmt: skip


@pytest.mark.parametrize("number", FORBIDDEN, ids=[NAMES[number] for number in FORBIDDEN])
def test_hidden_record_by_its_name(world: World, number: str) -> None:
    """NOT_FOUND, as for a record that there never was, and the same bytes."""
    agency, record_id = HIDDEN_RECORDS[number]
    for method, kind in ((GET, GetRecordRequest), (LIST, ListVersionsRequest)):
        errors = set()
        for one in (record_id, "never-was"):
            body = kind(name=f"agencies/{agency}/records/{one}").SerializeToString()
            seen = put(world, world.asking(asker(number), method, body))
            refused(world, seen, "NOT_FOUND")
            errors.add(details(seen))
        assert len(errors) == 1


def test_hidden_lines_of_a_known_man(world: World) -> None:
    """The person's cases show; what touches others there does not."""
    found = raw(world, INVESTIGATOR, HISTORY, history_of(KNOWN))
    assert len(GetHistoryResponse.FromString(found).history.timeline) >= 8
    for number in (JUVENILE, SEALED, VICTIM):
        assert NAMES[number].encode() not in found
        assert number.encode() not in found


# -- time does not reach behind a protection


def sealed_later(number: int) -> tuple[str, list[RecordVersion], RecordVersion]:
    """A man with three records of Sindh, and the order that seals them."""
    cnic, case = make.cnic(300 + number), ref(SINDH_CASE)
    man = make.person(cnic, name=f"Later {number}")
    ids = [f"sd-later-{number}-{os.urandom(4).hex()}" for _ in range(4)]
    records = [make.party(one, agency=SINDH, subject=man, case_references=case) for one in ids[:3]]
    return cnic, records, make.order(ids[3], "SEALED", agency=SINDH, subject=man, case_references=case)


def test_as_of_before_the_sealing(world: World) -> None:
    cnic, records, order = sealed_later(1)
    world.plant(records)
    before = world.clock.now()
    time.sleep(0.01)
    assert GetHistoryResponse.FromString(raw(world, INVESTIGATOR, HISTORY, history_of(cnic))).history.timeline
    world.plant([order])
    for as_of in (0, before):
        asked: dict[str, Any] = {"as_of_recorded_ms": as_of}
        hidden = raw(world, INVESTIGATOR, HISTORY, history_of(cnic, **asked))
        assert hidden == raw(world, INVESTIGATOR, HISTORY, history_of(NOBODY, **asked))
        body = GetRecordRequest(name=f"agencies/{SINDH}/records/{records[0].record_id}", **asked).SerializeToString()
        refused(world, put(world, world.asking(INVESTIGATOR, GET, body)), "NOT_FOUND")


def test_as_of_before_the_role_changed(world: World) -> None:
    """An accused who turns out to be the victim is the victim at all times."""
    cnic = make.cnic(320)
    first = make.party("sd-turned", agency=SINDH, subject=make.person(cnic), case_references=ref(SINDH_CASE))
    world.plant([first])
    before = world.clock.now()
    time.sleep(0.01)
    world.plant([make.following(first, role="VICTIM")])
    for as_of in (0, before):
        hidden = raw(world, INVESTIGATOR, HISTORY, history_of(cnic, as_of_recorded_ms=as_of))
        assert hidden == raw(world, INVESTIGATOR, HISTORY, history_of(NOBODY, as_of_recorded_ms=as_of))
        body = ListVersionsRequest(name=f"agencies/{SINDH}/records/sd-turned").SerializeToString()
        refused(world, put(world, world.asking(INVESTIGATOR, LIST, body)), "NOT_FOUND")


def test_as_of_the_future(world: World) -> None:
    body = history_of(KNOWN, as_of_recorded_ms=world.clock.now() + 60_000)
    refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, body)), "INVALID_ARGUMENT", rule="as-of")


# -- page tokens


def first_page(world: World, officer: Officer, cnic: str) -> SearchResponse:
    return SearchResponse.FromString(raw(world, officer, SEARCH, search_of(cnic, page_size=1)))


def test_page_token_from_before_the_seal(world: World) -> None:
    """Each page is decided anew: what was sealed meanwhile does not come, nor does a next token."""
    cnic, records, order = sealed_later(2)
    world.plant(records)
    token = first_page(world, INVESTIGATOR, cnic).next_page_token
    assert token
    world.plant([order])
    rest = raw(world, INVESTIGATOR, SEARCH, search_of(cnic, page_size=1, page_token=token))
    assert rest == raw(world, INVESTIGATOR, SEARCH, search_of(NOBODY))


def test_page_token_goes_on(world: World) -> None:
    token = first_page(world, INVESTIGATOR, KNOWN).next_page_token
    second = SearchResponse.FromString(
        raw(world, INVESTIGATOR, SEARCH, search_of(KNOWN, page_size=1, page_token=token))
    )
    assert len(second.matches) + len(second.hits) == 1


TOKENS: dict[str, dict[str, Any]] = {
    "of-another-officer": {"officer": PUNJAB_INVESTIGATOR},
    "of-another-query": {"cnic": NOBODY},
    "of-another-method": {"method": LIST},
    "altered": {"alter": lambda token: token[:-1] + ("A" if token[-1] != "A" else "B")},
    "cut": {"alter": lambda token: token[:-4]},
    "padded": {"alter": lambda token: token + "="},
    "doubled": {"alter": lambda token: token * 4},
    "invented": {"alter": lambda _token: "AAAA"},
}


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_page_token(world: World, name: str) -> None:
    how = TOKENS[name]
    token = how.get("alter", str)(first_page(world, INVESTIGATOR, KNOWN).next_page_token)
    method = how.get("method", SEARCH)
    body = (
        ListVersionsRequest(name=f"agencies/{FIA}/records/fia-known", page_token=token).SerializeToString()
        if method == LIST
        else search_of(how.get("cnic", KNOWN), page_size=1, page_token=token)
    )
    seen = put(world, world.asking(how.get("officer", INVESTIGATOR), method, body))
    refused(world, seen, "PAGE_TOKEN_INVALID")


def test_page_tokens_tell_nothing(world: World) -> None:
    """All of one length, whatever stands in them, and never the same twice."""
    found = [first_page(world, INVESTIGATOR, KNOWN).next_page_token for _ in range(3)]
    assert len(set(found)) == 3
    assert len({len(token) for token in found}) == 1


# -- through other methods


def test_hidden_through_submit(world: World) -> None:
    """Whoever submits about a child or about nobody is told the same."""
    answers = []
    for number in (make.cnic(340), JUVENILE, VICTIM):
        man = make.person(number, "2005-03-04", "Somebody")
        about = make.custody(
            f"pr-{os.urandom(5).hex()}", "ADMISSION", "2020-05-10", agency=PRISONS, subject=man,
            case_references=ref("PB/LAHORE/NAULAKHA/3/2020"),
        )  # fmt: skip
        answers.append(world.submit(PRISONS, [about]))
    assert {(one.accepted, len(one.refused), len(one.flags)) for one in answers} == {(1, 0, 0)}
    assert len({len(one.SerializeToString()) for one in answers}) == 1
    assert isinstance(answers[0], SubmitPageResponse)


def test_hidden_through_conflict(world: World) -> None:
    """A record id of another agency is nothing to the submitter: names are the owner's own."""
    mine = make.party("pb-young", agency=CUSTOMS, subject=make.person(make.cnic(341)), case_references=ref(SINDH_CASE))
    other = make.party("pb-none", agency=CUSTOMS, subject=make.person(make.cnic(342)), case_references=ref(SINDH_CASE))
    assert [world.submit(CUSTOMS, [one]).accepted for one in (mine, other)] == [1, 1]


def test_notices_of_others(world: World) -> None:
    """An agency's list holds what concerns it; an investigator's reason gets none."""
    refused(
        world,
        put(world, world.asking(INVESTIGATOR, NOTICES, ListNoticesRequest().SerializeToString())),
        "CASE_NOT_YOURS",
    )
    found = raw(world, RECORDERS[PRISONS], NOTICES, ListNoticesRequest().SerializeToString())
    assert b"fia-1043" not in found
