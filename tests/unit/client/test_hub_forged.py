"""No method of the client gives an answer that was altered, forged, late or not the hub's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.audit.v1 import audit_service_pb2
from rabta.exchange.v1 import check_service_pb2
from rabta.linkage.v1 import linkage_service_pb2
from rabta.membership.v1 import membership_service_pb2
from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.person_pb2 import LINK_BY_DECISION
from rabta.records.v1.record_pb2 import RecordVersion as RecordMessage

from rabta.client import Hub, HubNotPinned, NoConnection, Profile, TimeOver, Unproven, load_profile
from services.client import channel as channel_module
from services.client.asking import method_of
from services.client.check_answer import HEADER_KEY, SIGNATURE_KEY
from services.edge.call import Call
from services.edge.errors import ByReason
from services.edge.tls import TlsFiles
from services.signing.header import SigHeader
from tests.fakes import live
from tests.fakes.hub import build
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.liar import Alter, Leaving, lying, resigned
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import HISTORY, PERSON, RECORD, RECORDS, SEARCH, VERSIONS, answers
from tests.unit.client.calls import CALLS, CNIC, NAME, WHY, honest, person_of
from tests.unit.client.test_versions import LIES, history_of, page_of

OWNED = ("history", "record", "versions", "person")
"""Answers that hold versions, each under its owner's page."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA,), RECORDS, lies=True) as made:
        yield made


@pytest.fixture
def place(shared: HubThread, monkeypatch: pytest.MonkeyPatch) -> HubThread:
    monkeypatch.setattr(channel_module, "PAUSE_S", 0.01)
    shared.hub.bodies.clear()
    shared.hub.ran.clear()
    shared.liar.alter = lambda leaving: leaving
    honest(shared)
    return shared


@pytest.fixture
def profile(place: HubThread, tmp_path: Path) -> Profile:
    return replace(load_profile(place.profile(contributes=True)), state=tmp_path / "state")


@pytest.fixture
def hub(profile: Profile) -> Iterator[Hub]:
    with Hub(profile) as opened:
        yield opened


def bent(name: str) -> Alter:
    def alter(leaving: Leaving) -> Leaving:
        raw = bytearray(leaving.value(name))
        raw[-1] ^= 1
        return leaving.with_value(name, bytes(raw))

    return alter


ALTERED: dict[str, Alter] = {
    "body": lambda leaving: replace(leaving, body=leaving.body + b"!"),
    "header": bent(HEADER_KEY),
    "signature": bent(SIGNATURE_KEY),
    "unsigned": lambda leaving: leaving.without(SIGNATURE_KEY),
    "another code": lambda leaving: replace(leaving, code=5, body=b""),
    "nothing signed": lambda _: Leaving(7, b"", ()),
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_altered_answer_is_no_answer(hub: Hub, place: HubThread, call: Callable[[Hub], Any], alter: Alter) -> None:
    place.liar.alter = alter
    with pytest.raises(Unproven) as caught:
        call(hub)
    assert caught.value.step != "transport"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_answer_to_another_call_is_no_answer(hub: Hub, place: HubThread, call: Callable[[Hub], Any]) -> None:
    """Well signed by the hub, for another question."""
    place.liar.alter = lambda leaving: resigned(place.hub, leaving, lambda said: said, request_sha256=bytes(32))
    with pytest.raises(Unproven, match="chain"):
        call(hub)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_honest_liar_is_believed(hub: Hub, call: Callable[[Hub], Any]) -> None:
    call(hub)


def forged() -> dict[str, Message]:
    """Answers that the hub signs over versions which their owner did not."""
    shown = page_of(live.PUNJAB, said=RecordMessage(record_id="r"))
    told = history_of(page_of(live.PUNJAB))
    for one in (shown[0][0], told.versions[0]):
        one.version = RecordMessage(agency=live.PUNJAB, record_id="r", version=2).SerializeToString() + b"\x10\x01"
    return {
        HISTORY: pb.GetHistoryResponse(history=told),
        RECORD: pb.GetRecordResponse(version=shown[0][0], page=shown[1][0]),
        VERSIONS: pb.ListVersionsResponse(versions=shown[0], pages=shown[1]),
        PERSON: person_of(shown),
    }


@pytest.mark.parametrize("name", OWNED)
def test_a_version_that_its_owner_did_not_sign_is_no_answer(hub: Hub, place: HubThread, name: str) -> None:
    place.hub.bodies.update({method: answers(answer) for method, answer in forged().items()})
    with pytest.raises(Unproven, match="version"):
        CALLS[name](hub)


@pytest.mark.parametrize("name", OWNED)
def test_a_page_of_a_strangers_key_is_no_answer(hub: Hub, place: HubThread, name: str) -> None:
    """Prisons sign, in the name of Punjab's police."""
    key = key_of(live.files(), "pk.prisons", "page")
    shown = page_of(live.PUNJAB, key=key, said=RecordMessage(record_id="r"))
    place.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse(history=history_of(shown)))
    place.hub.bodies[RECORD] = answers(pb.GetRecordResponse(version=shown[0][0], page=shown[1][0]))
    place.hub.bodies[VERSIONS] = answers(pb.ListVersionsResponse(versions=shown[0], pages=shown[1]))
    place.hub.bodies[PERSON] = answers(person_of(shown))
    with pytest.raises(Unproven, match="page"):
        CALLS[name](hub)


