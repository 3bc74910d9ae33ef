"""The typed client over a real connection: what each method gives, and how each way of failing ends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.history_pb2 import STANDING_ALLEGATION, SignedVersion

from rabta.client import (
    AsyncHub,
    BadReason,
    CopyAge,
    Hub,
    Identifier,
    Profile,
    ProfileError,
    RabtaError,
    Reason,
    Refusal,
    Remains,
    TokenRefused,
    Unproven,
    Unreadable,
    Version,
    load_profile,
    network,
)
from services.evidence.line import proven
from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import HISTORY, RECORD, RECORDS, SEARCH, answers, refuses
from tests.unit.client.calls import CALLS, CNIC, EXPAND, NAME, NODE, OWN, WHY, YOUSAF, honest
from tests.unit.client.test_versions import history_of, page_of


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA,), RECORDS) as made:
        yield made


@pytest.fixture
def place(shared: HubThread) -> HubThread:
    shared.hub.bodies.clear()
    shared.hub.ran.clear()
    shared.issuers[live.FIA].refuse = ""
    shared.issuers[live.FIA].asked.clear()
    honest(shared)
    return shared


@pytest.fixture
def profile(place: HubThread, tmp_path: Path) -> Profile:
    return replace(load_profile(place.profile(contributes=True)), state=tmp_path / "state")


@pytest.fixture
def hub(profile: Profile) -> Iterator[Hub]:
    with Hub(profile) as opened:
        yield opened


def test_a_history_is_values_and_names_its_place_in_the_log(hub: Hub, place: HubThread) -> None:
    answer = hub.history(CNIC, WHY, as_of="2024-06-01", known_at_ms=7, break_glass="bg-1")
    assert [line.owner for line in answer.value.timeline] == [live.PUNJAB] * 2
    assert answer.unsigned == 0
    assert place.hub.log.leaves[answer.entry].data.endswith(answer.exchange.proven.header.commitment)
    asked = pb.GetHistoryRequest.FromString(answer.exchange.request_body)
    assert asked.selector.identifier.value == CNIC.value
    assert (asked.as_of_valid, asked.as_of_recorded_ms, asked.break_glass) == ("2024-06-01", 7, "bg-1")


def test_what_no_owner_signed_is_counted(hub: Hub, place: HubThread) -> None:
    told = history_of(page_of(live.PUNJAB))
    told.versions[0].Clear()
    place.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse(history=told))
    assert hub.history(CNIC, WHY).unsigned == 1


def test_an_answer_out_of_copies_says_how_old_they_are(hub: Hub, place: HubThread) -> None:
    assert hub.search(CNIC, WHY).copies == ()
    copies = [pb.CopyAge(agency=live.FIA, synced_ms=5)]
    place.hub.bodies[SEARCH] = answers(pb.SearchResponse(copies=copies))
    place.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse(copies=copies))
    for found in (hub.search(CNIC, WHY), hub.history(CNIC, WHY)):
        assert found.copies == (CopyAge(live.FIA, 5),)


def test_a_search_a_record_and_its_versions_are_values(hub: Hub) -> None:
    assert hub.search(CNIC, WHY).value.matches[0].grade == "B2"
    [found] = hub.search_person(YOUSAF, WHY).value.candidates
    assert (found.bits, found.zone, found.fields[0].text_ur) == (-3.25, "REVIEW", "نام ملتا ہے")
    assert [each.version for each in hub.person(NAME, WHY).value.members] == [f"{NAME}/versions/2"]
    version = hub.record(NAME, WHY).value
    assert isinstance(version, Version)
    assert version.record is not None
    assert (version.record.record_id, version.record.version) == ("r", 2)
    listed = hub.versions(NAME, WHY)
    assert [one.record.version for one in listed.value.versions if one.record] == [2, 5]
    assert listed.value.next_page_token == "more"


def test_of_a_record_without_bytes_no_content_is_made_up(hub: Hub, place: HubThread) -> None:
    place.hub.bodies[RECORD] = answers(pb.GetRecordResponse(version=SignedVersion(recorded_ms=9)))
    answer = hub.record(NAME, WHY)
    assert (answer.value, answer.unsigned) == (Version(None, b"", 9), 1)


def test_what_remains_is_of_the_record_that_was_asked_for(hub: Hub, place: HubThread) -> None:
    place.hub.bodies[RECORD] = answers(pb.GetRecordResponse(remains=pb.Remains(record=NAME, expunged=True)))
    assert hub.record(NAME, WHY).value == Remains(NAME, expunged=True)
    place.hub.bodies[RECORD] = answers(pb.GetRecordResponse(remains=pb.Remains(record=f"{NAME}2", expunged=True)))
    with pytest.raises(Unproven, match="record"):
        hub.record(NAME, WHY)


def test_a_question_to_the_graph_has_its_own_answer(hub: Hub, place: HubThread) -> None:
    question = network.ExpandRequest(network.Frame(limit=5), (NODE,))
    assert hub.ask(question, network.ExpandResponse, WHY).value.counts[0].edges == 3
    assert place.issuers[live.FIA].asked[-1]["query_class"] == "NETWORK"
    hub.ask(question, network.ExpandResponse, replace(WHY, second_basis="AMLA"))
    assert place.issuers[live.FIA].asked[-1]["query_class"] == "COMMS_MONEY"
    asked = len(place.hub.ran)
    with pytest.raises(ValueError, match="does not answer"):
        hub.ask(question, network.WhyLinkedResponse, WHY)
    assert len(place.hub.ran) == asked


def test_records_are_handed_in_once_and_again_only_when_they_change(hub: Hub) -> None:
    assert (hub.submit([OWN]).summary.accepted, hub.submit([OWN]).summary.unchanged) == (1, 1)
    changed = hub.submit([replace(OWN, valid_from="2024-01-03", version=77, status="WITHDRAWN")])
    assert (changed.summary.accepted, changed.findings) == (1, ())


def test_who_holds_no_page_key_hands_in_nothing(place: HubThread, profile: Profile) -> None:
    with Hub(replace(profile, page_key=None)) as hub, pytest.raises(ProfileError, match="page key"):
        hub.submit([OWN])
    assert place.hub.ran == []


def test_receipts_prove_what_was_promised_and_evidence_convinces_others(hub: Hub, place: HubThread) -> None:
    answer = hub.search(CNIC, WHY)
    bundle = hub.evidence(answer)
    lines = verify_evidence(bundle, Anchor.from_pem(place.files.anchor.read_bytes()))
    assert proven(lines), lines
    counted = hub.receipts()
    assert (counted.pending, counted.late) == (0, 0)


def test_a_refusal_and_the_issuers_no_are_told_apart(hub: Hub, place: HubThread) -> None:
    place.hub.bodies[SEARCH] = refuses("CASE_NOT_YOURS")
    with pytest.raises(Refusal) as caught:
        hub.search(CNIC, WHY)
    assert caught.value.reason == "CASE_NOT_YOURS"
    place.issuers[live.FIA].refuse = "invalid_grant"
    with pytest.raises(TokenRefused) as refused:
        hub.search(CNIC, replace(WHY, case="FIR:PB/LAHORE/ICHHRA/513/2024"))
    assert refused.value.error == "invalid_grant"


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("purpose", Reason("CURIOSITY", "CRPC_CASE", WHY.case)),
        ("legal_basis", Reason("INVESTIGATE_CASE", "NONE", WHY.case)),
        ("second_basis", replace(WHY, second_basis="NONE")),
        ("case", replace(WHY, case="FIR")),
        ("case", replace(WHY, case="FIR: ")),
        ("case", replace(WHY, case="DIARY:1")),
        ("query_class", replace(WHY, query_class="ALL")),
    ],
)
def test_a_reason_that_is_none_asks_nobody(hub: Hub, place: HubThread, field: str, reason: Reason) -> None:
    with pytest.raises(BadReason, match=field):
        hub.history(CNIC, reason)
    assert (place.hub.ran, place.issuers[live.FIA].asked) == ([], [])


def test_a_word_of_a_newer_hub_is_not_guessed(hub: Hub, place: HubThread) -> None:
    told = pb.GetHistoryResponse()
    told.history.cases.add(standing=STANDING_ALLEGATION)
    told.history.cases.add().standing = 99  # type: ignore[assignment]  # wrong on purpose
    place.hub.bodies[HISTORY] = answers(told)
    with pytest.raises(Unreadable) as caught:
        hub.history(CNIC, WHY)
    assert caught.value.field == "cases[1].standing"


def test_an_answer_that_is_no_message_is_unproven(hub: Hub, place: HubThread) -> None:
    place.hub.bodies[EXPAND] = answers(b"\xff\xff")
    with pytest.raises(Unproven, match="form"):
        CALLS["ask"](hub)


def test_one_officer_approves_anothers_question(hub: Hub, place: HubThread, profile: Profile) -> None:
    hub.history(CNIC, WHY, approver=replace(profile, officer="officer-2"))
    assert place.hub.log.opened().approver == "officer-2"


def test_a_program_with_a_loop_has_the_same_hub(place: HubThread, profile: Profile) -> None:
    async def both() -> int:
        async with AsyncHub(profile) as hub:
            found = await asyncio.gather(hub.history(CNIC, WHY), hub.search(CNIC, WHY))
            return len(found[0].value.timeline)

    assert asyncio.run(both()) == 2


def test_a_profile_that_is_unfit_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(RabtaError):
        Hub.from_profile(tmp_path / "nowhere.toml")


def test_an_identifier_of_no_kind_is_no_question(hub: Hub) -> None:
    with pytest.raises(ValueError, match="not a value of"):
        hub.search(Identifier("PASSWORD", "x"), WHY)
