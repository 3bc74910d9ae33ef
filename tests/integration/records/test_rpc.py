"""The service's methods as a node routes them: strict bodies in, bytes out, refusals by name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rabta.records.v1 import records_service_pb2

from services.access.caller import Caller
from services.access.errors import InvalidArgument
from services.access.reference import ReferenceEngine
from services.edge.call import Call, Snapshot
from services.edge.routes import build_routes
from services.node.case_law import ReadLaw
from services.records import wire
from services.records.build import NoGlass, Records, build_records
from services.records.rpc import SERVICE, SHORT, known_history, routes
from services.records.store import open_store
from services.signing.page import FIRST, Feed, build_page
from services.values.records import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetRecordRequest,
    GetRecordResponse,
    Identifier,
    ListVersionsRequest,
    ListVersionsResponse,
    PageLeaf,
    SearchRequest,
    SearchResponse,
    Selector,
    SignedPageHeader,
    SubmitPageRequest,
    SubmitPageResponse,
)
from tests.fakes.record_maker import CNIC, POLICE, case_file, party
from tests.fakes.records_node import NOW_MS, SECRET, Federation, caller, keeper

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DESCRIPTOR = records_service_pb2.DESCRIPTOR.services_by_name["RecordsService"]
METHODS = [f"{SERVICE}{method.name}" for method in DESCRIPTOR.methods]
ASKED = Selector(Identifier("CNIC", CNIC))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    built = build_records(open_store(folder / "records.db"), folder, SECRET, NoGlass(), case_law=ReadLaw())
    built.context.keys.bodies.make()
    yield built
    asyncio.run(finished(built.close()))


async def finished(call: Awaitable[object]) -> object:
    return await call


def call(known: Federation, who: Caller, body: bytes) -> Call:
    made = Call("", Snapshot(known.registry, ReferenceEngine()), NOW_MS)
    made.caller, made.body, made.body_sha256 = who, body, sha256(body).digest()
    return made


async def ask(records: Records, known: Federation, method: str, who: Caller, request: DataclassInstance) -> bytes:
    body = wire.encode(request)
    made = call(known, who, body)
    made.give(await routes(records.context)[SERVICE + method](made, body))
    assert made.answer_sha256 == sha256(made.answer).digest()
    return made.answer


def page(known: Federation) -> SubmitPageRequest:
    feed = Feed(known.registry.federation_id, POLICE, known.registry.hub, "records", 1, FIRST)
    built = build_page(known.page_keys[POLICE], feed, [wire.encode(case_file()), wire.encode(party())], NOW_MS)
    leaves = tuple(PageLeaf(salt, raw) for salt, raw in built.leaves)
    return SubmitPageRequest(SignedPageHeader(built.header, built.signature), leaves, "request-1")


def test_every_method_of_the_service_has_its_handler_and_rule(records: Records) -> None:
    assert set(routes(records.context)) == set(METHODS)
    assert set(build_routes([DESCRIPTOR], routes(records.context))) == set(METHODS)


def test_a_page_in_and_four_ways_to_read_it(records: Records, known: Federation) -> None:
    async def run() -> None:
        answer = await ask(records, known, "SubmitPage", keeper(POLICE), page(known))
        assert wire.decode(SubmitPageResponse, answer).accepted == 2
        found = wire.decode(SearchResponse, await ask(records, known, "Search", caller(), SearchRequest(ASKED)))
        assert len(found.matches) == 1
        told = await ask(records, known, "GetHistory", caller(), GetHistoryRequest(ASKED))
        history = wire.decode(GetHistoryResponse, told).history
        assert history is not None
        assert len(history.timeline) == 2
        name = party().record_name
        one = wire.decode(GetRecordResponse, await ask(records, known, "GetRecord", caller(), GetRecordRequest(name)))
        assert one.version is not None
        assert one.version.version == wire.encode(party())
        every = await ask(records, known, "ListVersions", caller(), ListVersionsRequest(name))
        assert len(wire.decode(ListVersionsResponse, every).versions) == 1

    asyncio.run(run())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("body", "rule"), [(b"\xff\xff", "malformed"), (b"\xfa\x3f\x01x", "unknown-field")])
def test_bodies_are_read_strictly(records: Records, known: Federation, method: str, body: bytes, rule: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        asyncio.run(finished(routes(records.context)[method](call(known, caller(), body), body)))
    assert refused.value.violations[0].rule == rule


@pytest.mark.parametrize(("length", "kept"), [(8, 1), (SHORT, 0)])
def test_only_a_short_question_is_remembered(records: Records, known: Federation, length: int, kept: int) -> None:
    question = wire.encode(GetHistoryRequest(ASKED, as_of_valid="x" * length))
    known_history.cache_clear()
    for _ in range(2):
        with pytest.raises(InvalidArgument, match="INVALID_ARGUMENT") as refused:
            asyncio.run(
                finished(routes(records.context)[SERVICE + "GetHistory"](call(known, caller(), question), question))
            )
        assert refused.value.violations[0].field == "as_of_valid"
    assert known_history.cache_info().currsize == kept


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_body_is_refused_by_name(records: Records, known: Federation, method: str) -> None:
    """Whoever may call learns which field is missing; whoever may not is refused for that."""
    with pytest.raises(Exception, match=r"INVALID_ARGUMENT|CASE_NOT_YOURS"):
        asyncio.run(finished(routes(records.context)[method](call(known, caller(), b""), b"")))
