"""Expunged: on either store no key of it is in any file, and what its bytes lie in elsewhere opens no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from services.records.app.erasing import settle
from services.records.body_keys import FILE, BodyKeys
from services.records.errors import StorageUnavailable
from services.records.key_tree import KeyGone, index_of
from services.records.ports import Store
from services.records.store import SqliteStore
from services.signing.sealing import SealBroken
from tests.conformance.store.stores import STORES
from tests.fakes import postgres
from tests.fakes.record_maker import CNIC, POLICE, case_file, expunged, following, party
from tests.fakes.records_node import SECRET, Federation, Node, open_node
from tests.integration.records.erased import bodies_of, found_in, root_of, rows, way_down

IN_CLEAR = (CNIC.encode(), b"Amjad Ali", b"named by the complainant")


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A new one of each kind, closed by whoever uses it."""
    return STORES[request.param](tmp_path / "node")


@pytest.fixture
def on_postgres(tmp_path: Path) -> Store:
    """One there alone."""
    return STORES["postgresql"](tmp_path / "node")


@asynccontextmanager
async def opened(folder: Path, known: Federation, store: Store | None = None) -> AsyncIterator[Node]:
    node = open_node(folder, known, store=store)
    await settle(node.context)
    yield node
    await node.context.store.close()


async def test_no_file_holds_what_was_said_or_a_key_to_it(store: Store, tmp_path: Path, known: Federation) -> None:
    folder, embedded = tmp_path / "node", isinstance(store, SqliteStore)
    searched = [folder] if embedded else [folder, postgres.shared().data]
    async with opened(folder, known, store) as node:
        keys = node.context.keys.bodies
        first = party()
        second = following(first, valid_from="2020-05-05")
        await node.put(case_file(), party("other"), first, second)
        refused = await node.send(node.page(POLICE, [replace(second, valid_from="2199-01-01")]), POLICE)
        assert refused.refused
        bodies = await bodies_of(node.context.store, 3)
        places = [*bodies, (2, 0)]
        assert len(bodies) == 2
        said = b"".join([keys.open(*place, body, await _digest(node, place)) for place, body in bodies.items()])
        assert all(each in said for each in IN_CLEAR), "what is looked for is what was said"
        root = root_of(keys)
        leaves = [way_down(root, place)[-1] for place in places]
        assert all(found_in(where, bodies.values()) for where in searched[-1:])
        before = BodyKeys(Path(folder / "before"), SECRET)
        before.path.write_bytes(keys.path.read_bytes())
        before.path.chmod(0o600)
        assert before.held().tree.key(index_of(*places[0])) == leaves[0]
        before.path.unlink()

        await node.put(expunged(second))

        for where in searched:
            assert found_in(where, [root, *leaves, *IN_CLEAR]) == []
        assert found_in(folder, {each for place in places for each in way_down(root, place)}) == []
        for place, body in bodies.items():
            with pytest.raises(KeyGone):
                keys.open(*place, body, bytes(32))
        assert not [place for place in places if keys.held().tree.holds(index_of(*place))]
        assert keys.held().tree.holds(index_of(1, 0)), "another's"
        if embedded:
            assert found_in(folder, bodies.values()) == []


async def _digest(node: Node, place: tuple[int, int]) -> bytes:
    async with node.context.store.snapshot() as view:
        return next(row.sha256 for row in await view.placed_after(0, 1000) if (row.page, row.leaf) == place)


@pytest.mark.postgres
async def test_the_sealed_bytes_that_postgresql_keeps_are_of_no_use(
    on_postgres: Store, tmp_path: Path, known: Federation
) -> None:
    folder, server = tmp_path / "node", postgres.shared()
    async with opened(folder, known, on_postgres) as node:
        await node.put(case_file(), party())
        bodies = await bodies_of(node.context.store, 2)
        await node.put(expunged(party()))
        await asyncio.to_thread(server.run, "CHECKPOINT")
        assert found_in(server.data, bodies.values()), (
            "dead rows and the write-ahead log hold them: that is why keys go"
        )
        for place, body in bodies.items():
            with pytest.raises(SealBroken):
                BodyKeys(folder / FILE, SECRET).open(*place, body, bytes(32))


class Broken(BodyKeys):
    """Keys on a disk that refuses to be written, until told otherwise."""

    refuses = True

    def destroy(self, places: Iterable[tuple[int, int]], erasures: int) -> list[str]:
        if self.refuses:
            raise OSError(28, "No space left on device")
        return super().destroy(places, erasures)


async def test_an_owner_is_not_answered_before_the_keys_are_gone(node: Node, tmp_path: Path) -> None:
    """Sent again once the disk takes it the page gets its answer; until then nobody reads the record."""
    await node.put(case_file(), party())
    keys = Broken(tmp_path / "node" / FILE, SECRET)
    object.__setattr__(node.context.keys, "bodies", keys)
    page = node.page(POLICE, [expunged(party())])
    with pytest.raises(StorageUnavailable):
        await node.send(page, POLICE, "request-a")
    assert rows(tmp_path / "node", "SELECT page, leaf FROM key_due") == [(1, 1)]
    assert rows(tmp_path / "node", "SELECT status FROM head WHERE record = 2") == [("EXPUNGED",)]
    with pytest.raises(StorageUnavailable):
        await node.send(page, POLICE, "request-a")
    keys.refuses = False
    assert (await node.send(page, POLICE, "request-a")).accepted == 1
    assert rows(tmp_path / "node", "SELECT count(*) FROM key_due") == [(0,)]
    assert not keys.held().tree.holds(index_of(1, 1))


async def test_what_is_due_is_destroyed_by_whoever_looks_next(node: Node, known: Federation, tmp_path: Path) -> None:
    await node.put(case_file(), party())
    keys = Broken(tmp_path / "node" / FILE, SECRET)
    object.__setattr__(node.context.keys, "bodies", keys)
    with pytest.raises(StorageUnavailable):
        await node.put(expunged(party()))
    next_one = open_node(tmp_path / "node", known)
    await settle(next_one.context)
    assert not next_one.context.keys.bodies.held().tree.holds(index_of(1, 1))
    assert rows(tmp_path / "node", "SELECT count(*) FROM key_due") == [(0,)]
    await next_one.context.store.close()


async def test_an_expungement_that_erases_nothing_counts_for_nothing(node: Node, tmp_path: Path) -> None:
    await node.put(case_file(), party(), expunged(party()))
    assert rows(tmp_path / "node", "SELECT erasures FROM erasing") == [(1,)]
    other = party("second")
    await node.put(other)
    assert rows(tmp_path / "node", "SELECT erasures FROM erasing") == [(1,)]
    assert node.context.keys.bodies.held().erasures == 1
