"""The process that holds the index, over a node's real folder: found within a second, gone at once, back after a kill."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.matching.person import Described
from services.names.parse import parsed
from services.node.match_link import MatchLink, file_of, socket_of
from services.node.person_file import read
from services.node.settings import NodeSettings
from services.records.app.changes import Follow
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found
from services.records.wire import decode_version
from services.signing.derive import derive
from services.signing.keyfile import write_private
from services.signing.sealing import Sealer
from services.values.records import Identifier, Name, Subject
from tests.fakes.record_maker import expunged, party
from tests.fakes.records_node import SECRET, Node

WHO = Described(name=parsed("ذوالفقار سجاد"))
SUBJECT = Subject(names=(Name("OWN", "Zulfiqar Sajjad", "Latn"),), identifiers=(Identifier("CNIC", "3520200000017"),))
PATIENCE_S = 60.0
LOADED_S = 9.0
"""What a machine under load may add to the second that is promised."""


@asynccontextmanager
async def matcher(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, until left; killed where it still runs then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.node", "--folder", str(folder), "--role", "matcher"
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class Asking:
    """Asks for whoever is of any class in the store."""

    def __init__(self, node: Node, settings: NodeSettings) -> None:
        self.link = MatchLink(socket_of(settings))
        self._follow = Follow(node.context.store, node.context.keys.bodies, decode_version)

    async def now(self) -> Found:
        groups = frozenset(each.class_id for each in await self._follow.changes(0, 1000))
        return await self.link.nearest(WHO, groups, frozenset(), 5)

    async def until(self, number: int) -> float:
        """Seconds until so many are found."""
        begin = time.monotonic()
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    if len((await self.now()).hits) == number:
                        return time.monotonic() - begin
                except StorageUnavailable:
                    pass
                await asyncio.sleep(0.02)


@pytest.fixture
def settings(node: Node, tmp_path: Path) -> NodeSettings:
    """Of the node's own folder."""
    write_private(tmp_path / "node" / "secret.key", SECRET)
    return NodeSettings(tmp_path / "node")


async def test_found_within_a_second_gone_at_once_and_back_after_a_kill(node: Node, settings: NodeSettings) -> None:
    first = party("one", subject=SUBJECT)
    await node.put(first)
    asking = Asking(node, settings)
    with pytest.raises(StorageUnavailable):
        await asking.now()
    async with matcher(settings.folder) as process:
        await asking.until(1)
        await node.put(party("two", subject=SUBJECT))
        assert await asking.until(2) < 1.0 + LOADED_S
        process.kill()
        await process.wait()
        with pytest.raises(StorageUnavailable):
            await asking.now()
    async with matcher(settings.folder) as process:
        await asking.until(2)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert file_of(settings).exists()
    await node.put(expunged(first))
    async with matcher(settings.folder):
        await asking.until(1)
        kept = read(file_of(settings), Sealer(derive(SECRET, "person-index")))
        assert kept is None or sum(map(bool, kept.image.rows)) == 1
    await asking.link.close()
