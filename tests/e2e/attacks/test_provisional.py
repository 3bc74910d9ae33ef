"""Children without documents: whoever may not know of them is answered as of nobody, over a real socket."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.identity.v1 import provisional_pb2 as pb
from rabta.identity.v1.identity_service_pb2 import VerifyRequest
from rabta.records.v1.subject_pb2 import (
    BIRTH_BASIS_ESTIMATE,
    IDENTIFIER_TYPE_CNIC,
    NAME_TYPE_OWN,
    Birth,
    Identifier,
    Name,
)
from rabta.statistics.v1 import statistics_service_pb2 as st

from services.access.details import Details
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.attacks.test_statistics import NAME, STATISTICIAN, STATISTICS
from tests.e2e.identity import CENTRAL, IDENTIFIER, IDENTITY, NADRA, OTHERS, SECOND, VERIFY, why
from tests.e2e.people import AUDITOR, BORDER, CHIEF, PROTECTOR, Officer
from tests.e2e.world import World

REGISTER, CHANGE, FIND = (f"{IDENTITY}{name}Provisional" for name in ("Register", "Change", "Find"))
UNKNOWN = "PRV-ZZZZZZZZZZ"
RELEASER = Officer(
    CENTRAL.id, "ca-1", ("CENTRAL_AUTHORITY",), 2,
    Details("FOREIGN_ASSISTANCE", "MLA_2020", "", "RELEASE", "MLA", "UK/1/2024"),
)  # fmt: skip
REGISTRAR = Officer(
    NADRA, "nd-1", ("RECORD_OFFICER",), 2,
    Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", "PK.NADRA"),
)  # fmt: skip
STRANGER = Officer(OTHERS.id, "sc-1", ("PROTECTION_OFFICER",), 2, PROTECTOR.why)
SEEKER_OF_BORDER = Officer(
    BORDER.agency, BORDER.id, ("CHECKPOINT_OFFICER", "INVESTIGATOR"), 1,
    Details("FIND_MISSING_CHILD", "ZAINAB", "", "MISSING_CHILD", "MISSING_CHILD", "PB/LAHORE/6/2024"),
)  # fmt: skip
GLASS = Officer(PROTECTOR.agency, PROTECTOR.id, PROTECTOR.roles, 2, CHIEF.why)
"""Child protection's own officer, who may break glass, for a purpose that is not the child's."""
OUTSIDE = (BORDER, SEEKER_OF_BORDER, CHIEF, AUDITOR, RELEASER, GLASS)
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def world(registry_world: World) -> World:
    registry_world.ready()
    return registry_world


def send(world: World, officer: Officer, method: str, request: Message, approver: str = "") -> Seen:
    raw = request.SerializeToString(deterministic=True)
    return put(world, world.asking(officer, method, raw, approver=approver))


def find(officer: Officer, **what: Any) -> Message:
    return pb.FindProvisionalRequest(asked=why(officer, f"find-a-child-{next(_NUMBERS):06d}"), **what)


def change(officer: Officer, id_: str, act: str, **what: Any) -> Message:
    asked = why(officer, f"change-a-child-{next(_NUMBERS):06d}")
    return pb.ChangeProvisionalRequest(asked=asked, id=id_, act=f"PROVISIONAL_ACT_{act}", **what)


def bilal(**more: Any) -> pb.Provisional:
    said = {
        "names": [Name(type=NAME_TYPE_OWN, text="Bilal", script="Latn")],
        "birth": Birth(earliest="2015-01-01", latest="2017-01-01", basis=BIRTH_BASIS_ESTIMATE),
        "found_place": "Railway station, Multan",
        "found_on": "2026-05-20",
        "mark": pb.CARE_MARK_UNACCOMPANIED,
        **more,
    }
    return pb.Provisional(**said)


def registered(world: World) -> str:
    """Id of a child whom the body holds."""
    asked = why(PROTECTOR, f"register-a-child-{next(_NUMBERS):06d}")
    request = pb.RegisterProvisionalRequest(asked=asked, provisional=bilal())
    seen = send(world, PROTECTOR, REGISTER, request)
    return pb.RegisterProvisionalResponse.FromString(answered(world, seen, leaves=2)).provisional.id


def found(world: World, officer: Officer, **what: Any) -> list[pb.ProvisionalCandidate]:
    body = answered(world, send(world, officer, FIND, find(officer, **what)))
    return list(pb.FindProvisionalResponse.FromString(body).found)


def shut_out(world: World, seen: Seen) -> None:
    """Refused by the purpose, or by the firewall's policy; a change that reached the room has its intent too."""
    assert seen.back.text in ("POLICY_DENIED", "PURPOSE_UNFIT")
    refused(world, seen, seen.back.text, leaves=len(seen.entries))


