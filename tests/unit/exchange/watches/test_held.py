"""A file of watches that was put back: what was ended ends again, the count begins anew, what is old is let go."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from audit.entry import EntryKind, OpenEntry
from services.access.caller import Caller
from services.exchange.watches.build import open_watches
from services.exchange.watches.errors import CursorInvalid
from services.exchange.watches.held import END, READ, HeldWatches
from services.exchange.watches.store.watches import KEPT_MS
from services.values.exchange import Identifier, WatchRequest
from tests.fakes.record_maker import CNIC
from tests.unit.exchange.watches.post import DAY, HIT, KARACHI, PUNJAB, RECORD, SECRET, WHOLE, Post


def entry(post: Post, method: str, who: Caller = PUNJAB) -> OpenEntry:
    """What the log says of the last call."""
    return OpenEntry(
        kind=EntryKind.OUTCOME, time_ms=post.now_ms, agency=who.agency, officer=who.officer, method=method,
        case_reference=f"{who.case_type}:{who.case_key}", records=tuple(post.trail.records), feed=post.trail.feed,
        feed_page=post.trail.feed_page,
    )  # fmt: skip


def copied(post: Post) -> Path:
    target = post.folder / "older"
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(post.folder / "watches.db")) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target


def put_back(post: Post, copy: Path) -> HeldWatches:
    """The operator stops the node and copies an older file over ``watches.db``."""
    post.opened.close()
    for ending in ("-wal", "-shm"):
        (post.folder / f"watches.db{ending}").unlink(missing_ok=True)
    shutil.copy(copy, post.folder / "watches.db")
    post.opened = open_watches(post.folder, SECRET)
    return HeldWatches(post.opened.watches)


async def test_a_watch_that_was_ended_ends_again(post: Post) -> None:
    made, other = await post.watch(), await post.watch("watch-02")
    older = copied(post)
    await post.app.unwatch(post.inquiry(PUNJAB), made.id)
    ended = entry(post, END)
    held = put_back(post, older)
    assert len((await post.app.list(post.inquiry(PUNJAB))).watches) == 2, "the fault: the file brings it back"
    assert await held.again([replace(ended, officer="somebody-else")], post.now_ms) == 0
    assert await held.again([ended], post.now_ms) == 1
    assert [each.id for each in (await post.app.list(post.inquiry(PUNJAB))).watches] == [other.id]
    assert await held.again([ended], post.now_ms) == 0, "once"


async def test_a_number_that_was_told_is_given_to_nothing_else(post: Post) -> None:
    await post.watch()
    older, epoch = copied(post), await post.opened.watches.epoch()
    post.records.shown = [WHOLE]
    page = await post.page()
    assert page.next
    assert page.next.sequence == 1
    told = entry(post, READ)
    held = put_back(post, older)
    post.records.shown = [HIT]
    assert await held.again([told], post.now_ms) == 1
    assert await post.opened.watches.epoch() != epoch
    with pytest.raises(CursorInvalid):
        await post.page(cursor=page.next)
    assert [each.owner for each in await post.alerts()] == [HIT.owner]
    assert await held.again([told], post.now_ms) == 0


async def test_a_file_that_has_all_that_the_log_says_keeps_its_epoch(post: Post) -> None:
    await post.watch()
    post.records.shown, epoch = [WHOLE, HIT], await post.opened.watches.epoch()
    await post.alerts()
    assert await HeldWatches(post.opened.watches).again([entry(post, READ)], post.now_ms) == 0
    assert await post.opened.watches.epoch() == epoch


async def test_no_desk_is_on_offer_before_its_officer_reads_again(post: Post) -> None:
    await post.watch(offer=True)
    made = await post.watch("watch-02", number="3520212345682")
    await post.alerts()
    older = copied(post)
    await post.app.unwatch(post.inquiry(PUNJAB), made.id)
    held, ended = put_back(post, older), entry(post, END)
    await held.again([ended], post.now_ms)
    await post.watch("watch-03", KARACHI, offer=True)
    assert await post.alerts(KARACHI) == ()
    await post.alerts()
    assert [each.owner for each in await post.alerts(KARACHI)] == [PUNJAB.agency]


async def test_watches_and_alerts_go_after_their_time_and_the_count_goes_on(post: Post) -> None:
    until = post.now_ms + 30 * DAY
    await post.watch()
    post.records.shown = [WHOLE, HIT]
    await post.alerts()
    store = post.opened.watches
    post.now_ms = until + KEPT_MS
    assert await store.thin(post.now_ms) == 0
    assert [each.sequence for each in await post.alerts()] == [2], "told 30 days before"
    await post.send(WatchRequest("watch-02", Identifier("CNIC", CNIC), post.now_ms + DAY))
    post.now_ms += 1
    assert await store.thin(post.now_ms) == 1
    assert [each.sequence for each in await post.alerts()] == [2, 3, 4]
    await store.erase([RECORD])
    assert [each.sequence for each in await post.alerts() if each.watch] == [4]
