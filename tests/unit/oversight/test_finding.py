"""Who may find which reads, and how much of each."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb

from audit.client import AuditGone, Item
from audit.entry import OpenEntry, SealedEntry, encode_open, encode_sealed
from services.access.caller import Caller
from services.access.errors import InvalidArgument, PageTokenInvalid, PolicyDenied, Refused
from services.oversight.app import finding
from services.oversight.app.break_glass import Oversight
from services.oversight.app.finding import Finding
from services.oversight.app.log_reading import LogReading
from services.oversight.errors import LogUnavailable, StoreUnavailable
from services.oversight.rpc import AuditRpc
from services.signing.sealing import SealBroken
from tests.fakes import live
from tests.fakes.hub_log import FakeLog
from tests.fakes.told import NothingTold
from tests.unit.oversight.reading import MARCH, MARKS, SELECTOR, Kinds, index_of, read
from tests.unit.oversight.world import CUSTOMS, FIA, NOW, OVERSIGHT, PRISONS, TOKENS, call, opener, recorder, reviewer

AUDITOR = reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT")
MINE = "agencies/pk.prisons/records/r1"
GLASS = "bg-1"


@asynccontextmanager
async def served(folder: Path, *entries: OpenEntry) -> AsyncIterator[tuple[AuditRpc, FakeLog]]:
    folder.mkdir(exist_ok=True)
    log, index = FakeLog(live.files()), index_of(folder / "reads.db")
    for entry in entries:
        await add(log, entry)
    found = Finding(index, MARKS, NothingTold(), TOKENS, lambda: log.client, Kinds())  # type: ignore[arg-type, return-value]  # FakeLog stands for the client
    nobody: Oversight = None  # type: ignore[assignment]  # no session is asked for
    yield AuditRpc(nobody, found, LogReading(lambda: log.client)), log  # type: ignore[arg-type, return-value]  # FakeLog stands for the client
    index.close()


async def add(log: FakeLog, entry: OpenEntry) -> None:
    await log.append([Item(encode_open(entry), encode_sealed(SealedEntry()), entry.agency, 1)])


async def asked(rpc: AuditRpc, who: Caller, **request: Any) -> pb.FindReadsResponse:
    raw = pb.FindReadsRequest(**request).SerializeToString()
    return pb.FindReadsResponse.FromString(await rpc.find_reads(call(who), raw))


async def indexes(rpc: AuditRpc, who: Caller, **request: Any) -> list[int]:
    return [one.index for one in (await asked(rpc, who, **request)).reads]


WORLD = (
    read(FIA, "fia-1", PRISONS, CUSTOMS, break_glass=GLASS, selectors=(SELECTOR,)),
    read(CUSTOMS, "c-1", FIA, selectors=(SELECTOR,)),
    read(PRISONS, "p-1", PRISONS, CUSTOMS),
    read(OVERSIGHT, "ov-2", PRISONS, purpose="OVERSIGHT"),
    read(FIA, "fia-1", kind="REFUSAL", reason="CASE_NOT_YOURS", selectors=(SELECTOR,)),
    read(PRISONS, "p-1", kind="REFUSAL", reason="RATE_LIMITED"),
)


@pytest.mark.parametrize(
    ("request_", "mine", "all_of_them"),
    [
        ({}, [2, 5], [0, 1, 2, 3, 4, 5]),
        ({"record": MINE}, [2], [0, 2, 3]),
        ({"selector": SELECTOR}, [], [0, 1, 4]),
        ({"officer": "pk.prisons/p-1"}, [2, 5], [2, 5]),
        ({"refused": True}, [5], [4, 5]),
        ({"refused": True, "officer": "pk.prisons/p-1"}, [5], [5]),
        ({"refused": True, "selector": SELECTOR}, [], [4]),
    ],
)
async def test_an_agency_finds_its_own_calls_and_oversight_all(
    tmp_path: Path, request_: dict[str, Any], mine: list[int], all_of_them: list[int]
) -> None:
    async with served(tmp_path, *WORLD) as (rpc, _):
        assert await indexes(rpc, recorder(), **request_) == mine
        assert await indexes(rpc, AUDITOR, **request_) == all_of_them


@pytest.mark.parametrize("world", [(), WORLD], ids=["empty", "full"])
@pytest.mark.parametrize(
    "request_",
    [{"record": "agencies/pk.fia/records/r1"}, {"officer": "pk.fia/fia-1"}, {"officer": "pk.prisonsx/p"}],
)
async def test_what_is_not_ones_own_is_denied_whether_or_not_it_is_there(
    tmp_path: Path, world: tuple[OpenEntry, ...], request_: dict[str, Any]
) -> None:
    async with served(tmp_path, *world) as (rpc, _):
        with pytest.raises(PolicyDenied):
            await asked(rpc, recorder(), **request_)


async def test_of_what_others_read_an_owner_learns_nothing(tmp_path: Path) -> None:
    """Its every answer is the same without the calls of others, but for the size of the log and their places in it."""
    own = tuple(one for one in WORLD if one.agency == PRISONS)
    requests: list[dict[str, Any]] = [{}, {"record": MINE}, {"selector": SELECTOR}, {"refused": True}]
    for name, request_ in enumerate(requests):
        pages = []
        for entries in (WORLD, own):
            async with served(tmp_path / f"{name}-{len(entries)}", *entries) as (rpc, _):
                page = await asked(rpc, recorder(), **request_)
                page.seen_size = page.log_size = 0
                for one in page.reads:
                    one.index = 0
                pages.append(page)
        assert pages[0] == pages[1]


async def test_oversight_finds_a_call_whole(tmp_path: Path) -> None:
    async with served(tmp_path, *WORLD) as (rpc, log):
        whole = (await asked(rpc, AUDITOR)).reads[0]
        assert (whole.agency, whole.officer, whole.purpose, whole.legal_basis, whole.time_ms, whole.origin) == (
            FIA,
            "fia-1",
            "INVESTIGATE_CASE",
            "CRPC_CASE",
            MARCH,
            live.registry().open_log(live.HUB).origin,
        )
        assert (whole.case_reference, whole.break_glass, len(whole.records)) == (
            "FIR:PB/LAHORE/ICHHRA/512/2024",
            GLASS,
            2,
        )
        assert log.size == len(WORLD)


def counts(page: pb.FindReadsResponse) -> list[tuple[int, str, int]]:
    return [(each.year, each.kind, each.calls) for each in page.years]


@pytest.mark.parametrize(("others", "told"), [(9, []), (10, [(2024, "PARTY", 10)]), (11, [(2024, "PARTY", 11)])])
async def test_an_owner_is_told_one_count_a_year_and_kind_and_none_below_ten(
    tmp_path: Path, others: int, told: list[tuple[int, str, int]]
) -> None:
    """Of whole years that are over; neither its own calls count nor what oversight looks at."""
    foreign = [read(FIA, f"fia-{number}", PRISONS, PRISONS) for number in range(others)]
    more = [read(PRISONS, "p-1", PRISONS), read(OVERSIGHT, "ov-2", PRISONS, purpose="OVERSIGHT")]
    this_year = [read(FIA, "fia-1", PRISONS, time_ms=NOW - 1)] * 30
    async with served(tmp_path, *foreign, *more, *this_year) as (rpc, _):
        page = await asked(rpc, recorder())
        assert counts(page) == told
        assert "fia" not in str(page.years)
        assert counts(await asked(rpc, AUDITOR)) == []
        assert counts(await asked(rpc, recorder(CUSTOMS))) == []
        narrowed: list[dict[str, Any]] = [{"record": MINE}, {"officer": "pk.prisons/p-1"}, {"selector": SELECTOR}]
        for narrow in (*narrowed, {"refused": True}):
            assert counts(await asked(rpc, recorder(), **narrow)) == []


async def test_counts_come_once_the_whole_log_was_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A count that grows from question to question would tell of each call."""
    monkeypatch.setattr(finding, "BATCH", 4)
    monkeypatch.setattr(finding, "BATCHES", 1)
    async with served(tmp_path, *[read(FIA, "fia-1", PRISONS)] * 15) as (rpc, _):
        found = [counts(await asked(rpc, recorder())) for _ in range(4)]
        assert found == [[], [], [], [(2024, "PARTY", 15)]]


