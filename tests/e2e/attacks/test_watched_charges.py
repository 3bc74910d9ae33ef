"""Learning from any answer about an accused whether another case names them as a victim.

One page of the FIA's accuses two people of a watched charge; of one of them Sindh has a case that names them a victim of
trafficking. Whoever asks about either is answered the same bytes, also once the FIA has written more about both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from rabta.audit.v1 import audit_service_pb2 as audit
from rabta.exchange.v1 import check_service_pb2 as check
from rabta.exchange.v1 import hit_service_pb2 as hit
from rabta.exchange.v1 import watch_service_pb2 as watch
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import claim_pb2 as claim
from rabta.records.v1 import guard_pb2 as guard
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from rabta.signing.v1.page_pb2 import VersionProof

from services.values.records import Party, Proclamation, RecordVersion, Section
from tests.e2e.attacks.test_two_hubs import Told, Walk, _fields, ask
from tests.e2e.attacks.two_laws import EVERY, path_of
from tests.e2e.people import (
    BORDER,
    FIA,
    INVESTIGATOR,
    JUDGE,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    Officer,
    investigate,
)
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

CASE: Final = "FIA/LAHORE/AHTC/771/2024"
VICTIM_CASE: Final = "SD/KARACHI/SADDAR/771/2024"
ACCUSER: Final = replace(INVESTIGATOR, id="fia-1771", why=investigate(CASE))
POST: Final = replace(BORDER, id="cu-4771")
OTHERS: Final = (
    ACCUSER.asking(query_class="WANTED"),
    PUNJAB_INVESTIGATOR,
    POST,
    RECORDERS[FIA],
    JUDGE,
)
"""Who else may be told something of an accused: police of another agency, a post, the owner's own record officer."""
VICTIM: Final = make.cnic(77_101)
NOBODY: Final = make.cnic(77_102)
NAMES: Final = {VICTIM: "Yasir Charged", NOBODY: "Nasir Charged"}
WORDS: Final = {VICTIM: "one", NOBODY: "two"}
"""What ends the ids of their records."""
STANDING: Final = {FIA: ("GetHistory", "Search", "GetPerson"), POST.agency: ("CheckTraveller",)}
"""Answers in which the sentence stands, by who asks."""
CHARGES: Final = (Section("CNSA", "9(c)"), Section("PTPA", "3"), Section("PPC", "379"))
REFERENCE: Final = re.compile(rb"R-[A-Z2-7]{8}")


def accused(number: str, *, later: bool = False) -> list[RecordVersion]:
    """What the FIA states of one of the two: the charge and what a post is to do; ``later``: and an arrest."""
    subject, case, word = make.person(number, "1990-02-01", NAMES[number]), ref(CASE), WORDS[number]
    if later:
        return [make.custody(f"held-{word}", "ARREST", "2024-05-10", agency=FIA, subject=subject, case_references=case)]
    sought = Proclamation("87", "2024-06-01", "Test Court")
    return [
        replace(make.party(f"charged-{word}", agency=FIA, subject=subject, case_references=case), body=Party(CHARGES)),
        make.version(
            "PROCLAMATION", f"sought-{word}", sought, agency=FIA, role="ACCUSED", subject=subject, case_references=case
        ),
    ]


def victim() -> list[RecordVersion]:
    subject, case = make.person(VICTIM, "1990-02-01", NAMES[VICTIM]), ref(VICTIM_CASE)
    body = Party((Section("PTPA", "3"),), "", "RECOGNISED", "2020-01-01", "2025-01-01")
    party = make.party("sd-771-victim", agency=SINDH, role="VICTIM", subject=subject, case_references=case)
    return [
        make.case_file("sd-771", agency=SINDH, officers=("sd-3001",), case_references=case),
        replace(party, body=body),
    ]


def _others(count: int) -> list[RecordVersion]:
    """Files of other cases, so that proofs of both have one length."""
    cases = [(f"fia-7710{number}", ref(f"FIA/LAHORE/AHTC/7710{number}/2024")) for number in range(count)]
    return [make.case_file(name, agency=FIA, case_references=case) for name, case in cases]


def requests(number: str) -> list[tuple[str, Message]]:
    """Whatever an officer can ask of an accused."""
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    who, word = Selector(identifier=card), WORDS[number]
    found: list[tuple[str, Message]] = [
        ("records.v1.RecordsService", records.GetHistoryRequest(selector=who)),
        ("records.v1.RecordsService", records.GetHistoryRequest(selector=who, as_of_valid="2024-06-01")),
        ("records.v1.RecordsService", records.SearchRequest(selector=who)),
        ("records.v1.RecordsService", claim.ListClaimsRequest()),
        ("records.v1.RecordsService", guard.ListGuardsRequest()),
        ("exchange.v1.CheckService", check.CheckTravellerRequest(document=card)),
        ("exchange.v1.WatchService", watch.WatchRequest(request_id=f"watch-771-{word}", identifier=card)),
        ("exchange.v1.WatchService", watch.ListAlertsRequest()),
        ("audit.v1.AuditService", audit.ListNoticesRequest()),
        ("audit.v1.AuditService", audit.FindWithheldRequest()),
    ]
    for each in ("charged", "sought"):
        name = f"agencies/{FIA}/records/{each}-{word}"
        found += [
            ("records.v1.RecordsService", records.GetPersonRequest(record=name)),
            ("records.v1.RecordsService", records.GetRecordRequest(name=name)),
            ("records.v1.RecordsService", records.ListVersionsRequest(name=name)),
            ("records.v1.RecordsService", law.FitChargesRequest(victim=name)),
            (
                "exchange.v1.HitService",
                hit.ConfirmHitRequest(
                    request_id=f"hit-{each}-{word}", record=name, questions=["HIT_QUESTION_IN_FORCE"]
                ),
            ),
        ]
    return found


