"""`rabta identity provisional`: what is typed of a child reaches the registry, and the hub is asked of the guardian first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.identity.v1 import identity_service_pb2 as service
from rabta.identity.v1 import provisional_pb2 as pb
from rabta.records.v1.records_service_pb2 import CheckGuardianResponse
from rabta.records.v1.subject_pb2 import BIRTH_BASIS_ESTIMATE, GENDER_M

from services.edge.call import Call
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import CNIC, answers, keep, rabta
from tests.unit.cli.test_identity import SERVICE, named

CHECK = "/rabta.records.v1.RecordsService/CheckGuardian"
METHODS = (*(f"{SERVICE}{one.name}" for one in service.DESCRIPTOR.services_by_name["IdentityService"].methods), CHECK)
WHY = ("--purpose", "protect-victim", "--legal-basis", "child-protection", "--case", "REFERRAL:CP/LAHORE/1/2024")
CHILD = "Bilal, بلال\n2015-01-01/2017-01-01\nm\nMultan\n2026-05-20\nestimate\nskr\nunaccompanied\n\n"
ID = "PRV-ABCDEFGHIJ"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA,), METHODS) as made:
        yield made


@pytest.fixture
def officer(registry: HubThread) -> Path:
    registry.hub.bodies.clear()
    return named(registry, registry.profile())


def child(**more: object) -> pb.Provisional:
    return pb.Provisional(id=ID, state=pb.PROVISIONAL_STATE_OPEN, found_place="Multan", **more)  # type: ignore[arg-type]  # each is of its own field


def test_a_child_is_registered_from_lines(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[f"{SERVICE}RegisterProvisional"] = keep(
        asked, pb.RegisterProvisionalResponse(provisional=child())
    )
    out = rabta("identity", "provisional", "register", "--profile", officer, *WHY, stdin=CHILD).stdout
    said = pb.RegisterProvisionalRequest.FromString(asked[0][1]).provisional
    assert [name.text for name in said.names] == ["Bilal", "بلال"]
    assert (said.birth.earliest, said.birth.latest, said.birth.basis) == (
        "2015-01-01",
        "2017-01-01",
        BIRTH_BASIS_ESTIMATE,
    )
    assert (said.gender, said.mark, said.nationality) == (GENDER_M, pb.CARE_MARK_UNACCOMPANIED, "")
    assert ID in out


def test_the_hubs_word_goes_with_a_guardian(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[CHECK] = answers(CheckGuardianResponse(fit=True))
    registry.hub.bodies[f"{SERVICE}RegisterProvisional"] = keep(
        asked, pb.RegisterProvisionalResponse(provisional=child())
    )
    lines = f"{CHILD}N. A.\n{CNIC}\n"
    rabta("identity", "provisional", "register", "--profile", officer, *WHY, "--guardian", stdin=lines)
    said = pb.RegisterProvisionalRequest.FromString(asked[0][1])
    assert said.provisional.guardian.identifier.value == CNIC.replace("-", "")
    assert CheckGuardianResponse.FromString(said.word.answer).fit
    assert said.word.header


def test_an_unfit_guardian_ends_it_before_the_registry(registry: HubThread, officer: Path) -> None:
    registry.hub.bodies[CHECK] = answers(CheckGuardianResponse())
    lines = f"{CHILD}N. A.\n{CNIC}\n"
    said = rabta("identity", "provisional", "register", "--profile", officer, *WHY, "--guardian", stdin=lines, code=1)
    assert "UNFIT" in said.stderr
    assert CNIC not in said.stderr


def test_an_act_takes_what_it_needs(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[f"{SERVICE}ChangeProvisional"] = keep(asked, pb.ChangeProvisionalResponse(provisional=child()))
    command = ("identity", "provisional", "change", "--profile", officer, *WHY, "--act")
    rabta(*command, "close", stdin=f"{ID}\nthe mother came\n")
    rabta(*command, "register", stdin=f"{ID}\n{CNIC}\n")
    closing, registering = (pb.ChangeProvisionalRequest.FromString(raw) for _, raw in asked)
    assert (closing.act, closing.id, closing.reason) == (pb.PROVISIONAL_ACT_CLOSE, ID, "the mother came")
    assert registering.identifier.value == CNIC.replace("-", "")


def test_a_child_is_found_by_id_and_by_description(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    found = pb.FindProvisionalResponse(found=[pb.ProvisionalCandidate(provisional=child(), agrees=[pb.AGREEMENT_NAME])])
    registry.hub.bodies[f"{SERVICE}FindProvisional"] = keep(asked, found)
    command = ("identity", "provisional", "find", "--profile", officer, *WHY)
    out = rabta(*command, stdin=f"{ID}\n").stdout
    rabta(*command, "--described", stdin="Bilal\n\n\nMultan\n\n")
    by_id, described = (pb.FindProvisionalRequest.FromString(raw) for _, raw in asked)
    assert by_id.id == ID
    assert (described.id, described.sought.names[0].text, described.sought.found_place) == ("", "Bilal", "Multan")
    assert ID in out