async def test_ones_own_officers_calls_are_whole(tmp_path: Path) -> None:
    async with served(tmp_path, *WORLD) as (rpc, _):
        own = (await asked(rpc, recorder(), officer="pk.prisons/p-1")).reads[0]
        assert own.case_reference
        assert len(own.records) == 2


@pytest.mark.parametrize(
    "who", [opener(), recorder(purpose="INVESTIGATE_CASE", legal_basis="CRPC_CASE", query_class="HISTORY")]
)
async def test_an_investigators_reason_finds_nothing(tmp_path: Path, who: Caller) -> None:
    async with served(tmp_path, *WORLD) as (rpc, _):
        with pytest.raises(Refused):
            await asked(rpc, who)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"record": MINE, "officer": "pk.prisons/p-1"}, "record"),
        ({"selector": b"short"}, "selector"),
        ({"record": f"{MINE}/versions/2"}, "record"),
        ({"from_ms": -1}, "from_ms"),
        ({"page_size": 201}, "page_size"),
    ],
)
async def test_a_question_that_is_none_names_its_field(tmp_path: Path, request_: dict[str, Any], field: str) -> None:
    async with served(tmp_path) as (rpc, _):
        with pytest.raises(InvalidArgument) as caught:
            await asked(rpc, AUDITOR, **request_)
        assert [one.field for one in caught.value.violations] == [field]


