"""AuditService on the wire: own receipts for any system, the log for oversight alone, sessions both ways."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rabta.access.v1.purpose_pb2 import PURPOSE_FIND_MISSING_CHILD, PURPOSE_INVESTIGATE_CASE
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import (
    BREAK_GLASS_STATE_CLOSED,
    BREAK_GLASS_STATE_OPEN,
    BREAK_GLASS_STATE_WAITING,
    BREAK_GLASS_STATE_WITHOUT_SECOND,
)

from audit.client import AuditGone, AuditNever, AuditNotNow, Item, Refusal
from audit.entry import EntryKind, OpenEntry, SealedEntry, encode_open, encode_sealed
from services.access.errors import BreakGlassInvalid, InvalidArgument, NotFound, PageTokenInvalid, Refused
from services.access.page_tokens import MAX_PAGE_SIZE
from services.client.entries import check_entries
from services.oversight.app.break_glass import Oversight
from services.oversight.app.log_reading import ENTRIES, RECEIPTS, LogReading
from services.oversight.domain import LONGEST_MS, SECOND_MS
from services.oversight.errors import LogUnavailable
from services.oversight.ports import Sessions
from services.oversight.rpc import AuditRpc, routes
from services.oversight.store.database import open_database
from services.oversight.store.sessions import StoredSessions
from services.tables.days import DAY_MS
from tests.fakes import live
from tests.fakes.hub_log import FakeLog
from tests.unit.oversight.world import (
    FIA,
    NOW,
    OVERSIGHT,
    PRISONS,
    PUNJAB,
    TOKENS,
    WHY,
    call,
    opener,
    recorder,
    reviewer,
)

AUDITOR = reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT")
NOTHING_TOLD: Any = None
NOBODYS_READS: Any = None
"""What these tests do not ask for; ``test_finding.py`` and ``test_refusals.py`` do."""


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    file = open_database(tmp_path / "oversight.db")
    yield StoredSessions(file)
    file.close()


@asynccontextmanager
async def served(sessions: Sessions, entries: int = 0) -> AsyncIterator[tuple[AuditRpc, FakeLog]]:
    log = FakeLog(live.files())
    await log.append_registry(1, live.registry().digest)
    for place in range(entries):
        owner = FIA if place % 2 == 0 else PUNJAB
        opened = encode_open(OpenEntry(kind=EntryKind.READ, agency=owner, time_ms=place + 1))
        await log.append([Item(opened, encode_sealed(SealedEntry(peer="ipv4:1")), owner, 1)])
    yield AuditRpc(Oversight(sessions, TOKENS), NOBODYS_READS, LogReading(lambda: log.client)), log  # type: ignore[arg-type, return-value]  # FakeLog stands for the client


def test_every_method_has_its_handler(sessions: Sessions) -> None:
    service = pb.DESCRIPTOR.services_by_name["AuditService"]
    paths = {f"/{service.full_name}/{method.name}" for method in service.methods}
    assert set(routes(Oversight(sessions, TOKENS), NOBODYS_READS, LogReading(lambda: None), NOTHING_TOLD)) == paths


async def test_receipts_are_of_ones_own_entries_alone(sessions: Sessions) -> None:
    async with served(sessions, 4) as (rpc, log):
        raw = pb.GetReceiptsRequest(indexes=[1, 2, 3, 4, 99]).SerializeToString()
        answer = pb.GetReceiptsResponse.FromString(await rpc.get_receipts(call(None), raw))
        assert [one.index for one in answer.receipts] == [1, 2, 3, 4]
        assert [one.HasField("entry") for one in answer.receipts] == [True, False, True, False]
        assert answer.checkpoint == log.note()
        assert answer.registry_index == 0
        first = answer.receipts[0].entry
        assert (first.open, first.inclusion.index) == (log.leaves[1].open, 1)
        assert b"ipv4" not in answer.SerializeToString(), "the sealed part stays sealed"


async def test_consistency_leads_from_what_the_caller_knew(sessions: Sessions) -> None:
    async with served(sessions, 4) as (rpc, _log):
        for known, some in ((0, False), (3, True), (5, False)):
            raw = pb.GetReceiptsRequest(known_size=known).SerializeToString()
            answer = pb.GetReceiptsResponse.FromString(await rpc.get_receipts(call(None), raw))
            assert bool(answer.consistency) == some


async def test_a_size_beyond_the_log_is_denied_in_so_many_words(sessions: Sessions) -> None:
    """Signed, it stands against the checkpoint of that size: no answer without a consistency proof passes for one."""
    async with served(sessions, 4) as (rpc, _log):
        with pytest.raises(InvalidArgument) as caught:
            await rpc.get_receipts(call(None), pb.GetReceiptsRequest(known_size=6).SerializeToString())
        assert [(one.field, one.rule) for one in caught.value.violations] == [("known_size", "range")]


async def test_500_receipts_and_no_more(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        raw = pb.GetReceiptsRequest(indexes=range(1, RECEIPTS + 2)).SerializeToString()
        with pytest.raises(InvalidArgument) as caught:
            await rpc.get_receipts(call(None), raw)
        assert caught.value.violations[0].field == "indexes"
        await rpc.get_receipts(call(None), pb.GetReceiptsRequest(indexes=range(1, RECEIPTS + 1)).SerializeToString())


@pytest.mark.parametrize("error", [AuditGone("gone"), AuditNotNow(Refusal.UNAVAILABLE)])
async def test_a_log_that_cannot_be_read_says_so(sessions: Sessions, error: Exception) -> None:
    async with served(sessions) as (rpc, log):

        async def fails(*_arguments: object) -> None:
            raise error

        log.receipts = log.entries = fails  # type: ignore[method-assign, assignment]  # a log that is gone from here on
        with pytest.raises(LogUnavailable):
            await rpc.get_receipts(call(None), b"")
        with pytest.raises(LogUnavailable):
            await rpc.get_entries(call(AUDITOR), pb.GetEntriesRequest(count=1).SerializeToString())


async def test_what_the_log_will_never_answer_is_the_callers_mistake(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, log):

        async def never(*_arguments: object) -> None:
            raise AuditNever("not a size of this log")

        log.receipts = log.entries = never  # type: ignore[method-assign, assignment]  # a log that is gone from here on
        with pytest.raises(InvalidArgument):
            await rpc.get_receipts(call(None), b"")
        with pytest.raises(NotFound):
            await rpc.get_entries(call(AUDITOR), pb.GetEntriesRequest(count=1).SerializeToString())


async def test_without_a_line_to_the_writer_it_is_unavailable(sessions: Sessions) -> None:
    rpc = AuditRpc(Oversight(sessions, TOKENS), NOBODYS_READS, LogReading(lambda: None))
    with pytest.raises(LogUnavailable):
        await rpc.get_receipts(call(None), b"")


async def test_oversight_reads_a_range_with_both_parts_and_proofs(sessions: Sessions, tmp_path: Path) -> None:
    async with served(sessions, 6) as (rpc, log):
        asked = call(reviewer(OVERSIGHT, "ov-1"), OVERSIGHT)
        raw = await rpc.get_entries(asked, pb.GetEntriesRequest(start=2, count=3).SerializeToString())
        answer = pb.GetEntriesResponse.FromString(raw)
        assert [entry.index for entry in answer.entries] == [2, 3, 4]
        assert answer.entries[0].sealed == log.leaves[2].sealed
        check_entries(live.profile(live.files(), OVERSIGHT, 1, tmp_path / "state"), answer, 2, 3)
        assert asked.trail.policies


@pytest.mark.parametrize("count", [0, ENTRIES + 1, 2**32 - 1])
async def test_a_range_has_its_length(sessions: Sessions, count: int) -> None:
    async with served(sessions, 2) as (rpc, _log):
        with pytest.raises(InvalidArgument) as caught:
            await rpc.get_entries(call(AUDITOR), pb.GetEntriesRequest(count=count).SerializeToString())
        assert caught.value.violations[0].field == "count"


async def test_beyond_the_end_there_is_nothing(sessions: Sessions) -> None:
    async with served(sessions, 2) as (rpc, _log):
        for start in (3, 2**63, 2**64 - 1):
            with pytest.raises(NotFound):
                await rpc.get_entries(call(AUDITOR), pb.GetEntriesRequest(start=start, count=1).SerializeToString())


@pytest.mark.parametrize("who", [opener(), recorder(), reviewer(FIA)])
async def test_nobody_else_reads_the_log(sessions: Sessions, who: Any) -> None:
    async with served(sessions, 2) as (rpc, _log):
        with pytest.raises(Refused):
            await rpc.get_entries(call(who), pb.GetEntriesRequest(count=1).SerializeToString())


async def open_one(rpc: AuditRpc, request_id: str = "request-1", officer: str = "fia-1") -> str:
    raw = pb.OpenBreakGlassRequest(justification=WHY, request_id=request_id).SerializeToString()
    answer = await rpc.open_break_glass(call(opener(officer=officer)), raw)
    return pb.OpenBreakGlassResponse.FromString(answer).break_glass


async def test_a_session_is_opened_reviewed_and_closed(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        raw = pb.OpenBreakGlassRequest(justification=WHY, request_id="request-1").SerializeToString()
        opened = pb.OpenBreakGlassResponse.FromString(await rpc.open_break_glass(call(opener()), raw))
        assert opened.expires_ms == NOW + LONGEST_MS
        assert (opened.state, opened.second_until_ms) == (BREAK_GLASS_STATE_OPEN, NOW + SECOND_MS)
        raw = pb.SecondBreakGlassRequest(break_glass=opened.break_glass).SerializeToString()
        joined = await rpc.second_break_glass(call(opener(PUNJAB, "pb-1", agency_kind="POLICE")), raw)
        assert pb.SecondBreakGlassResponse.FromString(joined).state == BREAK_GLASS_STATE_OPEN
        review = pb.ReviewBreakGlassRequest(
            break_glass=opened.break_glass, verdict=pb.REVIEW_VERDICT_JUSTIFIED, comment="seen"
        ).SerializeToString()
        raw_closed = await rpc.review_break_glass(call(AUDITOR), review)
        assert pb.ReviewBreakGlassResponse.FromString(raw_closed).state == BREAK_GLASS_STATE_CLOSED
        again = await rpc.review_break_glass(call(AUDITOR), review)
        assert again == raw_closed, "the same again is no other"
        with pytest.raises(BreakGlassInvalid):
            await rpc.review_break_glass(call(reviewer(OVERSIGHT, "ov-2", agency_kind="OVERSIGHT")), review)


async def test_one_that_waits_is_consented_to(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        for number in range(2):
            await sessions.close_session(await open_one(rpc, f"request-{number}"), "pk.oversight/ov-1", "JUSTIFIED", "")
        asked = pb.OpenBreakGlassRequest(justification=WHY, request_id="request-2").SerializeToString()
        waits = pb.OpenBreakGlassResponse.FromString(await rpc.open_break_glass(call(opener()), asked))
        assert (waits.state, waits.second_until_ms) == (BREAK_GLASS_STATE_WAITING, 0)
        raw = pb.ConsentBreakGlassRequest(break_glass=waits.break_glass).SerializeToString()
        answer = pb.ConsentBreakGlassResponse.FromString(await rpc.consent_break_glass(call(AUDITOR), raw))
        assert (answer.state, answer.expires_ms) == (BREAK_GLASS_STATE_OPEN, NOW + LONGEST_MS)
        again = pb.OpenBreakGlassResponse.FromString(await rpc.open_break_glass(call(opener()), asked))
        assert (again.state, again.second_until_ms) == (BREAK_GLASS_STATE_OPEN, 0)


async def test_a_review_without_a_verdict_names_the_field(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        raw = pb.ReviewBreakGlassRequest(break_glass=await open_one(rpc)).SerializeToString()
        with pytest.raises(InvalidArgument) as caught:
            await rpc.review_break_glass(call(AUDITOR), raw)
        assert caught.value.violations[0].field == "verdict"


@pytest.mark.parametrize(
    "method",
    [
        "get_receipts",
        "get_entries",
        "open_break_glass",
        "second_break_glass",
        "consent_break_glass",
        "review_break_glass",
        "list_notices",
    ],
)
async def test_what_is_malformed_is_refused_with_its_rule(sessions: Sessions, method: str) -> None:
    async with served(sessions) as (rpc, _log):
        for raw in (b"\xff", b"\xf8\x07\x01"):
            with pytest.raises(InvalidArgument) as caught:
                await getattr(rpc, method)(call(opener()), raw)
            assert caught.value.violations[0].rule in ("malformed", "unknown-field")


async def notices(rpc: AuditRpc, who: Any, **request: Any) -> pb.ListNoticesResponse:
    raw = pb.ListNoticesRequest(**request).SerializeToString()
    return pb.ListNoticesResponse.FromString(await rpc.list_notices(call(who), raw))


async def test_notices_page_through_all_and_say_the_state(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        names = sorted([await open_one(rpc, f"request-{number}", f"fia-{number}") for number in range(3)])
        found: list[str] = []
        token = ""
        while True:
            page = await notices(rpc, AUDITOR, page_size=2, page_token=token)
            found += [notice.break_glass for notice in page.notices]
            token = page.next_page_token
            if not token:
                break
        assert found == names
        first = page.notices[0] if page.notices else (await notices(rpc, AUDITOR)).notices[0]
        assert (first.state, first.justification, first.agency) == (BREAK_GLASS_STATE_OPEN, WHY, FIA)
        later = call(AUDITOR)
        later.now_ms = NOW + LONGEST_MS
        said = pb.ListNoticesResponse.FromString(await rpc.list_notices(later, b""))
        assert {notice.state for notice in said.notices} == {BREAK_GLASS_STATE_WITHOUT_SECOND}


async def test_an_owner_sees_the_month_and_no_session(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        name = await open_one(rpc)
        before = await notices(rpc, recorder(PRISONS))
        await sessions.touched(name, [PRISONS], NOW)
        assert await notices(rpc, recorder(PRISONS)) == before == pb.ListNoticesResponse()
        later = call(recorder(PRISONS))
        later.now_ms = NOW + 31 * DAY_MS
        said = pb.ListNoticesResponse.FromString(await rpc.list_notices(later, b""))
        assert said == pb.ListNoticesResponse(months=[pb.GlassMonth(month="2026-05", sessions=1)])


async def test_notices_of_one_purpose_and_no_negative_page(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        await open_one(rpc)
        who = AUDITOR
        assert len((await notices(rpc, who, purpose=PURPOSE_INVESTIGATE_CASE)).notices) == 1
        assert not (await notices(rpc, who, purpose=PURPOSE_FIND_MISSING_CHILD)).notices
        with pytest.raises(InvalidArgument) as caught:
            await notices(rpc, who, page_size=-1)
        assert caught.value.violations[0].field == "page_size"
        assert len((await notices(rpc, who, page_size=MAX_PAGE_SIZE)).notices) == 1
        with pytest.raises(InvalidArgument):
            await notices(rpc, who, page_size=MAX_PAGE_SIZE + 1)


async def test_a_page_token_tells_nothing_and_is_of_use_to_its_caller_alone(sessions: Sessions) -> None:
    async with served(sessions) as (rpc, _log):
        names = [await open_one(rpc, f"request-{number}", f"fia-{number}") for number in range(3)]
        who = AUDITOR
        token = (await notices(rpc, who, page_size=2)).next_page_token
        assert not any(name in token for name in names)
        for other, more in (
            (reviewer(OVERSIGHT, "ov-2"), {}),
            (recorder(FIA, "ov-1"), {}),
            (who, {"purpose": PURPOSE_INVESTIGATE_CASE}),
        ):
            with pytest.raises(PageTokenInvalid):
                await notices(rpc, other, page_size=2, page_token=token, **more)
        for forged in (sorted(names)[0], ("A" if token[0] != "A" else "B") + token[1:], "x" * 600):
            with pytest.raises(PageTokenInvalid):
                await notices(rpc, who, page_token=forged)
        last = await notices(rpc, who, page_size=3)
        assert (len(last.notices), last.next_page_token) == (3, "")
