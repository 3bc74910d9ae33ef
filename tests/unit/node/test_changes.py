"""Changes done apart come to what they come to in the edge: answers, refusals, what the log is told."""

from __future__ import annotations

import logging
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from rabta.access.v1.rule_pb2 import EFFECT_WRITE
from rabta.linkage.v1 import linkage_service_pb2
from rabta.records.v1 import records_service_pb2

from services.access.caller import Caller
from services.access.errors import InvalidArgument, Refused
from services.access.reference import ReferenceEngine
from services.edge.call import CALLER_MISSING, Call, Handler, Snapshot
from services.edge.routes import build_routes
from services.membership.registry import Registry
from services.node import changes
from services.node.changes import Batch, Change, Job, Reply, Work, handing
from services.node.pipe import Failed
from services.node.services import APART
from services.records import wire
from services.records.app.again import NOTHING, judge_again
from services.records.build import NoGlass, build_records
from services.records.errors import NotOwner, PageInvalid
from services.records.rpc import SERVICE, routes
from services.records.store import open_store
from services.signing.page import FIRST, Feed, build_page
from services.values.records import PageLeaf, RecordVersion, SignedPageHeader, SubmitPageRequest, SubmitPageResponse
from tests.fakes.record_maker import POLICE, case_file, party
from tests.fakes.records_node import NOW_MS, SECRET, Federation, caller, federation, keeper

SUBMIT = SERVICE + "SubmitPage"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("changes"))


