"""Watches: of a victim or a child, of another's case, by who does not watch, with another's cursor, and sent twice."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1 import watch_service_pb2 as pb
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, IDENTIFIER_TYPE_PHONE, Identifier

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.hits import new_id
from tests.e2e.people import (
    FIA,
    FIA_CASE,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_CHIEF,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_INVESTIGATOR,
    SINDH_OTHER_CASE,
    Officer,
    kin,
)
from tests.e2e.planted import JUVENILE, KNOWN, NAMED_ONLY, NOBODY, VICTIM
from tests.e2e.world import World

WATCHES = "/rabta.exchange.v1.WatchService/"
DAY_MS = 86_400_000
KNOWN_RECORD = f"agencies/{FIA}/records/fia-known"
HIDDEN = ((PUNJAB, "pb-victim"), (PUNJAB, "pb-young"), (FIA, "fia-orcon"), (PUNJAB, "pb-absent"))


def send(world: World, officer: Officer, request: Message) -> Seen:
    method = WATCHES + request.DESCRIPTOR.name.removesuffix("Request")
    return put(world, world.asking(officer, method, request.SerializeToString(deterministic=True)))


def watching(world: World, number: str = "", days: int = 30, **of: Any) -> pb.WatchRequest:
    if number:
        of["identifier"] = Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    return pb.WatchRequest(request_id=new_id(), expires_ms=world.clock.now() + days * DAY_MS, **of)


def watched(world: World, officer: Officer, number: str = "", **of: Any) -> pb.NumberWatch:
    seen = send(world, officer, watching(world, number, **of))
    return pb.WatchResponse.FromString(answered(world, seen, leaves=2)).watch


def alerts(world: World, officer: Officer, **more: Any) -> pb.ListAlertsResponse:
    return pb.ListAlertsResponse.FromString(answered(world, send(world, officer, pb.ListAlertsRequest(**more))))


def all_alerts(world: World, officer: Officer) -> list[pb.Alert]:
    """Of every page: one federation serves many tests, and the officer's cases are told what each of them enters."""
    page = alerts(world, officer)
    found = list(page.alerts)
    while page.more:
        page = alerts(world, officer, cursor=page.next)
        found += page.alerts
    return found


def test_hidden_people_are_watched_as_unknown_ones(world: World) -> None:
    """A victim and a child: taken alike, and no alert, no count, no gap."""
    made = {number: watched(world, SINDH_INVESTIGATOR, number) for number in (VICTIM, JUVENILE, NOBODY)}
    assert len({len(one.SerializeToString()) for one in made.values()}) == 1
    found = alerts(world, SINDH_INVESTIGATOR)
    assert (list(found.alerts), found.next.sequence, found.more) == ([], 0, False)


@pytest.mark.parametrize("field", ["record", "person"])
def test_hidden_records_are_watched_as_absent_ones(world: World, field: str) -> None:
    """A victim's, a child's and the originator's record, and one that is not there, all by names of one length."""
    names = [f"agencies/{owner}/records/{id_}" for owner, id_ in HIDDEN]
    made = [watched(world, SINDH_INVESTIGATOR, **{field: name}) for name in names]
    assert [getattr(one, field) for one in made] == names
    assert len({len(one.SerializeToString()) - len(name) for one, name in zip(made, names, strict=True)}) == 1
    found = alerts(world, SINDH_INVESTIGATOR)
    assert (list(found.alerts), found.next.sequence, found.more) == ([], 0, False)


def test_a_case_and_a_record_are_told_to_their_officer_as_reads_show_them(world: World) -> None:
    """No victim of another agency's case, and nothing to who cites a case that is not theirs."""
    record, case = (watched(world, INVESTIGATOR, **of) for of in ({"record": KNOWN_RECORD}, {"cited_case": True}))
    found = all_alerts(world, INVESTIGATOR)
    assert [each.version for each in found if each.watch == record.id] == [f"{KNOWN_RECORD}/versions/1"]
    told = {each.version.split("/")[3] for each in found if each.watch == case.id}
    assert {"fia-case", "fia-known"} <= told
    assert not told & {"pb-victim", "pb-known"}
    thief = SINDH_INVESTIGATOR.asking(case_key=FIA_CASE)
    refused(world, send(world, thief, watching(world, cited_case=True)), "CASE_NOT_YOURS", leaves=2)
    stranger = INVESTIGATOR.asking(case_key=PUNJAB_CASE)
    refused(world, send(world, stranger, pb.ListAlertsRequest()), "CASE_NOT_YOURS")


