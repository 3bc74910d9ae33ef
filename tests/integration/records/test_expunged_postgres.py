"""``kill -9`` of the server under an expungement: the record is whole or expunged, and then no key of it is anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from services.records.app.erasing import settle
from services.records.body_keys import FILE, BodyKeys
from services.records.errors import StorageUnavailable
from services.records.key_tree import index_of
from services.records.store.postgres import ROOM, PostgresStore
from services.signing.page import Page
from services.store.postgres.connecting import Place
from tests.fakes.postgres import Server, synced_server
from tests.fakes.record_maker import CNIC, POLICE, case_file, expunged, party
from tests.fakes.records_node import SECRET, Federation, Node, keeper, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import found_in, root_of, way_down


class Killing(BodyKeys):
    """Kills the server once, before or after keys are destroyed."""

    def __init__(self, path: Path, server: Server, *, after: bool) -> None:
        super().__init__(path, SECRET)
        self._server, self._after, self._killed = server, after, False

    def destroy(self, places: Iterable[tuple[int, int]], erasures: int) -> list[str]:
        if self._after:
            left = super().destroy(places, erasures)
            self._kill()
            return left
        self._kill()
        return super().destroy(places, erasures)

    def _kill(self) -> None:
        if not self._killed:
            self._killed = True
            self._server.kill()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """As in production, with two databases."""
    with synced_server("CREATE DATABASE before", "CREATE DATABASE after") as made:
        yield made


def opened(server: Server, database: str, folder: Path, known: Federation) -> Node:
    folder.mkdir(mode=0o700, exist_ok=True)
    store = PostgresStore(Place(server.address(database), ROOM, connect_s=1.0), patience_s=1.0)
    return open_node(folder, known, store=store)


@pytest.mark.parametrize("when", ["before", "after"])
def test_nothing_is_half_done(when: str, server: Server, tmp_path: Path, known: Federation) -> None:
    folder = tmp_path / "node"
    node = opened(server, when, folder, known)

    async def fill() -> tuple[Page, list[bytes]]:
        await settle(node.context)
        await node.put(case_file(), party())
        way = way_down(root_of(node.context.keys.bodies), (1, 1))
        keys = Killing(folder / FILE, server, after=when == "after")
        object.__setattr__(node.context.keys, "bodies", keys)
        page = node.page(POLICE, [expunged(party())])
        with pytest.raises(StorageUnavailable):
            await node.send(page, POLICE, "request-expunge")
        await node.context.store.close()
        return page, way

    page, way = asyncio.run(fill())
    server.start()
    assert server.run("SELECT count(*) FROM records.key_due", when) == [(1,)], "it is known to be due"

    async def again() -> None:
        later = opened(server, when, folder, known)
        await settle(later.context)
        assert (await later.record(keeper(POLICE), name(party()))).remains is not None
        assert (await later.send(page, POLICE, "request-expunge")).accepted == 1
        assert not later.context.keys.bodies.held().tree.holds(index_of(1, 1))
        await later.context.store.close()

    asyncio.run(again())
    assert server.run("SELECT count(*) FROM records.key_due", when) == [(0,)]
    assert found_in(folder, way) == []
    assert found_in(server.data, [way[0], way[-1], CNIC.encode()]) == []