def told(world: World, officer: Officer, id_: str) -> set[tuple[int, str, bytes]]:
    """All that an officer learns by each way of asking for one id."""
    sent = [(FIND, find(officer, id=id_)), (CHANGE, change(officer, id_, "REVIEW"))]
    seen = [send(world, officer, method, request) for method, request in sent]
    for one in seen:
        shut_out(world, one)
        assert id_.encode() not in one.back.everything()
    return {(one.back.code, one.back.text, details(one)) for one in seen}


def test_child_protection_finds_the_child(world: World) -> None:
    """h3, and that the attacks below look for what is there."""
    id_ = registered(world)
    (mine,) = found(world, PROTECTOR, id=id_)
    assert (mine.provisional.id, mine.provisional.found_place) == (id_, "Railway station, Multan")
    sought = pb.Provisional(names=bilal().names, found_place="Multan")
    assert id_ in {one.provisional.id for one in found(world, STRANGER, sought=sought)}
    assert found(world, PROTECTOR, id=UNKNOWN) == []


@pytest.mark.parametrize("officer", OUTSIDE, ids=lambda one: f"{one.agency}-{one.why.purpose}")
def test_h1_an_id_is_as_unknown_to_everybody_else(world: World, officer: Officer) -> None:
    """A post of the border, police, the FIA, oversight, another country's requests: byte for byte."""
    assert told(world, officer, registered(world)) == told(world, officer, UNKNOWN)


@pytest.mark.parametrize("officer", [CHIEF, SEEKER_OF_BORDER, PROTECTOR], ids=lambda one: one.agency)
def test_h2_broken_glass_lets_nobody_in(world: World, officer: Officer) -> None:
    """The contract has no field for a session; one that is sent is refused alike, whatever the id."""
    said = set()
    for id_ in (registered(world), UNKNOWN):
        raw = find(officer, id=id_).SerializeToString() + b"\x82\x01\x0dbg-0123456789a"
        roles = tuple(dict.fromkeys((*officer.roles, "BREAK_GLASS")))
        breaker = Officer(officer.agency, officer.id, roles, officer.clearance, officer.why)
        seen = put(world, world.asking(breaker, FIND, raw))
        assert seen.back.text in ("PURPOSE_UNFIT", "INVALID_ARGUMENT")
        refused(world, seen, seen.back.text)
        said.add((seen.back.code, details(seen)))
    assert len(said) == 1


def test_h12_nothing_goes_to_another_country(world: World) -> None:
    """The central authority: neither by id nor by description, nor what waits, nor by a registration of its own."""
    id_ = registered(world)
    for what in ({"id": id_}, {"sought": bilal()}, {"waiting": True}):
        shut_out(world, send(world, RELEASER, FIND, find(RELEASER, **what)))
    asked = why(RELEASER, "register-from-abroad")
    shut_out(world, send(world, RELEASER, REGISTER, pb.RegisterProvisionalRequest(asked=asked, provisional=bilal())))


def test_h4_thirteen_digits_are_no_id(world: World) -> None:
    seen = send(world, PROTECTOR, FIND, find(PROTECTOR, id="PRV-3520212345691"))
    refused(world, seen, "INVALID_ARGUMENT", "provisional-id")


def test_anothers_child_is_not_changed(world: World) -> None:
    id_ = registered(world)
    before = found(world, PROTECTOR, id=id_)
    for act, what in (("REVIEW", {}), ("CLOSE", {"reason": "mine now"})):
        refused(world, send(world, STRANGER, CHANGE, change(STRANGER, id_, act, **what)), "NOT_OWNER", leaves=2)
    request = change(PROTECTOR, id_, "MERGE", into=registered(world))
    refused(world, send(world, PROTECTOR, CHANGE, request), "APPROVER_REQUIRED", leaves=2)
    assert found(world, PROTECTOR, id=id_) == before


def test_h8_two_officers_merge_and_undo(world: World) -> None:
    one, other = registered(world), registered(world)
    before = found(world, PROTECTOR, id=one), found(world, PROTECTOR, id=other)
    for request, state in (
        (change(PROTECTOR, one, "MERGE", into=other), pb.PROVISIONAL_STATE_MERGED),
        (change(PROTECTOR, one, "UNDO_MERGE"), pb.PROVISIONAL_STATE_OPEN),
    ):
        raw = request.SerializeToString(deterministic=True)
        approver = world.approval(SECOND, raw, of=PROTECTOR, method=CHANGE)
        seen = send(world, PROTECTOR, CHANGE, request, approver)
        body = answered(world, seen, leaves=2)
        assert pb.ChangeProvisionalResponse.FromString(body).provisional.state == state
    assert (found(world, PROTECTOR, id=one), found(world, PROTECTOR, id=other)) == before


