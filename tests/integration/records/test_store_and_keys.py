"""A store or its keys of another time: what was expunged stays so, what is missing is said, nothing is read wrongly."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from copy import deepcopy
from pathlib import Path

import pytest

from services.access.errors import NotFound
from services.records.app.changes import Follow
from services.records.app.erasing import seal_anew, settle
from services.records.app.upkeep import keep
from services.records.body_keys import FILE, MARK, BodyKeys
from services.records.build import NoGlass, build_records
from services.records.errors import StorageUnavailable
from services.records.key_tree import index_of
from services.records.store import open_store
from services.records.wire import decode_version
from services.store.errors import StoreUnsafe
from tests.fakes.old_store import sealed_as_before
from tests.fakes.record_maker import FIA, POLICE, case_file, cnic, expunged, following, party, person
from tests.fakes.records_node import SECRET, Federation, FeedState, Node, caller, keeper, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import rows

NAMES = ("records.db", "records.db-wal", "records.db-shm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "node"


@asynccontextmanager
async def settled(folder: Path, known: Federation, feeds: Mapping[str, FeedState] | None = None) -> AsyncIterator[Node]:
    """A node that has begun. ``feeds``: where the agencies' journals stand."""
    node = open_node(folder, known)
    node.feeds = deepcopy(dict(feeds or {}))
    try:
        await settle(node.context)
        yield node
    finally:
        await node.context.store.close()


def copy_of(folder: Path, target: Path) -> Path:
    """The file of records as it is, where nobody writes it."""
    with closing(sqlite3.connect(folder / "records.db")) as db, closing(sqlite3.connect(target)) as copy:
        db.backup(copy)
    return target


def put_back(copy: Path, folder: Path) -> None:
    for each in NAMES:
        (folder / each).unlink(missing_ok=True)
    shutil.copy(copy, folder / "records.db")
    (folder / "records.db").chmod(0o600)


async def an_older_store(folder: Path, known: Federation) -> Mapping[str, FeedState]:
    """Put back after one of three men's records was expunged; where the journals stood."""
    others = [party(f"p{n}", subject=person(cnic(n), name=f"Man {n}")) for n in range(2)]
    async with settled(folder, known) as node:
        await node.put(case_file(), *others, party())
        feeds, copy = deepcopy(node.feeds), copy_of(folder, folder.with_name("copy.db"))
        await node.put(party("later", agency=FIA), expunged(party()))
        await node.put(party("last", agency=FIA), expunged(party("later", agency=FIA)))
    put_back(copy, folder)
    return feeds


async def test_an_older_store_tells_of_the_record_as_expunged(folder: Path, known: Federation) -> None:
    feeds = await an_older_store(folder, known)
    assert rows(folder, "SELECT status FROM head WHERE record = 4") == [("ACTIVE",)]
    async with settled(folder, known, feeds) as node:
        assert rows(folder, "SELECT status, people, cases FROM head WHERE record = 4") == [("EXPUNGED", "", "")]
        assert rows(folder, "SELECT count(*) FROM person_token WHERE record = 4") == [(0,)]
        told = await node.record(keeper(POLICE), name(party()))
        assert told.remains is not None
        assert (told.remains.record, told.remains.expunged) == (name(party()), True)
        for who in (caller(), keeper(FIA)):
            with pytest.raises(NotFound):
                await node.record(who, name(party()))
        history = await node.history(caller())
        assert not [line for line in history.timeline if "/party/" in line.version]
        assert (await node.record(keeper(POLICE), name(party("p1")))).version is not None
        changes = await Follow(node.context.store, node.context.keys.bodies, decode_version).changes(0, 10)
        assert [each.version.status for each in changes if each.version.record_id == "party"] == ["EXPUNGED"]
        assert rows(folder, "SELECT erasures FROM erasing") == [(2,)]