@pytest.mark.parametrize("lie", LIES)
def test_a_line_that_no_owner_said_is_no_answer(hub: Hub, place: HubThread, lie: Callable[[Any], object]) -> None:
    told = history_of(page_of(live.PUNJAB))
    lie(told)
    place.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse(history=told))
    with pytest.raises(Unproven, match="timeline"):
        hub.history(CNIC, WHY)


def unsigned(said: pb.GetPersonResponse) -> None:
    said.versions[0].version = b""


@pytest.mark.parametrize(
    "lie",
    [
        lambda said: setattr(said.members[0], "owner", "pk.fia"),
        lambda said: said.members[0].subject.names.add(text="Imran Khan"),
        lambda said: said.links.add(
            one=NAME, other=f"{NAME}-other", by=LINK_BY_DECISION, decision="d", agency="pk.fia"
        ),
        lambda said: said.members.pop(),
        unsigned,
    ],
)
def test_a_person_whom_no_owner_described_is_no_answer(
    hub: Hub, place: HubThread, lie: Callable[[pb.GetPersonResponse], object]
) -> None:
    told = person_of(page_of(live.PUNJAB, said=RecordMessage(record_id="r")))
    lie(told)
    place.hub.bodies[PERSON] = answers(told)
    with pytest.raises(Unproven, match="person"):
        hub.person(NAME, WHY)


def test_another_record_than_the_one_asked_for_is_no_answer(hub: Hub) -> None:
    for call in (hub.record, hub.versions):
        with pytest.raises(Unproven, match="record"):
            call(f"{NAME}-other", WHY)
    with pytest.raises(Unproven, match="person"):
        hub.person(f"{NAME}-other", WHY)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_promise_is_kept_of_every_answer(profile: Profile, call: Callable[[Hub], Any]) -> None:
    """Even of those that are refused afterwards: it convicts a hub that has no leaf for what it said."""
    with Hub(profile) as hub:
        call(hub)
    with Hub(profile) as hub:
        assert hub.receipts().proven >= 1


def test_another_agencys_certificate_is_not_the_hubs(tmp_path: Path) -> None:
    """A member stands where the hub should be: the call is not even taken."""
    other = build()
    agency = other.files.agency(live.PUNJAB)

    async def stranger() -> int:
        async with lying(other, TlsFiles(agency.tls_key, agency.tls_crt, agency.ca_crt)) as liar:
            profile = live.profile(other.files, live.FIA, other.port, tmp_path / "state")
            with pytest.raises(NoConnection):
                await asyncio.to_thread(_receipts, profile)
            return len(liar.left)

    assert asyncio.run(stranger()) == 0


def _receipts(profile: Profile) -> None:
    with Hub(profile) as hub:
        hub.receipts()


def test_without_a_registered_certificate_nothing_is_asked(profile: Profile, place: HubThread) -> None:
    unfit = replace(profile, hub_certificates=place.files.agency(live.PUNJAB).tls_crt)
    with pytest.raises(HubNotPinned), Hub(unfit):
        pass
    assert place.liar.hub.ran == []


def test_what_takes_too_long_ends(hub: Hub, place: HubThread, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, and not again: the same would take as long."""
    monkeypatch.setattr(channel_module, "TIMEOUT_S", 0.3)
    begun: list[bytes] = []

    async def never(_call: Call, raw: bytes) -> bytes:
        begun.append(raw)
        await asyncio.Event().wait()
        return b""

    place.hub.bodies[SEARCH] = never
    with pytest.raises(TimeOver):
        hub.search(CNIC, WHY)
    assert len(begun) <= 1


def test_what_was_busy_is_asked_again_with_another_nonce(hub: Hub, place: HubThread) -> None:
    nonces: list[bytes] = []

    async def busy(_call: Call, _raw: bytes) -> bytes:
        if len(nonces) < 2:
            raise ByReason("STORAGE_UNAVAILABLE")
        return b""

    place.hub.bodies[SEARCH] = busy

    def noted(leaving: Leaving) -> Leaving:
        nonces.append(SigHeader.FromString(leaving.value(HEADER_KEY)).nonce)
        return leaving

    place.liar.alter = noted
    assert hub.search(CNIC, WHY).value.matches == ()
    assert len(set(nonces)) == 3


def test_each_request_has_the_path_of_its_method() -> None:
    """By its name alone: every method of every service."""
    services = [
        (module, name)
        for module, name in (
            (audit_service_pb2, "AuditService"),
            (linkage_service_pb2, "LinkageService"),
            (membership_service_pb2, "MembershipService"),
            (pb, "RecordsService"),
            (check_service_pb2, "CheckService"),
        )
    ]
    methods = [method for module, name in services for method in module.DESCRIPTOR.services_by_name[name].methods]
    assert len(methods) > 25
    for method in methods:
        request = method.input_type._concrete_class()
        assert method_of(request) == f"/{method.containing_service.full_name}/{method.name}"
        assert method.output_type.name == f"{method.name}Response"
