"""``watches.db``: what is kept, counted, put in touch and forgotten, and that nothing of it opens under another key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.exchange.watches.build import OpenWatches, open_watches
from services.exchange.watches.errors import TooManyWatches, WatchesUnavailable
from services.exchange.watches.ports import DESK_OF, Feed, Signed, Subject, Watched
from services.exchange.watches.store.consents import DAY_MS, MAX_OF_AGENCY, MAX_OF_FEED, WILLING_MS
from services.exchange.watches.store.watches import MAX_WATCHES, StoredWatches
from services.signing.keyfile import UnsafeFile
from services.values.exchange import Identifier
from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]

SECRET, NOW = bytes(range(32)), 1_780_000_000_000
OURS = Feed("pk.fia", "fia-1042", "FIR", "FIA/LAHORE/AHTC/7/2024")
THEIRS = Feed("pk.sindh-police", "sd-1", "FIR", "SD/KARACHI/CLIFTON/5/2024")
RECORD = "agencies/pk.fia/records/warrant-7"
SIGNED = Signed(b"header", b"signature", b"body")


def watched(id_: str, feed: Feed = OURS, number: int = 1, **more: bool) -> Watched:
    subject = Subject(Identifier("CNIC", f"35202{number:07d}1"))
    return Watched(id_, feed, "INVESTIGATE_CASE", "CRPC_CASE", subject, NOW, NOW + 30 * DAY_MS, SIGNED, **more)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenWatches]:
    made = open_watches(tmp_path, SECRET)
    yield made
    made.close()


@pytest.fixture
def store(opened: OpenWatches) -> StoredWatches:
    return opened.watches


async def desks(store: StoredWatches, feed: Feed) -> list[tuple[int, str]]:
    return [(each.sequence, each.key) for each in await store.told(feed, 0, 100)]


async def test_what_is_watched_stands_until_it_ends_or_expires(store: StoredWatches) -> None:
    kept = [watched(f"watch-{number}", number=number) for number in range(3)]
    for each in kept:
        await store.keep(each)
    assert await store.of(OURS, NOW) == kept
    assert await store.of(THEIRS, NOW) == []
    assert not await store.end(THEIRS, "watch-1")
    assert [await store.end(OURS, "watch-1") for _ in range(2)] == [True, True]
    assert await store.of(OURS, NOW) == [kept[0], kept[2]]
    assert await store.of(OURS, NOW + 30 * DAY_MS - 1) == [kept[0], kept[2]]
    assert await store.of(OURS, NOW + 30 * DAY_MS) == []


async def test_what_has_ended_leaves_room_for_more(store: StoredWatches) -> None:
    for number in range(MAX_WATCHES):
        await store.keep(watched(f"watch-{number}", number=number))
    with pytest.raises(TooManyWatches):
        await store.keep(watched("one-too-many"))
    await store.keep(watched("of-another", THEIRS))
    await store.end(OURS, "watch-7")
    await store.keep(watched("one-too-many"))


async def test_alerts_are_counted_by_feed_each_once(store: StoredWatches) -> None:
    await store.tell(OURS, [("watch-1 whole 7", RECORD), ("watch-1 whole 8", RECORD)], NOW)
    await store.tell(OURS, [("watch-1 whole 8", RECORD), ("watch-1 hit", RECORD + "-2")], NOW + 1)
    await store.tell(THEIRS, [("watch-2 whole 7", RECORD)], NOW + 2)
    told = await store.told(OURS, 0, 10)
    assert [tuple(each) for each in told] == [
        (1, "watch-1 whole 7", NOW), (2, "watch-1 whole 8", NOW), (3, "watch-1 hit", NOW + 1),
    ]  # fmt: skip
    assert [each.sequence for each in await store.told(OURS, 1, 1)] == [2]
    assert [await store.head(each) for each in (OURS, THEIRS, OURS._replace(officer="fia-1"))] == [3, 1, 0]


async def test_what_was_told_of_an_erased_record_keeps_its_number_alone(store: StoredWatches) -> None:
    await store.tell(OURS, [("watch-1 whole 7", RECORD), ("watch-1 hit", RECORD + "-2")], NOW)
    assert [await store.erase([RECORD]) for _ in range(2)] == [1, 1]
    assert [(each.sequence, each.key) for each in await store.told(OURS, 0, 10)] == [(1, ""), (2, "watch-1 hit")]
    await store.tell(OURS, [("watch-1 whole 7", RECORD)], NOW)
    assert await store.head(OURS) == 2, "it is not told again"


async def test_both_sides_are_told_in_one_meeting_and_once(store: StoredWatches) -> None:
    ours, theirs = watched("ours", deconflict=True), watched("theirs", THEIRS, deconflict=True)
    for each in (ours, theirs):
        await store.keep(each)
    assert await store.meet(OURS, [ours], [], NOW) == 0, "nobody else is willing before they read"
    assert await store.meet(THEIRS, [theirs], [], NOW) == 2
    assert await desks(store, OURS) == [(1, f"ours{DESK_OF}{THEIRS.agency}")]
    assert await desks(store, THEIRS) == [(1, f"theirs{DESK_OF}{OURS.agency}")]
    assert (await store.told(OURS, 0, 1))[0].told_ms == NOW - NOW % DAY_MS
    assert await store.meet(OURS, [ours], [], NOW + 1) == 0


async def test_who_is_barred_or_whose_week_is_over_is_met_by_nobody(store: StoredWatches) -> None:
    ours, theirs = watched("ours", deconflict=True), watched("theirs", THEIRS, deconflict=True)
    for each in (ours, theirs):
        await store.keep(each)
    await store.meet(OURS, [ours], [], NOW)
    assert await store.meet(THEIRS, [theirs], [], NOW + WILLING_MS) == 0
    await store.meet(OURS, [], [ours], NOW + WILLING_MS)
    assert await store.meet(THEIRS, [theirs], [], NOW + WILLING_MS) == 0
    await store.meet(OURS, [ours], [], NOW + WILLING_MS)
    assert await desks(store, THEIRS) == [(1, f"theirs{DESK_OF}{OURS.agency}")]


async def test_a_watch_without_consent_and_another_number_are_met_by_nobody(store: StoredWatches) -> None:
    ours, silent = watched("ours", deconflict=True), watched("silent", THEIRS)
    other = watched("other", THEIRS, 2, deconflict=True)
    for each in (ours, silent, other):
        await store.keep(each)
    await store.meet(OURS, [ours], [], NOW)
    for each in (silent, other):
        assert await store.meet(THEIRS, [each] if each is other else [], [], NOW) == 0


async def test_an_agency_offers_its_desk_over_so_many_and_no_more(store: StoredWatches) -> None:
    feeds = [OURS._replace(officer=f"fia-{number}") for number in range(MAX_OF_AGENCY // MAX_OF_FEED)]
    for feed in feeds:
        for number in range(MAX_OF_FEED):
            await store.keep(watched(f"{feed.officer}-{number}", feed, number, deconflict=True))
    late = OURS._replace(officer="fia-late")
    with pytest.raises(TooManyWatches):
        await store.keep(watched("late", late, deconflict=True))
    assert await store.of(late, NOW) == [], "nothing of it was kept"
    await store.keep(watched("silent", late))
    await store.keep(watched("theirs", THEIRS, deconflict=True))
    await store.end(feeds[0], f"{feeds[0].officer}-0")
    await store.keep(watched("late", late, deconflict=True))


async def test_a_name_of_a_feed_or_watch_says_nothing_and_is_another_for_each(store: StoredWatches) -> None:
    names = {store.name(each) for each in (OURS, THEIRS)} | {store.id_of(each, "request-1") for each in (OURS, THEIRS)}
    assert len(names) == 4
    assert {len(each) for each in names} == {22}
    assert store.id_of(OURS, "request-1") == store.id_of(OURS, "request-1") != store.id_of(OURS, "request-2")


async def test_nothing_opens_under_another_secret(opened: OpenWatches, tmp_path: Path) -> None:
    await opened.watches.keep(watched("watch-1"))
    epoch = await opened.watches.epoch()
    opened.close()
    again = open_watches(tmp_path, SECRET)
    assert (await again.watches.epoch(), await again.watches.of(OURS, NOW)) == (epoch, [watched("watch-1")])
    again.close()
    other = open_watches(tmp_path, SECRET[::-1])
    assert await other.watches.of(OURS, NOW) == [], "not even found"
    other.close()


async def test_a_row_that_was_put_in_anothers_place_does_not_open(opened: OpenWatches, tmp_path: Path) -> None:
    for number in (1, 2):
        await opened.watches.keep(watched(f"watch-{number}", number=number))
    with sqlite3.connect(tmp_path / "watches.db") as db:
        db.execute("update watch set body = (select body from watch where number = 2)")
    with pytest.raises(WatchesUnavailable):
        await opened.watches.of(OURS, NOW)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    open_watches(tmp_path, SECRET).close()
    (tmp_path / "watches.db").chmod(0o644)
    with pytest.raises(UnsafeFile):
        open_watches(tmp_path, SECRET)
