"""The index of reads: made from the log, sealed, the same whoever follows it and however often."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import EntryKind, OpenEntry
from services.oversight.marks import Marks, owner_of, record_of
from services.oversight.ports import Yearly
from services.oversight.store.sqlite_reads import SqliteReads
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import SealBroken
from services.vocabulary.records import RecordKind
from tests.unit.oversight.reading import DAY, KEY, MARCH, MARKS, ORIGIN, SELECTOR, destroyed, index_of, logged, read

ALWAYS = (0, 0)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SqliteReads]:
    made = index_of(tmp_path / "reads.db")
    yield made
    made.close()


async def leaves(
    index: SqliteReads, kind: str, value: bytes, times: tuple[int, int] = ALWAYS, also: bytes = b""
) -> list[int]:
    return [found.leaf for found in await index.find(MARKS.token(kind, value), 0, times, 100, also=also)]


async def test_a_call_is_found_by_record_officer_agency_and_what_it_asked(index: SqliteReads) -> None:
    await index.take(
        ORIGIN, logged(read("pk.fia", "fia-1", "pk.prisons", selectors=(SELECTOR,)), read("pk.customs", "c-1")), {}
    )
    by = {
        ("record", b"agencies/pk.prisons/records/r1"): [0],
        ("officer", b"pk.fia/fia-1"): [0],
        ("agency", b"pk.fia"): [0],
        ("selector", SELECTOR): [0],
        ("all", b""): [0, 1],
        ("officer", b"pk.fia/fia-2"): [],
        ("refused all", b""): [],
    }
    assert {asked: await leaves(index, *asked) for asked in by} == by


KINDS = {
    "agencies/pk.prisons/records/r1": RecordKind.PARTY,
    "agencies/pk.customs/records/r1": RecordKind.CHARGE,
}
OF_PRISONS = Yearly("pk.prisons", RecordKind.PARTY, 2024)


async def test_a_call_counts_once_for_each_owner_and_kind_in_its_year(index: SqliteReads) -> None:
    twice = read("pk.fia", "f", "pk.prisons", "pk.prisons", "pk.customs", "pk.unknown")
    own = read("pk.prisons", "p-1", "pk.prisons")
    overseen = read("pk.oversight", "o-1", "pk.prisons", purpose="OVERSIGHT")
    later = read("pk.fia", "f", "pk.prisons", time_ms=MARCH + 366 * DAY)
    await index.take(ORIGIN, logged(twice, own, overseen, later, twice), KINDS)
    asked = [
        OF_PRISONS,
        OF_PRISONS._replace(year=2025),
        OF_PRISONS._replace(kind=RecordKind.CHARGE),
        Yearly("pk.customs", RecordKind.CHARGE, 2024),
    ]
    assert await index.yearly(asked) == [2, 1, 0, 2]


async def test_a_destroyed_month_leaves_the_counts_of_its_year(index: SqliteReads) -> None:
    """A count that shrinks would tell in which month, and whose, the calls were."""
    await index.take(ORIGIN, logged(read("pk.fia", "f", "pk.prisons"), destroyed("pk.fia", "2024-03")), KINDS)
    assert await leaves(index, "all", b"") == []
    assert await index.yearly([OF_PRISONS]) == [1]


async def test_a_refusal_is_found_as_that(index: SqliteReads) -> None:
    await index.take(ORIGIN, logged(read(kind="REFUSAL", reason="CASE_NOT_YOURS", selectors=(SELECTOR,)), read()), {})
    assert await leaves(index, "refused officer", b"pk.fia/fia-1") == [0]
    assert await leaves(index, "refused selector", SELECTOR) == [0]
    assert await leaves(index, "officer", b"pk.fia/fia-1") == [0, 1]


async def test_intents_and_summaries_are_no_reads(index: SqliteReads) -> None:
    await index.take(
        ORIGIN, logged(read(kind="INTENT"), OpenEntry(kind=EntryKind.SUMMARY, counts=("x/1",)), b"plain", read()), {}
    )
    assert await leaves(index, "all", b"") == [3]
    assert await index.size(ORIGIN) == 4


async def test_times_are_from_included_to_excluded(index: SqliteReads) -> None:
    await index.take(ORIGIN, logged(*(read(time_ms=MARCH + day * DAY) for day in range(4))), {})
    assert await leaves(index, "all", b"", (MARCH + DAY, MARCH + 3 * DAY)) == [1, 2]
    assert await leaves(index, "all", b"", (MARCH + 3 * DAY, 0)) == [3]


async def test_both_tokens_must_stand(index: SqliteReads) -> None:
    await index.take(ORIGIN, logged(read("pk.customs", "c", selectors=(SELECTOR,)), read(selectors=(SELECTOR,))), {})
    assert await leaves(index, "selector", SELECTOR) == [0, 1]
    assert await leaves(index, "selector", SELECTOR, also=MARKS.token("agency", b"pk.customs")) == [0]


async def test_a_destroyed_month_is_forgotten_for_its_agency_alone(index: SqliteReads, tmp_path: Path) -> None:
    april = MARCH + 31 * DAY
    entries = [read("pk.fia"), read("pk.fia", time_ms=april - 1), read("pk.fia", time_ms=april), read("pk.customs")]
    await index.take(ORIGIN, logged(*entries, destroyed("pk.fia", "2024-03")), {})
    assert await leaves(index, "all", b"") == [2, 3]
    with sqlite3.connect(tmp_path / "reads.db") as db:
        assert db.execute("select count(*) from mark where entry not in (select id from entry)").fetchone() == (0,)
    db.close()


async def test_december_ends_with_the_year(index: SqliteReads) -> None:
    january = 1_735_689_600_000
    await index.take(
        ORIGIN, logged(read(time_ms=january - 1), read(time_ms=january), destroyed("pk.fia", "2024-12")), {}
    )
    assert await leaves(index, "all", b"") == [1]


async def test_two_logs_stand_side_by_side(index: SqliteReads) -> None:
    await index.take(ORIGIN, logged(read()), {})
    await index.take("rabta.test/audit/2", logged(read()), {})
    assert [found.origin for found in await index.find(MARKS.token("all", b""), 0, ALWAYS, 9)] == [
        ORIGIN,
        "rabta.test/audit/2",
    ]


async def test_a_gap_is_never_jumped(index: SqliteReads) -> None:
    await index.take(ORIGIN, logged(read(), start=5), {})
    assert await index.size(ORIGIN) == 0
    assert await leaves(index, "all", b"") == []


async def test_at_rest_it_names_nobody(tmp_path: Path) -> None:
    made = index_of(tmp_path / "reads.db")
    await made.take(ORIGIN, logged(read("pk.fia", "fia-1042", "pk.prisons", selectors=(SELECTOR,))), {})
    made.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for word in (b"fia-1042", b"pk.prisons", SELECTOR, b"ICHHRA"):
        assert word not in raw
    other = index_of(tmp_path / "reads.db", b"o" * 32)
    assert await other.find(Marks(b"o" * 32).token("all", b""), 0, ALWAYS, 9) == []
    with pytest.raises(SealBroken):
        await other.find(MARKS.token("all", b""), 0, ALWAYS, 9)
    other.close()


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reads.db"
    path.touch(mode=0o600)
    path.chmod(0o640)
    with pytest.raises(UnsafeFile):
        index_of(path)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("agencies/pk.fia/records/x/versions/2", "pk.fia"),
        ("agencies/pk.fia/records/x", "pk.fia"),
        ("x", ""),
        ("a/b/c/d", ""),
    ],
)
def test_the_owner_of_a_name(name: str, owner: str) -> None:
    assert owner_of(name) == owner
    assert record_of("agencies/pk.fia/records/x/versions/2") == "agencies/pk.fia/records/x"


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 4)), max_size=12))
def test_however_it_is_followed_each_entry_stands_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    """Processes that follow at one time hand over what overlaps."""
    asyncio.run(follow(tmp_path_factory.mktemp("follow"), steps))


async def follow(folder: Path, steps: list[tuple[int, int]]) -> None:
    entries = [read(officer=f"o-{number}") for number in range(8)]
    one, two = index_of(folder / "reads.db"), index_of(folder / "reads.db")
    try:
        for turn, (start, count) in enumerate([*steps, (await one.size(ORIGIN), 8)]):
            await (one, two)[turn % 2].take(ORIGIN, logged(*entries[start : start + count], start=start), {})
            size = await one.size(ORIGIN)
            assert await leaves(two, "all", b"") == list(range(size))
        for start in range(await two.size(ORIGIN), 8):
            await two.take(ORIGIN, logged(entries[start], start=start), {})
        assert await leaves(one, "all", b"") == list(range(8))
        assert KEY
    finally:
        one.close()
        two.close()


@pytest.mark.parametrize("damage", [b"not a database at all" * 400, b""])
async def test_a_damaged_file_is_made_again_from_the_log(tmp_path: Path, damage: bytes) -> None:
    made = index_of(tmp_path / "reads.db")
    await made.take(ORIGIN, logged(read()), {})
    made.close()
    for path in tmp_path.glob("reads.db-*"):
        path.unlink()
    (tmp_path / "reads.db").write_bytes(damage)
    again = index_of(tmp_path / "reads.db")
    assert await again.size(ORIGIN) == 0
    await again.take(ORIGIN, logged(read()), {})
    assert await leaves(again, "all", b"") == [0]
    assert (tmp_path / "reads.db").stat().st_mode & 0o777 == 0o600
    again.close()
