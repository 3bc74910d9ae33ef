"""What was withheld, from whom and why: oversight's alone, made from the log, whatever is killed meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb

from audit.client import AuditGone, Item
from audit.entry import OpenEntry, SealedEntry, Withheld, encode_open, encode_sealed
from services.access.caller import Caller
from services.access.errors import InvalidArgument, PageTokenInvalid, PolicyDenied, Refused
from services.oversight.app.break_glass import Oversight
from services.oversight.app.finding import Finding
from services.oversight.app.log_reading import LogReading
from services.oversight.errors import LogUnavailable
from services.oversight.ports import ReadIndex
from services.oversight.rpc import AuditRpc
from tests.fakes import live
from tests.fakes.hub_log import FakeLog, Leaf
from tests.fakes.told import NothingTold
from tests.shared import PATIENCE_S, ROOT
from tests.unit.oversight.reading import DAY, MARCH, MARKS, ORIGIN, Kinds, destroyed, index_of, logged, read, withheld
from tests.unit.oversight.world import (
    CUSTOMS,
    FIA,
    OVERSIGHT,
    PRISONS,
    PUNJAB,
    TOKENS,
    call,
    opener,
    recorder,
    reviewer,
)

AUDITOR = reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT")
CHILD, SEALED = Withheld(PUNJAB, "juvenile", 2), Withheld(PRISONS, "sealed", 1)
WORLD: tuple[tuple[OpenEntry, tuple[Withheld, ...]], ...] = (
    (read(FIA, "fia-1", PRISONS), (CHILD, SEALED)),
    (read(FIA, "fia-1", PRISONS), ()),
    (read(CUSTOMS, "c-1", FIA, time_ms=MARCH + DAY), (SEALED,)),
    (read(FIA, "fia-2", kind="REFUSAL", reason="NOT_FOUND", time_ms=MARCH + 2 * DAY), (CHILD,)),
)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[AuditRpc, FakeLog]]:
    log, index = FakeLog(live.files()), index_of(folder / "reads.db")
    for entry, parts in WORLD:
        sealed = encode_sealed(SealedEntry(parts, ("cap",), (), "ipv4:1"))
        await log.append([Item(encode_open(entry), sealed, entry.agency, 1)])
    nobody: Oversight = None  # type: ignore[assignment]  # no session is asked for
    found = Finding(index, MARKS, NothingTold(), TOKENS, lambda: log.client, Kinds())  # type: ignore[arg-type, return-value]  # FakeLog stands for the client
    yield AuditRpc(nobody, found, LogReading(lambda: log.client)), log  # type: ignore[arg-type, return-value]  # FakeLog stands for the client
    index.close()


async def asked(rpc: AuditRpc, who: Caller = AUDITOR, **request: Any) -> pb.FindWithheldResponse:
    raw = pb.FindWithheldRequest(**request).SerializeToString()
    return pb.FindWithheldResponse.FromString(await rpc.find_withheld(call(who), raw))


async def test_oversight_sees_what_each_call_was_not_shown(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, log):
        answer = await asked(rpc)
        assert [one.index for one in answer.calls] == [0, 2, 3]
        first = answer.calls[0]
        assert (first.agency, first.officer, first.purpose, first.query_class) == (
            FIA,
            "fia-1",
            "INVESTIGATE_CASE",
            "HISTORY",
        )
        assert [(one.owner, one.cause, one.count) for one in first.withheld] == [
            (PUNJAB, "juvenile", 2),
            (PRISONS, "sealed", 1),
        ]
        assert (answer.seen_size, answer.log_size) == (log.size, log.size)
        assert b"ipv4" not in answer.SerializeToString()


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ({"agency": FIA}, [0, 3]),
        ({"agency": PUNJAB}, []),
        ({"from_ms": MARCH + 1}, [2, 3]),
        ({"to_ms": MARCH + DAY}, [0]),
    ],
)
async def test_agency_and_times_bound_it(tmp_path: Path, request_: dict[str, Any], found: list[int]) -> None:
    async with served(tmp_path) as (rpc, _):
        assert [one.index for one in (await asked(rpc, **request_)).calls] == found


@pytest.mark.parametrize(
    "who",
    [
        recorder(PRISONS, "p-1"),
        recorder(PUNJAB, "pb-1"),
        recorder(FIA, "fia-9"),
        opener(),
        reviewer(FIA, "fia-2"),
        reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT", purpose="RECORD_UPKEEP", query_class="UPKEEP"),
    ],
    ids=["owner", "another owner", "who asked", "investigator", "reviewer of the agency", "oversight's own upkeep"],
)
async def test_nobody_else_learns_that_there_is_something(tmp_path: Path, who: Caller) -> None:
    """Neither whose records they are, nor whom they were withheld from."""
    async with served(tmp_path) as (rpc, _):
        with pytest.raises(Refused):
            await asked(rpc, who)


async def test_an_owner_finds_nothing_of_it_among_reads(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, _):
        raw = pb.FindReadsRequest().SerializeToString()
        answer = await rpc.find_reads(call(recorder(PRISONS, "p-1")), raw)
        assert b"juvenile" not in answer
        assert b"sealed" not in answer


async def test_pages_go_on_where_the_last_ended(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, _):
        first = await asked(rpc, page_size=1)
        second = await asked(rpc, page_size=2, page_token=first.next_page_token)
        assert [one.index for page in (first, second) for one in page.calls] == [0, 2, 3]
        with pytest.raises(PageTokenInvalid):
            await asked(rpc, page_size=2, page_token=first.next_page_token, agency=FIA)
        with pytest.raises(InvalidArgument):
            await asked(rpc, from_ms=-1)


async def test_a_token_of_reads_opens_no_page_here(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, _):
        raw = pb.FindReadsRequest(page_size=1).SerializeToString()
        page = pb.FindReadsResponse.FromString(await rpc.find_reads(call(AUDITOR), raw))
        with pytest.raises(PageTokenInvalid):
            await asked(rpc, page_token=page.next_page_token)


async def test_a_log_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, log):

        async def fails(*_arguments: object) -> None:
            raise AuditGone("gone")

        log.entries = fails  # type: ignore[method-assign, assignment]  # a log that is gone from here on
        with pytest.raises(LogUnavailable):
            await asked(rpc)


async def test_a_gate_is_no_owners_to_pass(tmp_path: Path) -> None:
    async with served(tmp_path) as (rpc, _):
        with pytest.raises(PolicyDenied):
            await asked(rpc, recorder(PRISONS, "p-1"), agency=PRISONS)


# -- the index


async def found(index: ReadIndex) -> list[tuple[int, tuple[Withheld, ...]]]:
    return [(one.leaf, one.withheld) for one in await index.find(MARKS.token("withheld", b""), 0, (0, 0), 1000)]


async def test_what_is_withheld_lies_sealed(tmp_path: Path) -> None:
    index = index_of(tmp_path / "reads.db")
    await index.take(ORIGIN, [withheld(read(), CHILD)], {})
    assert await found(index) == [(0, (CHILD,))]
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("reads.db*"))
    assert b"juvenile" not in raw
    assert PUNJAB.encode() not in raw
    index.close()


async def test_a_destroyed_month_takes_it_away(tmp_path: Path) -> None:
    index = index_of(tmp_path / "reads.db")
    await index.take(ORIGIN, [withheld(read(), CHILD), *logged(destroyed(FIA, "2024-03"), start=1)], {})
    assert await found(index) == []
    index.close()


async def test_what_an_issuer_told_of_a_destroyed_month_is_forgotten_as_the_log_is_followed(tmp_path: Path) -> None:
    """Before the entry counts as looked through, so that a fault between the two forgets it the next time."""
    async with served(tmp_path) as (rpc, log):
        told = rpc.finding.told
        assert isinstance(told, NothingTold)
        await asked(rpc)
        assert told.forgotten == []
        log.leaves.append(Leaf(destroyed(FIA, "2024-03")))
        await asked(rpc)
        assert told.forgotten == [(FIA, "2024-03")]
        await asked(rpc)
        assert len(told.forgotten) == 1


async def test_an_index_of_before_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "reads.db"
    with sqlite3.connect(path) as db:
        db.execute("create table followed(origin text primary key, size integer not null)")
        db.execute("create table entry(id integer primary key, body blob)")
        db.execute("insert into followed values(?, 7)", (ORIGIN,))
    db.close()
    path.chmod(0o600)
    index = index_of(path)
    assert await index.size(ORIGIN) == 0
    await index.take(ORIGIN, [withheld(read(), CHILD)], {})
    assert await found(index) == [(0, (CHILD,))]
    index.close()
    again = index_of(path)
    assert await again.size(ORIGIN) == 1, "one of this version stays"
    again.close()


TAKING = """
import asyncio
import sys
from pathlib import Path
from tests.unit.oversight.reading import ORIGIN, index_of, read, withheld
from audit.entry import Withheld
index = index_of(Path(sys.argv[1]))
async def take():
    while True:
        size = await index.size(ORIGIN)
        parts = [withheld(read(), Withheld("pk.punjab-police", "juvenile", n + 1), index=n) for n in range(size, size + 20)]
        await index.take(ORIGIN, parts, {})
        print(size + 20, flush=True)
asyncio.run(take())
"""


@pytest.mark.parametrize("after", [1, 3])
async def test_killed_while_it_follows_it_goes_on_where_it_was(tmp_path: Path, after: int) -> None:
    """``kill -9`` between or within batches: every call is there once, whatever was taken in is whole."""
    path = tmp_path / "reads.db"
    python = subprocess.Popen([sys.executable, "-c", TAKING, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert python.stdout is not None
    taken = [int(python.stdout.readline()) for _ in range(after)][-1]
    time.sleep(0.005 * after)
    os.kill(python.pid, signal.SIGKILL)
    python.wait(PATIENCE_S)
    python.stdout.close()
    index = index_of(path)
    size = await index.size(ORIGIN)
    assert size >= taken
    await index.take(
        ORIGIN, [withheld(read(), Withheld(PUNJAB, "juvenile", n + 1), index=n) for n in range(size + 20)], {}
    )
    assert [(leaf, parts[0].count) for leaf, parts in await found(index)] == [(n, n + 1) for n in range(size + 20)][
        :1000
    ]
    index.close()