async def test_its_next_page_takes_no_place_whose_key_is_gone(folder: Path, known: Federation) -> None:
    feeds = await an_older_store(folder, known)
    async with settled(folder, known, feeds) as node:
        await node.put(party("new", agency=FIA))
        [(page,)] = rows(folder, "SELECT max(page) FROM log")
        assert page == 3, "past the last that lost a key: the second page of the first time"
        assert (await node.record(keeper(FIA), name(party("new", agency=FIA)))).version is not None
    async with settled(folder, known, feeds) as again:
        assert (await again.record(keeper(POLICE), name(party()))).remains is not None, "joined once, and not again"
        assert rows(folder, "SELECT erasures FROM erasing") == [(2,)]


async def test_older_keys_lose_what_the_store_has_emptied(folder: Path, known: Federation) -> None:
    async with settled(folder, known) as node:
        await node.put(case_file(), party())
        older = node.context.keys.bodies.path.read_bytes()
        await node.put(expunged(party()))
    (folder / FILE).write_bytes(older)
    assert BodyKeys(folder / FILE, SECRET).held().tree.holds(index_of(1, 1))
    async with settled(folder, known) as node:
        held = node.context.keys.bodies.held()
        assert not held.tree.holds(index_of(1, 1))
        assert held.erasures == 1


async def test_older_keys_lose_it_though_another_erasure_was_under_way(folder: Path, known: Federation) -> None:
    async with settled(folder, known) as node:
        await node.put(case_file(), party(), party("other"))
        older = node.context.keys.bodies.path.read_bytes()
        await node.put(expunged(party()))
        await node.put(expunged(party("other")))
    (folder / FILE).write_bytes(older)
    with closing(sqlite3.connect(folder / "records.db")) as db:
        db.execute("INSERT INTO key_due VALUES (1, 2, 2)")
        db.commit()
    async with settled(folder, known) as node:
        tree = node.context.keys.bodies.held().tree
        assert not tree.holds(index_of(1, 1))
        assert not tree.holds(index_of(1, 2))


async def test_keys_that_are_missing_damaged_or_of_another_store_stop_the_node(folder: Path, known: Federation) -> None:
    async with settled(folder, known) as node:
        await node.put(case_file())
    kept = (folder / FILE).read_bytes()
    BodyKeys(folder.with_name("another.keys"), SECRET).make()
    damaged = kept[:-1] + bytes([kept[-1] ^ 1])
    foreign = folder.with_name("another.keys").read_bytes()
    for content, said in ((damaged, "damaged"), (foreign, "another store")):
        (folder / FILE).write_bytes(content)
        with pytest.raises(StoreUnsafe, match=said):
            await _settled_alone(folder)
    (folder / FILE).unlink()
    with pytest.raises(StoreUnsafe, match="missing"):
        await _settled_alone(folder)
    assert not (folder / FILE).exists(), "never made anew for a store that has versions"


async def _settled_alone(folder: Path) -> None:
    """As a process of a node begins: it makes no keys before it knows the store."""
    records = build_records(open_store(folder / "records.db"), folder, SECRET, NoGlass())
    try:
        await settle(records.context)
    finally:
        await records.close()


async def old_store(folder: Path, known: Federation) -> None:
    """A node as one was before each version had a key of its own: five versions, one of them refused."""
    async with settled(folder, known) as node:
        await node.put(case_file(), party(), following(party(), valid_from="2020-05-05"), party("other"))
        await node.send(node.page(POLICE, [following(party("other"), valid_from="2199-01-01")]), POLICE)
        with closing(sqlite3.connect(folder / "records.db")) as db:
            sealed_as_before(db, node.context.keys.bodies)
            db.execute("UPDATE erasing SET keys = '', sealed = 0, sealed_until = (SELECT seq FROM log_head)")
            db.commit()
    (folder / FILE).unlink()


def marked(folder: Path) -> list[bool]:
    both = "SELECT body FROM log UNION ALL SELECT body FROM quarantine"
    return [isinstance(body, bytes) and body.startswith(MARK) for (body,) in rows(folder, both)]