async def test_pages_go_on_where_they_ended_for_the_same_question_alone(tmp_path: Path) -> None:
    async with served(tmp_path, *WORLD) as (rpc, log):
        first = await asked(rpc, AUDITOR, page_size=2)
        await add(log, read(FIA, "fia-9"))
        found, token = [one.index for one in first.reads], first.next_page_token
        while token:
            page = await asked(rpc, AUDITOR, page_size=2, page_token=token)
            found, token = found + [one.index for one in page.reads], page.next_page_token
        assert found == list(range(len(WORLD) + 1))
        with pytest.raises(PageTokenInvalid):
            await asked(rpc, recorder(), page_size=2, page_token=first.next_page_token)
        with pytest.raises(PageTokenInvalid):
            await asked(rpc, AUDITOR, refused=True, page_token=first.next_page_token)


async def test_a_long_log_is_looked_through_in_steps_and_says_how_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "BATCH", 2)
    monkeypatch.setattr(finding, "BATCHES", 1)
    async with served(tmp_path, *WORLD) as (rpc, _):
        seen = []
        for _ in range(4):
            page = await asked(rpc, AUDITOR)
            seen.append((page.seen_size, page.log_size, len(page.reads)))
        assert seen == [(2, 6, 2), (4, 6, 4), (6, 6, 6), (6, 6, 6)]


@pytest.mark.parametrize("broken", [lambda log: None, lambda log: log.client])
async def test_without_the_log_nothing_is_found(tmp_path: Path, broken: Callable[[FakeLog], Any]) -> None:
    async with served(tmp_path, *WORLD) as (rpc, log):

        async def gone(*_: object) -> None:
            raise AuditGone("gone")

        log.entries = gone  # type: ignore[method-assign, assignment]  # a log that is gone from here on
        lost = replace(rpc, finding=replace(rpc.finding, log=lambda: broken(log)))
        with pytest.raises(LogUnavailable):
            await asked(lost, AUDITOR)


@pytest.mark.parametrize("error", [StoreUnavailable(), SealBroken()])
async def test_an_index_that_breaks_answers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Never a part of the truth: the caller learns that it cannot be told now."""

    async def broken(*_: object, **__: object) -> None:
        raise error

    async with served(tmp_path, *WORLD) as (rpc, _):
        for name in ("take", "find"):
            with monkeypatch.context() as patch:
                patch.setattr(rpc.finding.index, name, broken)
                with pytest.raises(LogUnavailable):
                    await asked(rpc, AUDITOR)
        assert await indexes(rpc, AUDITOR) == [0, 1, 2, 3, 4, 5]


async def test_an_index_whose_table_is_gone_answers_nothing(tmp_path: Path) -> None:
    async with served(tmp_path, *WORLD) as (rpc, _):
        with closing(sqlite3.connect(tmp_path / "reads.db")) as db:
            db.execute("drop table mark")
        with pytest.raises(LogUnavailable):
            await asked(rpc, AUDITOR)