def test_the_registry_does_not_know_what_was_not_submitted(world: World) -> None:
    id_ = registered(world)
    assert found(world, REGISTRAR, id=id_) == found(world, REGISTRAR, id=UNKNOWN) == []
    said = set()
    for one in (id_, UNKNOWN):
        seen = send(world, REGISTRAR, CHANGE, change(REGISTRAR, one, "REFUSE", reason="no guardian"))
        refused(world, seen, "NOT_FOUND", leaves=2)
        said.add(details(seen))
    assert len(said) == 1


def counting(world: World, officer: Officer, request: Message, second: str = "ov-9003") -> Seen:
    """One call of statistics at the registry's own node, with somebody of the same agency beside the officer."""
    method = STATISTICS + request.DESCRIPTOR.name.removesuffix("Request")
    raw = request.SerializeToString(deterministic=True)
    approver = world.approval(replace(officer, id=second), raw, of=officer, method=method) if second else ""
    return send(world, officer, method, request, approver)


def planned(table: str = "T9") -> st.PlanReleaseRequest:
    tables = [st.ReleaseTable(id=table, k=10)]
    return st.PlanReleaseRequest(plan=st.ReleasePlan(name=NAME, first="2024-01-01", until="2025-01-01", tables=tables))


def test_h10_children_are_in_no_figure_but_table_t9_of_their_registry(world: World) -> None:
    """Two people of oversight plan it and have it counted; there is no id in it, and no other way to count."""
    id_ = registered(world)
    refused(world, counting(world, STATISTICIAN, planned("T2")), "INVALID_ARGUMENT", rule="table", leaves=2)
    answered(world, counting(world, STATISTICIAN, planned()), leaves=2)
    first, again = (
        answered(world, counting(world, STATISTICIAN, st.CountReleaseRequest(plan=NAME)), leaves=2) for _ in range(2)
    )
    assert first == again
    (table,) = json.loads(st.CountReleaseResponse.FromString(first).release)["tables"]
    assert (table["id"], {figure for line in table["figures"] for figure in line}) == ("T9", {"0"})
    assert not any(hidden in first for hidden in (id_.encode(), PROTECTOR.agency.encode(), b"Multan"))


@pytest.mark.parametrize("officer", [CHIEF, PROTECTOR, REGISTRAR, AUDITOR], ids=lambda one: one.agency)
def test_h10_nobody_else_has_children_counted(world: World, officer: Officer) -> None:
    """Police, the body itself and the registry; and oversight for another purpose, or by one person."""
    for request in (planned(), st.CountReleaseRequest(plan=NAME)):
        for asked in (officer, replace(officer, why=STATISTICIAN.why), replace(STATISTICIAN, id="ov-9009")):
            seen = counting(world, asked, request, second="")
            assert seen.back.text in ("POLICY_DENIED", "PURPOSE_UNFIT", "TOKEN_INVALID")
            refused(world, seen, seen.back.text, leaves=len(seen.entries))


def test_a_transaction_of_another_agency_is_no_key(world: World) -> None:
    """The same word by a stranger neither collides nor brings what the body was answered."""
    asked = why(PROTECTOR, "one-word-for-two-bodies")
    request = pb.RegisterProvisionalRequest(asked=asked, provisional=bilal())
    bodies = [answered(world, send(world, officer, REGISTER, request), leaves=2) for officer in (PROTECTOR, STRANGER)]
    ids = [pb.RegisterProvisionalResponse.FromString(body).provisional.id for body in bodies]
    assert len(set(ids)) == 2
    again = answered(world, send(world, PROTECTOR, REGISTER, request), leaves=2)
    assert pb.RegisterProvisionalResponse.FromString(again).provisional.id == ids[0]


def test_an_id_is_no_number_of_the_register(world: World) -> None:
    """Typed where a number is asked for, it is malformed, known or not."""
    for id_ in (registered(world), UNKNOWN):
        asked = why(IDENTIFIER, f"verify-a-child-{next(_NUMBERS):06d}")
        request = VerifyRequest(asked=asked, identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=id_))
        refused(world, send(world, IDENTIFIER, VERIFY, request), "INVALID_ARGUMENT", "identifier")