async def test_what_is_held_from_before_is_read_and_sealed_anew(folder: Path, known: Federation) -> None:
    await old_store(folder, known)
    old = [body for (body,) in rows(folder, "SELECT body FROM log UNION ALL SELECT body FROM quarantine")]
    async with settled(folder, known) as node:
        assert marked(folder) == [False] * 5
        assert (await node.record(keeper(POLICE), name(party()))).version is not None
        while await seal_anew(node.context):
            pass
        assert marked(folder) == [True] * 5
        assert (await node.record(keeper(POLICE), name(party()))).version is not None
        held = b"".join(path.read_bytes() for path in folder.glob("records.db*"))
        assert not [body for body in old if isinstance(body, bytes) and body in held]
        assert not await seal_anew(node.context)


async def test_it_goes_on_from_where_it_was_and_leaves_what_was_erased_meanwhile(
    folder: Path, known: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.records.app.erasing.BATCH", 2)
    await old_store(folder, known)
    async with settled(folder, known) as node:
        assert await seal_anew(node.context)
        assert marked(folder) == [True, True, False, False, False]
    async with settled(folder, known) as node:
        node.feeds[POLICE], node.sent = FeedState(2, _last_digest(folder)), 9
        await node.put(expunged(following(party(), valid_from="2020-05-05")))
        while await seal_anew(node.context):
            pass
        assert rows(folder, "SELECT seq FROM log WHERE body = x''") == [(2,), (3,)]
        assert rows(folder, "SELECT sealed_until FROM erasing") == [(-1,)]
        assert not node.context.keys.bodies.held().tree.holds(index_of(1, 1))


def _last_digest(folder: Path) -> bytes:
    [(digest,)] = rows(folder, "SELECT sha256 FROM feed_head")
    assert isinstance(digest, bytes)
    return digest


async def test_one_that_cannot_be_opened_stays_and_does_not_stop_the_rest(folder: Path, known: Federation) -> None:
    await old_store(folder, known)
    with closing(sqlite3.connect(folder / "records.db")) as db:
        db.execute("UPDATE log SET body = x'00112233445566778899' WHERE seq = 1")
        db.execute("UPDATE quarantine SET body = x'00112233445566778899'")
        db.commit()
    async with settled(folder, known) as node:
        while await seal_anew(node.context):
            pass
        assert marked(folder) == [False, True, True, True, False]


async def test_a_store_that_begins_has_nothing_to_seal_anew(folder: Path, known: Federation) -> None:
    async with settled(folder, known) as node:
        assert not await seal_anew(node.context)
        await node.put(case_file())
        assert marked(folder) == [True]


async def test_what_could_not_be_done_at_the_start_is_done_between_calls(folder: Path, known: Federation) -> None:
    node = open_node(folder, known)
    (folder / FILE).unlink()
    object.__setattr__(node.context.keys, "bodies", BodyKeys(folder / FILE, SECRET))
    with pytest.raises(StorageUnavailable):
        await node.put(case_file())
    await keep(node.context, known.registry, node.now_ms)
    node.sent = 9
    await node.put(case_file())
    assert rows(folder, "SELECT keys FROM erasing") == [(node.context.keys.bodies.held().store.hex(),)]
    await node.context.store.close()


async def test_between_calls_a_node_destroys_seals_and_judges(folder: Path, known: Federation) -> None:
    await old_store(folder, known)
    async with settled(folder, known) as node:
        for _ in range(20):
            await keep(node.context, known.registry, node.now_ms)
        assert marked(folder) == [True] * 5
        with closing(sqlite3.connect(folder / "records.db")) as db:
            db.execute("INSERT INTO key_due VALUES (1, 0, 1)")
            db.execute("UPDATE erasing SET erasures = 1")
            db.commit()
        await asyncio.sleep(0)  # reads of one turn are of one moment
        await keep(node.context, known.registry, node.now_ms)
        assert not node.context.keys.bodies.held().tree.holds(index_of(1, 0))
        with pytest.raises(StorageUnavailable):
            await node.record(keeper(POLICE), name(case_file()))