class Apart:
    """Does jobs as the process beside an edge does, over the bytes that travel. ``jobs``: what came."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.jobs: list[Job] = []

    async def do(self, job: Job) -> Reply:
        self.jobs.append(pickle.loads(pickle.dumps(job)))
        reply: Reply = pickle.loads(pickle.dumps(await self._work.do(self.jobs[-1])))
        return reply


@asynccontextmanager
async def node(folder: Path, known: Federation) -> AsyncIterator[tuple[dict[str, Handler], Apart]]:
    """A store of its own: the routes as they are, and what does their changes apart."""
    folder.mkdir(mode=0o700)
    records = build_records(open_store(folder / "records.db"), folder, SECRET, NoGlass())
    records.context.keys.bodies.make()
    of = {known.registry.digest: known.registry}
    again = partial(judge_again, records.context)
    work = Work(
        routes(records.context), ReferenceEngine(), of.__getitem__, again, lambda: records.context.prepared.cleared
    )
    yield routes(records.context), Apart(work)
    await records.close()


def page(known: Federation, *versions: RecordVersion, of: str = POLICE) -> bytes:
    feed = Feed(known.registry.federation_id, of, known.registry.hub, "records", 1, FIRST)
    raw = [wire.encode(each) for each in versions]
    built = build_page(known.page_keys[of], feed, raw, NOW_MS, [sha256(each).digest()[:16] for each in raw])
    leaves = tuple(PageLeaf(salt, each) for salt, each in built.leaves)
    return wire.encode(SubmitPageRequest(SignedPageHeader(built.header, built.signature), leaves, "request-1"))


def call(registry: Registry, who: Caller | None, body: bytes) -> Call:
    made = Call(SUBMIT, Snapshot(registry, ReferenceEngine()), NOW_MS, deadline_ms=NOW_MS + 1)
    made.caller, made.body, made.body_sha256 = who, body, sha256(body).digest()
    return made


async def outcome(route: Handler, made: Call) -> tuple[Any, ...]:
    """Everything that a call leaves behind."""
    try:
        return "answer", await route(made, made.body), made.trail
    except Refused as refused:
        return type(refused), refused.reason, refused.violations, refused.retry_after_s, made.trail


BAD = replace(party(), record_id="x")


@pytest.mark.parametrize("name", ["whole", "with one refused", "a stranger's", "no officer of records", "cut", "none"])
async def test_what_a_page_comes_to_is_the_same_apart(known: Federation, tmp_path: Path, name: str) -> None:
    whole = page(known, case_file(), party())
    cases: dict[str, tuple[bytes, Caller]] = {
        "whole": (whole, keeper(POLICE)),
        "with one refused": (page(known, case_file(), BAD), keeper(POLICE)),
        "a stranger's": (page(known, case_file(), of="pk.fia"), keeper(POLICE)),
        "no officer of records": (whole, caller()),
        "cut": (whole[:-1], keeper(POLICE)),
        "none": (b"", keeper(POLICE)),
    }
    body, who = cases[name]
    async with node(tmp_path / "here", known) as (here, _), node(tmp_path / "there", known) as (routes, apart):
        there = handing(apart.do, routes)
        for _ in range(2):
            found = await outcome(there[SUBMIT], call(known.registry, who, body))
            assert found == await outcome(here[SUBMIT], call(known.registry, who, body))
        assert (found[0] == "answer") == (name in ("whole", "with one refused"))
        assert len(apart.jobs) == 2


async def test_refusals_are_those_of_the_handlers(known: Federation, tmp_path: Path) -> None:
    async with node(tmp_path / "node", known) as (routes, apart):
        there = handing(apart.do, routes)[SUBMIT]
        body = page(known, case_file(), of="pk.fia")
        with pytest.raises(NotOwner):
            await there(call(known.registry, keeper(POLICE), body), body)
        bare = wire.encode(SubmitPageRequest(None, (), "request-1"))
        with pytest.raises(PageInvalid) as refused:
            await there(call(known.registry, keeper(POLICE), bare), bare)
        assert [each.field for each in refused.value.violations] == ["header"]
        with pytest.raises(InvalidArgument):
            await there(call(known.registry, keeper(POLICE), b"\xff"), b"\xff")


def test_every_method_that_writes_records_or_links_is_done_apart() -> None:
    both = [records_service_pb2, linkage_service_pb2]
    services = [each for file in both for each in file.DESCRIPTOR.services_by_name.values()]
    paths = [f"/{service.full_name}/{method.name}" for service in services for method in service.methods]

    async def never(_call: Call, _raw: bytes) -> bytes:
        raise AssertionError

    routes = build_routes(services, dict.fromkeys(paths, never))
    assert {path for path in paths if routes[path].rule.effect == EFFECT_WRITE} == APART


async def test_only_changes_travel_and_nobody_who_has_no_officer(known: Federation, tmp_path: Path) -> None:
    async with node(tmp_path / "node", known) as (routes, apart):
        there = handing(apart.do, routes)
        assert {method for method in routes if there[method] is not routes[method]} == APART & set(routes)
        with pytest.raises(AssertionError, match=CALLER_MISSING):
            await there[SUBMIT](call(known.registry, None, b""), b"")
        assert apart.jobs == []


async def test_what_the_call_noted_before_is_kept(known: Federation, tmp_path: Path) -> None:
    async with node(tmp_path / "node", known) as (routes, apart):
        made = call(known.registry, keeper(POLICE), page(known, case_file()))
        made.trail.selectors.append(b"before")
        answer = await handing(apart.do, routes)[SUBMIT](made, made.body)
        assert isinstance(answer, bytes)
        assert wire.decode(SubmitPageResponse, answer).accepted == 1
        assert made.trail.selectors == [b"before"]
        assert made.trail.records == [case_file().name]


async def test_a_registry_that_is_not_there_changes_nothing(
    known: Federation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    newer = replace(known.registry, digest=bytes(32))
    async with node(tmp_path / "node", known) as (routes, apart):
        made = call(newer, keeper(POLICE), page(known, case_file()))
        with caplog.at_level(logging.ERROR), pytest.raises(Failed, match="KeyError"):
            await handing(apart.do, routes)[SUBMIT](made, made.body)
        assert (await apart.do(Batch(known.registry.digest, NOW_MS))).value() == NOTHING


async def test_a_failure_says_its_kind_and_place_alone(
    known: Federation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_call: Call, _raw: bytes) -> bytes:
        raise ValueError("3520212345671")

    async with node(tmp_path / "node", known) as (_, apart):
        work = replace(apart._work, routes={SUBMIT: broken})
        with caplog.at_level(logging.ERROR):
            reply = await Apart(work).do(Change(SUBMIT, caller(), call(known.registry, None, b"").trail,
                                                known.registry.digest, NOW_MS, 0, b"", b""))  # fmt: skip
    assert (reply.kind, reply.said.split(":")[0]) == (changes.FAILED, "ValueError at test_changes.py")
    assert not any("3520212345671" in record.getMessage() for record in caplog.records)


async def test_what_is_to_be_judged_again_is_judged_apart(known: Federation, tmp_path: Path) -> None:
    async with node(tmp_path / "node", known) as (routes, apart):
        made = call(known.registry, keeper(POLICE), page(known, case_file(), party()))
        await handing(apart.do, routes)[SUBMIT](made, made.body)
        batch = Batch(known.registry.digest, NOW_MS)
        assert (await apart.do(batch)).value() == NOTHING, "what came by this version needs no other look"
