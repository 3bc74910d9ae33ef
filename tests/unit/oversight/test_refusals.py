"""What issuers told: in order, once and for all, each agency's own; and what a stranger comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.access.errors import InvalidArgument, PageTokenInvalid, PolicyDenied, Refused
from services.edge.call import Call
from services.membership.provision import revoke, sign_and_publish
from services.oversight.app import refusals
from services.oversight.app.refusals import ALARM, OLDEST_DAYS, RefusalReports
from services.oversight.errors import (
    NotOwner,
    StatementAltered,
    StatementInvalid,
    StatementOutOfOrder,
    StoreUnavailable,
)
from services.oversight.ports import Statement
from services.oversight.rpc import RefusalsRpc
from services.oversight.store.database import open_database
from services.oversight.store.refusals import StoredRefusals
from services.signing.es256 import PrivateKey
from services.signing.refusals import MAX_COUNTS, Counted, day_of, digest_of, ends_ms
from services.signing.sealing import Sealer
from services.store.sqlite import SqliteDatabase
from tests.fakes import live
from tests.fakes.refusals import ONE, chain, spoilt
from tests.fakes.world.keys import key_of
from tests.unit.oversight.world import FIA, OVERSIGHT, PRISONS, PUNJAB, TOKENS, call, opener, recorder, reviewer

NOW = live.now_ms()
YESTERDAY = day_of(NOW) - timedelta(days=1)
AUDITOR = reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT")
SEALER = Sealer(b"r" * 32)


@dataclass
class ToldRefusals:
    rpc: RefusalsRpc
    store: StoredRefusals
    path: Path
    file: SqliteDatabase

    async def bring(self, signed: SignedRefusals, agency: str = FIA, now_ms: int = NOW, **more: Any) -> Call:
        made = call(None, agency)
        made.now_ms = now_ms
        for name, value in more.items():
            setattr(made.snapshot, name, value)
        self.last = made
        raw = pb.SubmitRefusalsRequest(statement=signed).SerializeToString()
        answer = pb.SubmitRefusalsResponse.FromString(await self.rpc.submit(made, raw))
        assert answer.sha256 == digest_of(signed.payload)
        return made

    async def find(self, who: Any = AUDITOR, **asked: Any) -> pb.FindRefusalsResponse:
        made = call(who)
        made.now_ms = NOW
        raw = pb.FindRefusalsRequest(**asked).SerializeToString()
        return pb.FindRefusalsResponse.FromString(await self.rpc.find(made, raw))

    async def told(self, who: Any = AUDITOR, **asked: Any) -> list[tuple[str, int]]:
        return [(one.agency, one.number) for one in (await self.find(who, **asked)).told]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ToldRefusals]:
    path = tmp_path / "oversight.db"
    file = open_database(path)
    store = StoredRefusals(file, SEALER)
    yield ToldRefusals(RefusalsRpc(RefusalReports(store, TOKENS)), store, path, file)
    file.close()


def token_key(agency: str = FIA) -> PrivateKey:
    return key_of(live.files(), agency, "token")


def days(number: int = 1, agency: str = FIA, last: date = YESTERDAY, **more: Any) -> list[SignedRefusals]:
    """So many days up to ``last``, well made."""
    facts = {"federation_id": live.registry().federation_id, "agency": agency, "audience": live.HUB, **more}
    return chain(token_key(agency), last - timedelta(days=number - 1), number, **facts)


async def test_a_day_is_kept_named_in_the_entry_and_found_as_it_was_signed(desk: ToldRefusals) -> None:
    first, second = days(2)
    made = await desk.bring(first)
    await desk.bring(second)
    trail = made.trail
    assert (trail.feed, trail.feed_page, trail.feed_chain_sha256) == ("refusals", 1, digest_of(first.payload))
    assert not trail.alarms
    found = await desk.find()
    assert [one.statement for one in found.told] == [first, second]
    (fia,) = [one for one in found.standings if one.agency == FIA]
    assert (fia.number, fia.last_day, fia.missing, fia.altered, fia.late) == (2, YESTERDAY.isoformat(), 0, 0, False)


async def test_the_same_again_is_no_other(desk: ToldRefusals) -> None:
    """The answer was lost, or a new key signs the same words."""
    first, second = days(2)
    for signed in (first, second, first, second, spoilt(second.payload, token_key())):
        await desk.bring(signed)
    assert await desk.told() == [(FIA, 1), (FIA, 2)]


async def test_a_day_told_otherwise_is_refused_and_alarms_oversight(desk: ToldRefusals) -> None:
    first, second, third = days(3)
    await desk.bring(first)
    await desk.bring(second)
    key = token_key()
    for altered in (
        spoilt(first.payload, key, time_ms=ends_ms(YESTERDAY) + 1),
        spoilt(third.payload, key, previous_sha256=b"x" * 32),
        spoilt(third.payload, key, day=(YESTERDAY - timedelta(days=1)).isoformat()),
    ):
        with pytest.raises(StatementAltered):
            await desk.bring(altered)
        assert desk.last.trail.alarms == [ALARM]
    found = await desk.find()
    assert [one.statement for one in found.told] == [first, second]
    assert [one.altered for one in found.standings if one.agency == FIA] == [3]
    await desk.bring(third)


async def test_a_gap_is_refused_and_nothing_altered_by_it(desk: ToldRefusals) -> None:
    first, _second, third = days(3)
    with pytest.raises(StatementOutOfOrder):
        await desk.bring(third)
    await desk.bring(first)
    with pytest.raises(StatementOutOfOrder):
        await desk.bring(third)
    assert await desk.told() == [(FIA, 1)]
    assert not [one for one in (await desk.find()).standings if one.altered]


async def test_days_that_an_issuer_leaves_out_are_missing(desk: ToldRefusals) -> None:
    (first,) = days(1, last=YESTERDAY - timedelta(days=5))
    await desk.bring(first)
    second = spoilt(
        days(2)[1].payload, token_key(), previous_sha256=digest_of(first.payload), day=YESTERDAY.isoformat()
    )
    await desk.bring(second)
    assert [one.missing for one in (await desk.find()).standings if one.agency == FIA] == [4]


# -- what a stranger comes to


@pytest.mark.parametrize("stranger", [PUNJAB, OVERSIGHT])
async def test_nobody_brings_anothers_statement(desk: ToldRefusals, stranger: str) -> None:
    """Captured, or signed by the stranger's own issuer in another's name."""
    (theirs,) = days()
    with pytest.raises(NotOwner):
        await desk.bring(theirs, stranger)
    with pytest.raises(NotOwner):
        await desk.bring(spoilt(theirs.payload, token_key(stranger)), stranger)
    with pytest.raises(StatementInvalid):
        await desk.bring(spoilt(theirs.payload, token_key(stranger)))
    assert await desk.told() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"audience": "pk.other"}, "statement.payload.audience"),
        ({"federation_id": bytes(32)}, "statement.payload.audience"),
        ({"format": 2}, "statement.payload.format"),
        ({"time_ms": NOW + 10 * 60_000}, "statement.payload.day"),
        ({"day": (YESTERDAY + timedelta(days=1)).isoformat()}, "statement.payload.time_ms"),
        ({"time_ms": 2_900_000_000_000}, "statement.payload.day"),
    ],
)
async def test_what_is_not_so_is_refused_by_its_field(desk: ToldRefusals, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(spoilt(days()[0].payload, token_key(), **changes))
    assert [one.field for one in caught.value.violations] == [field]
    assert await desk.told() == []


async def test_a_day_in_the_future_is_refused(desk: ToldRefusals) -> None:
    tomorrow = day_of(NOW) + timedelta(days=1)
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(days(last=tomorrow)[0])
    assert caught.value.violations[0].rule == "future"


async def test_a_first_day_of_long_ago_is_refused(desk: ToldRefusals) -> None:
    """A member cannot fill the hub with days of past years."""
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(days(last=YESTERDAY - timedelta(days=OLDEST_DAYS + 1))[0])
    assert caught.value.violations[0].rule == "too-old"


async def test_other_keys_sign_no_statement(desk: ToldRefusals) -> None:
    raw = days()[0].payload
    for key in (PrivateKey.generate(), key_of(live.files(), FIA, "message"), key_of(live.files(), FIA, "page")):
        with pytest.raises(StatementInvalid) as caught:
            await desk.bring(spoilt(raw, key))
        assert caught.value.violations[0].field == "statement.kid"
    forged = SignedRefusals(payload=raw, kid=token_key().kid, signature=b"\x01" * 64)
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(forged)
    assert caught.value.violations[0].field == "statement.signature"


async def test_a_key_that_ended_tells_what_it_signed_in_its_time(desk: ToldRefusals) -> None:
    """A statement that comes late is good; one that the key signed after its end is not."""
    row = live.registry().key(token_key().kid, "TOKEN")
    assert row is not None
    after = row.not_after_ms + 86_400_000
    last = day_of(row.not_after_ms - 86_400_000)
    in_time, too_late = (spoilt(days(last=last)[0].payload, token_key(), time_ms=at) for at in (ends_ms(last), after))
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(too_late, now_ms=after)
    assert caught.value.violations[0].field == "statement.kid"
    await desk.bring(in_time, now_ms=after)


async def test_a_revoked_key_tells_nothing_more(desk: ToldRefusals, tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    revoke(files, token_key().kid, live.now_ms())
    sign_and_publish(files)
    (first,) = days()
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(first, registry=live.registry(files))
    assert caught.value.violations[0].rule == "key"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Counted("Ali Raza", "case", "", False, 1), "officer"),
        (Counted("fia-1", "case", "FIR:ALI RAZA", False, 1), "case_reference"),
        (Counted("fia-1", "case", "3520112345671", False, 1), "case_reference"),
    ],
)
async def test_no_name_and_no_number_finds_its_way_in(desk: ToldRefusals, row: Counted, field: str) -> None:
    (signed,) = days(counts=[row])
    with pytest.raises(StatementInvalid) as caught:
        await desk.bring(signed)
    assert caught.value.violations[0].field == f"statement.payload.counts[0].{field}"


async def test_a_body_that_is_none_is_refused(desk: ToldRefusals) -> None:
    for raw in (b"", b"\x0a\x00"):
        with pytest.raises(StatementInvalid):
            await desk.rpc.submit(call(None), raw)
    with pytest.raises(InvalidArgument):
        await desk.rpc.submit(call(None), b"\xff")


# -- who reads it


async def test_oversight_reads_all_an_agency_its_own(desk: ToldRefusals) -> None:
    await desk.bring(days()[0])
    await desk.bring(days(agency=PUNJAB)[0], PUNJAB)
    assert await desk.told() == [(FIA, 1), (PUNJAB, 1)]
    own = await desk.find(recorder(FIA, "fia-9"))
    assert [one.agency for one in own.told] == [one.agency for one in own.standings] == [FIA]
    assert await desk.told(recorder(PRISONS, "p-1")) == []


@pytest.mark.parametrize("held", [True, False])
async def test_a_stranger_is_denied_whether_or_not_it_is_there(desk: ToldRefusals, held: bool) -> None:
    if held:
        await desk.bring(days()[0])
    with pytest.raises(PolicyDenied):
        await desk.find(recorder(PUNJAB, "p-1"), agency=FIA)


async def test_an_investigators_reason_finds_nothing(desk: ToldRefusals) -> None:
    with pytest.raises(Refused):
        await desk.find(opener())


async def test_pages_go_on_where_the_last_ended_and_are_of_use_to_nobody_else(desk: ToldRefusals) -> None:
    for signed in days(5):
        await desk.bring(signed)
    await desk.bring(days(agency=PUNJAB)[0], PUNJAB)
    first = await desk.find(page_size=2)
    second = await desk.find(page_size=2, page_token=first.next_page_token)
    third = await desk.find(page_size=2, page_token=second.next_page_token)
    found = [(one.agency, one.number) for page in (first, second, third) for one in page.told]
    assert found == [*((FIA, number) for number in range(1, 6)), (PUNJAB, 1)]
    assert not third.next_page_token
    with pytest.raises(PageTokenInvalid):
        await desk.find(recorder(FIA, "fia-9"), page_size=2, page_token=first.next_page_token)


async def test_a_page_is_bounded_in_bytes(desk: ToldRefusals, monkeypatch: pytest.MonkeyPatch) -> None:
    for signed in days(4):
        await desk.bring(signed)
    monkeypatch.setattr(refusals, "PAGE_BYTES", 10)
    first = await desk.find()
    assert len(first.told) == 1
    assert first.next_page_token


async def test_the_largest_day_is_taken_and_handed_out(desk: ToldRefusals) -> None:
    rows = [Counted(f"fia-{number:05}", "case", ONE[0].case, False, 1) for number in range(MAX_COUNTS)]
    (signed,) = days(counts=rows)
    await desk.bring(signed)
    assert (await desk.find()).told[0].statement == signed


async def test_days_bound_what_is_found(desk: ToldRefusals) -> None:
    for signed in days(4):
        await desk.bring(signed)
    day = (YESTERDAY - timedelta(days=1)).isoformat()
    assert await desk.told(from_day=day) == [(FIA, 3), (FIA, 4)]
    assert await desk.told(to_day=day) == [(FIA, 1), (FIA, 2), (FIA, 3)]
    with pytest.raises(InvalidArgument):
        await desk.find(from_day="1.1.2026")


# -- at rest


async def test_the_file_tells_nothing_of_officers_and_cases(desk: ToldRefusals) -> None:
    await desk.bring(days()[0])
    raw = b"".join(path.read_bytes() for path in desk.path.parent.glob("oversight.db*"))
    assert b"fia-1042" not in raw
    assert b"ICHHRA" not in raw


async def test_what_a_destroyed_month_held_is_forgotten_and_its_place_stays(desk: ToldRefusals) -> None:
    for signed in days(3):
        await desk.bring(signed)
    await desk.store.forget(PUNJAB, YESTERDAY.isoformat()[:7])
    assert all(one.statement.payload for one in (await desk.find()).told)
    await desk.store.forget(FIA, YESTERDAY.isoformat()[:7])
    found = (await desk.find()).told
    assert not found[-1].statement.payload
    assert found[-1].sha256 == digest_of(days(3)[2].payload)
    await desk.bring(days(3)[2])


async def test_a_full_disk_says_so_and_keeps_nothing(desk: ToldRefusals) -> None:
    await desk.file.file.write(lambda db: db.execute("pragma max_page_count = 1"))
    words = b"w" * (1 << 20)
    with pytest.raises(StoreUnavailable):
        await desk.store.take(Statement(FIA, 1, YESTERDAY.isoformat(), bytes(32), NOW, words), bytes(32))
    assert await desk.told() == []


async def test_a_table_that_is_gone_is_a_refusal(desk: ToldRefusals) -> None:
    """Neither an answer without it nor an error that nobody expects."""
    await desk.file.file.write(lambda db: db.execute("drop table refusals_altered"))
    with pytest.raises(StoreUnavailable):
        await desk.find()
    await desk.file.file.write(lambda db: db.execute("drop table refusals"))
    with pytest.raises(StoreUnavailable):
        await desk.bring(days()[0])


async def test_another_key_opens_nothing(desk: ToldRefusals) -> None:
    await desk.bring(days()[0])
    other = StoredRefusals(desk.file, Sealer(b"x" * 32))
    with pytest.raises(StoreUnavailable):
        await ToldRefusals(RefusalsRpc(RefusalReports(other, TOKENS)), other, desk.path, desk.file).find()