def answers(world: World, officer: Officer, number: str) -> Walk:
    """What one officer is answered about one of the two, without what names them."""
    walk: Walk = []
    for service, request in requests(number):
        path = path_of(service, request)
        raw = request.SerializeToString(deterministic=True)
        ask(world, walk, officer, path, raw, GetMessageClass(EVERY[path].output_type))
    return [nameless(each, number) for each in walk]


def nameless(told: Told, number: str) -> Told:
    """An answer without number, name and ids of the person, their reference, and what proves a version: lengths stay."""
    body = told.body
    if told.code == 0:
        message = GetMessageClass(EVERY[told.entry.method].output_type).FromString(body)
        for of, field, value in list(_fields(message)):
            if field == "proof":
                value.MergeFrom(VersionProof(index=1, salt=bytes(16)))
                value.path[:] = [bytes(len(each)) for each in value.path]
            elif field == "version" and isinstance(value, bytes):
                of.version = _without_names(value, number)
        body = _without_names(message.SerializeToString(deterministic=True), number)
    entry = told.entry
    entry = replace(
        entry,
        selectors=(b"",) * len(entry.selectors),
        records=tuple(each.replace(f"-{WORDS[number]}", "-id") for each in entry.records),
        request_id=entry.request_id.replace(f"-{WORDS[number]}", "-id"),
    )
    return told._replace(body=body, header=b"", entry=entry)


def _without_names(raw: bytes, number: str) -> bytes:
    raw = re.sub(rb"-%b\b" % WORDS[number].encode(), b"-id!", raw)
    for word in (number, NAMES[number], *NAMES[number].split()[:1]):
        raw = raw.replace(word.encode(), b"x" * len(word))
    return REFERENCE.sub(b"R-XXXXXXXX", raw)


@pytest.fixture(scope="module")
def planted_world(world: World) -> World:
    """Both are accused by one page; then one of them is named a victim elsewhere."""
    file = make.case_file("fia-771", agency=FIA, officers=(ACCUSER.id,), case_references=ref(CASE))
    world.plant([file, *accused(VICTIM), *accused(NOBODY), *_others(3)])
    world.plant(victim())
    return world


def _difference(one: Told, two: Told) -> tuple[object, ...]:
    """The method, and the two answers from a little before where they part."""
    pairs = enumerate(zip(one.body, two.body, strict=False))
    same = next((place for place, (a, b) in pairs if a != b), 0)
    parts = [each.body[max(same - 40, 0) : same + 40] for each in (one, two)]
    return one.entry.method, one.length, two.length, *parts, one.entry == two.entry


def _compared(world: World, officer: Officer) -> None:
    one, two = answers(world, officer, VICTIM), answers(world, officer, NOBODY)
    assert [each.entry.method for each in one] == [each.entry.method for each in two]
    different = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    assert [_difference(*each) for each in different] == []


@pytest.mark.parametrize("officer", [ACCUSER, *OTHERS], ids=lambda each: f"{each.id}-{each.why.query_class}")
def test_a_victim_elsewhere_is_answered_for_as_nobodys_victim(planted_world: World, officer: Officer) -> None:
    _compared(planted_world, officer)


def test_the_sentence_stands_under_each_of_them(planted_world: World) -> None:
    """Under a reference of its own, in the history, the search, the view of a person and the check of a post."""
    references = set()
    for number in (VICTIM, NOBODY):
        walk: Walk = []
        for officer, (service, request) in [
            *[(ACCUSER, each) for each in requests(number)],
            *[(POST, each) for each in requests(number)],
        ]:
            path = path_of(service, request)
            if path.rpartition("/")[2] in STANDING.get(officer.agency, ()):
                raw = request.SerializeToString(deterministic=True)
                body = ask(planted_world, walk, officer, path, raw, GetMessageClass(EVERY[path].output_type))
                assert set(REFERENCE.findall(body)), path
                references.update(REFERENCE.findall(body))
    assert len(references) == 2


def test_and_once_the_accuser_has_written_more_of_both(planted_world: World) -> None:
    first, last = _others(5)[3:]
    planted_world.plant([first, *accused(VICTIM, later=True), *accused(NOBODY, later=True), last])
    for officer in (ACCUSER, *OTHERS):
        _compared(planted_world, officer)