def test_desks_are_told_to_both_and_to_no_stranger(world: World) -> None:
    """A stranger whose own case accuses somebody else watches the same man in vain, and nobody is told of them."""
    stranger = SINDH_INVESTIGATOR.asking(case_key=SINDH_OTHER_CASE)
    officers = (PUNJAB_INVESTIGATOR, stranger, INVESTIGATOR)
    offered = {each.agency: watched(world, each, KNOWN, deconflict=True).id for each in officers}
    for each in officers:
        alerts(world, each)
    told = {
        each.agency: [one for one in all_alerts(world, each) if one.watch == offered[each.agency] and one.desk.name]
        for each in officers
    }
    assert {agency: [one.owner for one in found] for agency, found in told.items()} == {
        PUNJAB: [FIA], SINDH: [], FIA: [PUNJAB],
    }  # fmt: skip
    for one in (*told[PUNJAB], *told[FIA]):
        assert (one.version, one.handle, one.told_ms % DAY_MS) == ("", "", 0)
    seen = send(world, RECORDERS[SINDH], watching(world, KNOWN, deconflict=True))
    refused(world, seen, "INVALID_ARGUMENT", "registered-case", leaves=2)
    phone = Identifier(type=IDENTIFIER_TYPE_PHONE, value="+923001234567")
    shared = send(world, INVESTIGATOR, watching(world, identifier=phone, deconflict=True))
    refused(world, shared, "INVALID_ARGUMENT", "one-person", leaves=2)


def test_two_subjects_and_names_of_nothing_are_refused(world: World) -> None:
    both = watching(world, NOBODY, cited_case=True)
    refused(world, send(world, SINDH_INVESTIGATOR, both), "INVALID_ARGUMENT", "one-subject", leaves=2)
    person = watching(world, person=f"records/{VICTIM}")
    refused(world, send(world, SINDH_INVESTIGATOR, person), "INVALID_ARGUMENT", "record-name", leaves=2)


def test_a_hit_is_told_to_its_officer_and_a_cursor_is_of_use_to_nobody_else(world: World) -> None:
    one = watched(world, PUNJAB_CHIEF, NAMED_ONLY)
    listed = answered(world, send(world, PUNJAB_CHIEF, pb.ListWatchesRequest()))
    assert [each.id for each in pb.ListWatchesResponse.FromString(listed).watches] == [one.id]
    found = alerts(world, PUNJAB_CHIEF)
    (alert,) = found.alerts
    assert (alert.sequence, alert.watch, alert.version, bool(alert.handle)) == (1, one.id, "", True)
    seen = send(world, SINDH_INVESTIGATOR, pb.ListAlertsRequest(cursor=found.next))
    refused(world, seen, "PAGE_TOKEN_INVALID", "feed")
    ahead = pb.AlertCursor(feed=found.next.feed, epoch=found.next.epoch, sequence=99)
    refused(world, send(world, PUNJAB_CHIEF, pb.ListAlertsRequest(cursor=ahead)), "PAGE_TOKEN_INVALID", "sequence")
    stolen, absent = (send(world, SINDH_INVESTIGATOR, pb.UnwatchRequest(id=id_)) for id_ in (one.id, "A" * 22))
    refused(world, stolen, "NOT_FOUND", leaves=2)
    assert details(stolen) == details(absent)
    answered(world, send(world, PUNJAB_CHIEF, pb.UnwatchRequest(id=one.id)), leaves=2)
    (ended,) = alerts(world, PUNJAB_CHIEF).alerts
    assert (ended.sequence, ended.watch, ended.handle) == (1, "", "")


def test_the_same_request_is_one_subscription_and_another_under_its_id_is_refused(world: World) -> None:
    request = watching(world, NOBODY)
    first, again = (answered(world, send(world, SINDH_INVESTIGATOR, request), leaves=2) for _ in range(2))
    assert first == again
    request.identifier.value = VICTIM
    refused(world, send(world, SINDH_INVESTIGATOR, request), "REQUEST_ID_REUSED", leaves=2)


@pytest.mark.parametrize("days", [0, 91])
def test_a_subscription_past_90_days_is_refused(world: World, days: int) -> None:
    refused(
        world, send(world, SINDH_INVESTIGATOR, watching(world, NOBODY, days)), "INVALID_ARGUMENT", "expires", leaves=2
    )


def test_who_keeps_records_watches_nobody_and_nobody_watches_their_own(world: World) -> None:
    refused(world, send(world, RECORDERS[SINDH], watching(world, NOBODY)), "POLICY_DENIED", leaves=2)
    raw = watching(world, NOBODY).SerializeToString(deterministic=True)
    token = world.token(SINDH_INVESTIGATOR, own_and_kin=[kin(f"CNIC:{NOBODY}")])
    question = world.ask(WATCHES + "Watch", raw, token, agency=SINDH)
    refused(world, put(world, question), "OWN_OR_KIN", leaves=2)
