"""The process that holds the index of persons; one of a node, and every edge asks it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from audit.heartbeat import Heartbeat
from services.admin.condition import Condition, Process, Report
from services.admin.figures import of_matcher
from services.admin.rpc import admin_port
from services.edge.service import Part
from services.matching.default_model import default_model
from services.matching.index.people import Found
from services.names.likeness import likeness
from services.node.admin_ports import readable
from services.node.damaged_files import check_databases
from services.node.match_frames import Question
from services.node.match_link import file_of, socket_of
from services.node.match_server import serving
from services.node.persons import Persons
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.node.stopping import run_until, told_to_stop
from services.node.watchdog import beating
from services.records.app.changes import Follow
from services.records.errors import StorageUnavailable
from services.records.sealing import Keys
from services.records.wire import decode_held
from services.signing.derive import derive
from services.signing.keyfile import read_secret
from services.signing.sealing import Sealer

PAUSE_S: Final = 0.5
logger = logging.getLogger(__name__)


async def run_matcher(settings: NodeSettings, clock: Callable[[], int]) -> None:
    """Hold the index until told to stop. Raises StorageUnavailable where a database is damaged, UnsafeFile, OSError."""
    stopping = told_to_stop()
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    check_databases(settings.folder)
    secret = read_secret(settings.folder / "secret.key")
    store = open_records(settings)
    bodies = Keys.from_secret(secret, settings.folder).bodies
    sealer = Sealer(derive(secret, "person-index"))
    follow = Follow(store, bodies, decode_held)
    persons = Persons(follow, (likeness(), default_model()), file_of(settings), sealer)
    try:
        port = _port(persons, follow, clock())
        async with admin_port(settings.folder, port, lambda _: of_matcher(len(persons.index))):
            await run_until(stopping, _holding(persons, socket_of(settings)))
        await persons.close()
    finally:
        alive.cancel()
        await store.close()


async def _holding(persons: Persons, socket: Path) -> None:
    """Nothing is answered before the index is level with the records, and then all the time. Raises WentBack."""
    await _patiently(persons.open)
    await _patiently(persons.catch_up)
    logger.info("the index of persons is level with the records")

    def answer(question: Question) -> Found:
        return persons.index.nearest(*question)

    async with serving(socket, answer, lambda: persons.let_go):
        await _patiently(persons.keep)


async def _patiently(step: Callable[[], Awaitable[None]]) -> None:
    """Do it, again while the store of records cannot be read."""
    while True:
        try:
            return await step()
        except StorageUnavailable:
            await asyncio.sleep(PAUSE_S)


def _port(persons: Persons, follow: Follow, now_ms: int) -> Process:
    async def look() -> Report:
        records = Condition.OK if await readable(follow.head) else Condition.DOWN
        return Report({Part.RECORDS: records}, starting=not persons.level)

    return Process("matcher", look, now_ms)
