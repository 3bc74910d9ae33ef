"""`rabta identity`: what is asked of a registry, how it is shown, and what is asked again where an answer was lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.access.v1.purpose_pb2 import (
    LEGAL_BASIS_CRPC_CASE,
    LEGAL_BASIS_NADRA,
    PURPOSE_INVESTIGATE_CASE,
    PURPOSE_RECORD_UPKEEP,
)
from rabta.identity.v1 import attribute_pb2 as at
from rabta.identity.v1 import change_pb2 as ch
from rabta.identity.v1 import identity_service_pb2 as pb
from rabta.records.v1.records_service_pb2 import ConfirmPersonResponse
from rabta.records.v1.subject_pb2 import GENDER_M

from services.cli.identity_progress import Shown, line
from services.edge.call import Call
from services.identity.asking.ports import Counts
from services.node.identity_backfill import Far
from services.node.local import write_agency_profile
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import CNIC, WHY, answers, keep, rabta

SERVICE = "/rabta.identity.v1.IdentityService/"
CONFIRM = "/rabta.records.v1.RecordsService/ConfirmPerson"
METHODS = (
    *(f"{SERVICE}{method.name}" for method in pb.DESCRIPTOR.services_by_name["IdentityService"].methods),
    CONFIRM,
)
NAMES = f"{CNIC}\nMuhammad Yousaf\n1988-03-04/1988-03-05\nm\n"
CLAIMS = ("--attribute", "name", "--attribute", "BIRTH", "--attribute", "GENDER")
TOKEN, OTHER = b"\x0a" * 32, b"\x0b" * 32


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    """Who answers here is the hub itself: which agency a profile names is all the same to the commands."""
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA, live.OVERSIGHT), METHODS) as made:
        yield made


def named(registry: HubThread, path: Path) -> Path:
    """The profile, with an identity registry in it."""
    said = {
        "identity_registry": registry.files.hub_id,
        "identity_endpoint": registry.local.endpoint,
        "identity_certificates": "hub.crt",
    }
    text = path.read_text("utf-8")
    path.write_text(text + "".join(f'{name} = "{value}"\n' for name, value in said.items()), "utf-8")
    return path


@pytest.fixture
def officer(registry: HubThread) -> Path:
    registry.hub.bodies.clear()
    registry.issuers[live.FIA].asked.clear()
    return named(registry, registry.profile())


@pytest.fixture
def system(registry: HubThread) -> Path:
    registry.hub.bodies.clear()
    return named(registry, write_agency_profile(registry.local, live.FIA))


def verified() -> pb.VerifyResponse:
    said = [
        (at.ATTRIBUTE_NAME, at.VERDICT_PARTIAL),
        (at.ATTRIBUTE_BIRTH, at.VERDICT_YES),
        (at.ATTRIBUTE_GENDER, at.VERDICT_NO),
    ]
    words = [at.Verified(attribute=one, verdict=verdict, modality=at.MODALITY_DEMOGRAPHIC) for one, verdict in said]
    return pb.VerifyResponse(verified=words, card=at.CARD_STATE_BLOCKED)


def test_verify_asks_what_is_claimed_and_shows_words(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[f"{SERVICE}Verify"] = keep(asked, verified())
    out = rabta("identity", "verify", "--profile", officer, *WHY, *CLAIMS, stdin=NAMES).stdout
    request = pb.VerifyRequest.FromString(asked[0][1])
    assert request.identifier.value == CNIC
    assert [one.attribute for one in request.claimed] == [at.ATTRIBUTE_NAME, at.ATTRIBUTE_BIRTH, at.ATTRIBUTE_GENDER]
    assert request.claimed[0].text == "Muhammad Yousaf"
    assert (request.claimed[1].birth.earliest, request.claimed[1].birth.latest) == ("1988-03-04", "1988-03-05")
    assert request.claimed[2].gender == GENDER_M
    assert (request.asked.basis, request.asked.purpose) == (LEGAL_BASIS_CRPC_CASE, PURPOSE_INVESTIGATE_CASE)
    assert len(request.asked.transaction_id) == 32
    assert registry.issuers[live.FIA].asked[-1]["query_class"] == "IDENTITY"
    for word in ("partial", "demographic", "document: blocked", "About"):
        assert word in out


def test_a_second_basis_is_what_the_registry_is_asked_under(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[f"{SERVICE}AgeOn"] = keep(asked, pb.AgeOnResponse(of_age=at.VERDICT_CANNOT_TELL))
    rabta(
        "identity", "age", "--profile", officer, *WHY, "--second-basis", "nadra", "--on", "2026-01-01", "--years", "15"
    )
    request = pb.AgeOnRequest.FromString(asked[0][1])
    assert (request.day, request.age, request.asked.basis) == ("2026-01-01", 15, LEGAL_BASIS_NADRA)


def test_a_question_is_asked_again_under_its_own_id(registry: HubThread, officer: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    registry.hub.bodies[f"{SERVICE}AgeOn"] = keep(asked, pb.AgeOnResponse(of_age=at.VERDICT_YES))
    rabta("identity", "age", "--profile", officer, *WHY, "--transaction", "t" * 16)
    assert pb.AgeOnRequest.FromString(asked[0][1]).asked.transaction_id == "t" * 16


def test_a_lost_answer_says_how_to_ask_the_same_again(registry: HubThread, officer: Path) -> None:
    text = officer.read_text("utf-8").replace(
        f'identity_endpoint = "{registry.local.endpoint}"', 'identity_endpoint = "127.0.0.1:1"'
    )
    officer.write_text(text, "utf-8")
    said = rabta("identity", "age", "--profile", officer, *WHY, "--transaction", "u" * 16, code=1).stderr
    assert f"--transaction {'u' * 16}" in said
    assert CNIC not in said


def test_attributes_show_what_is_stated_and_what_is_not(registry: HubThread, officer: Path) -> None:
    now = live.now_ms()
    statement = at.AttributeStatement(
        purpose=PURPOSE_INVESTIGATE_CASE, basis=LEGAL_BASIS_CRPC_CASE, audience=live.FIA, issued_ms=now, expires_ms=now + 60_000,
        values=[at.AttributeValue(attribute=at.ATTRIBUTE_NAME, text="\u202eYousaf", text_ur="یوسف"),
                at.AttributeValue(attribute=at.ATTRIBUTE_ADDRESS, text="Lahore")],
        withheld=[at.ATTRIBUTE_PHOTO],
    )  # fmt: skip
    sent: list[tuple[Call, bytes]] = []
    registry.hub.bodies[CONFIRM] = answers(ConfirmPersonResponse(named=True))
    registry.hub.bodies[f"{SERVICE}GetAttributes"] = keep(sent, pb.GetAttributesResponse(statement=statement))
    command = ("identity", "attributes", "--profile", officer, *WHY, "--attribute", "NAME", "--attribute", "PHOTO")
    shown = json.loads(rabta(*command, "--output", "json").stdout)
    assert [one["text"] for one in shown["statement"]["values"]] == ["Yousaf"], "neither more nor direction marks"
    word = pb.GetAttributesRequest.FromString(sent[0][1]).word
    assert ConfirmPersonResponse.FromString(word.answer).named
    assert word.header
    out = rabta(*command).stdout
    assert "Yousaf" in out
    assert "not stated" in out
    assert "Lahore" not in out


def test_an_address_is_sought_with_a_second_person_of_another_agency(registry: HubThread, officer: Path) -> None:
    calls: list[tuple[Call, bytes]] = []
    registry.hub.bodies[CONFIRM] = answers(ConfirmPersonResponse(named=True))
    now = live.now_ms()
    statement = at.AttributeStatement(
        purpose=PURPOSE_INVESTIGATE_CASE, basis=LEGAL_BASIS_CRPC_CASE, audience=live.FIA, issued_ms=now,
        expires_ms=now + 60_000, withheld=[at.ATTRIBUTE_ADDRESS],
    )  # fmt: skip
    registry.hub.bodies[f"{SERVICE}GetAttributes"] = keep(calls, pb.GetAttributesResponse(statement=statement))
    command = ("identity", "attributes", "--profile", officer, *WHY, "--attribute", "ADDRESS", "--approver-profile")
    rabta(*command, officer, code=3)
    rabta(*command, registry.profile(live.OVERSIGHT))
    ((call, _),) = calls
    assert call.caller is not None
    assert call.caller.approver is not None
    assert call.caller.approver.agency == live.OVERSIGHT


def test_no_value_is_sought_of_whom_the_hub_does_not_confirm(registry: HubThread, officer: Path) -> None:
    """The registry is not asked: it has no answer here."""
    registry.hub.bodies[CONFIRM] = answers(ConfirmPersonResponse())
    refusal = rabta("identity", "attributes", "--profile", officer, *WHY, "--attribute", "NAME", code=1).stderr
    assert "does not confirm" in refusal
    assert CNIC not in refusal


def test_family_needs_a_second_person(registry: HubThread, officer: Path) -> None:
    relative = at.Relative(kind=at.RELATIVE_KIND_FATHER, name="Abdul Rehman", token=TOKEN, deceased=True)
    registry.hub.bodies[f"{SERVICE}GetFamily"] = answers(pb.GetFamilyResponse(relatives=[relative]))
    rabta("identity", "family", "--profile", officer, *WHY, code=2)
    why = (
        "--purpose",
        "find-missing-child",
        "--legal-basis",
        "zainab",
        "--case",
        "MISSING_CHILD:LHR/ZA-31/2024",
        "--second-basis",
        "nadra",
    )
    rabta("identity", "family", "--profile", officer, *why, "--approver-profile", officer, code=3)
    second = registry.profile(live.OVERSIGHT)
    out = rabta("identity", "family", "--profile", officer, *why, "--approver-profile", second).stdout
    for word in ("father", "Abdul Rehman", "dead"):
        assert word in out
    assert registry.issuers[live.FIA].asked[-1]["query_class"] == "FAMILY"


def test_a_token_is_asked_for_by_the_system(registry: HubThread, system: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    found = pb.ResolveTokenResponse(resolved=[pb.Resolved(outcome=pb.RESOLVE_OUTCOME_TOKEN, token=TOKEN)])
    registry.hub.bodies[f"{SERVICE}ResolveToken"] = keep(asked, found)
    out = rabta("identity", "token", "--profile", system).stdout
    assert TOKEN.hex() in out
    ((call, raw),) = asked
    said = pb.ResolveTokenRequest.FromString(raw).asked
    assert call.caller is None
    assert (said.basis, said.purpose) == (LEGAL_BASIS_NADRA, PURPOSE_RECORD_UPKEEP)


def test_changes_end_with_where_to_go_on(registry: HubThread, system: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    change = ch.Change(sequence=8, kind=ch.CHANGE_KIND_TOKENS_JOINED, token=TOKEN, others=[OTHER])
    page = pb.ListChangesResponse(changes=[change], next=ch.Cursor(feed="tokens/pk.fia", epoch=2, sequence=8))
    registry.hub.bodies[f"{SERVICE}ListChanges"] = keep(asked, page)
    result = rabta("identity", "changes", "--profile", system, "--after", "tokens/pk.fia 2 7")
    assert pb.ListChangesRequest.FromString(asked[0][1]).cursor == ch.Cursor(feed="tokens/pk.fia", epoch=2, sequence=7)
    assert "tokens joined" in result.stdout
    assert "--after 'tokens/pk.fia 2 8'" in result.stderr
    rabta("identity", "changes", "--profile", system, "--after", "seven", code=2)


def test_what_is_not_typed_as_it_must_be(registry: HubThread, officer: Path) -> None:
    verify = ("identity", "verify", "--profile", officer, *WHY)
    assert "unknown attribute" in rabta(*verify, "--attribute", "SHOE_SIZE", code=2).stderr
    assert "no name on stdin" in rabta(*verify, "--attribute", "NAME", code=2).stderr
    assert "gender" in rabta(*verify, "--attribute", "GENDER", stdin=f"{CNIC}\nfemale\n", code=2).stderr
    assert (
        "names no identity registry" in rabta("identity", "age", "--profile", registry.profile(), *WHY, code=2).stderr
    )


def test_backfill_of_a_node_that_asks_nobody(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert "identity_registry" in rabta("identity", "backfill", tmp_path, code=2).stderr


def test_the_bar() -> None:
    assert line(Far(0, 0, Counts())) == f"[{'.' * 30}] 0 of 0 numbers"
    half = Far(7, 10, Counts(tokens=1_000, not_registered=200, ambiguous=20, cannot_tell=30, waiting=1_250))
    assert line(half) == f"[{'#' * 15}{'.' * 15}] 1,250 of 2,500 numbers, 3 changes of records to read"


@pytest.mark.parametrize(("terminal", "lines"), [(True, 4), (False, 2)])
def test_how_often_it_is_said(capsys: pytest.CaptureFixture[str], terminal: bool, lines: int) -> None:
    times = iter([0.0, 0.1, 0.25, 5.0, 11.0])
    shown = Shown(terminal, lambda: next(times))
    for _ in range(5):
        shown.told(Far(0, 0, Counts()))
    shown.end()
    assert capsys.readouterr().err.count("numbers") == lines
