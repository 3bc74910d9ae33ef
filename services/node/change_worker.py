"""``python -m services.node.change_worker --folder DIR --target NAMES --parent PID``: an edge's changes.

A number and a job come on stdin, the number and its reply go to stdout (``pipe.py``). Jobs are under way together: of
two pages of a feed the later one may come first, and waits for the other. Told to stop it goes on: only the edge, which
has calls that wait for it, ends it, by closing the pipe.
It holds what an edge derives of the node's secret, stores and policies, but no key that signs and no line to the log.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

import uvloop

from graph.parent_death import die_with
from services.access.engine import CedarEngine
from services.access.errors import Refused
from services.linkage.store.database import SchemaUnknown
from services.membership.errors import RegistryError
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node import pipe
from services.node.changes import Job, Work
from services.node.laws import open_laws
from services.node.link_store import open_links
from services.node.network import Network, build_network
from services.node.oversight_store import open_oversight
from services.node.records_store import open_records
from services.node.settings import NodeSettings, SettingsError, load_settings
from services.oversight.store.sessions import StoredSessions
from services.records.app.erasing import settle
from services.records.app.upkeep import keep
from services.records.build import build_records
from services.records.errors import StorageUnavailable
from services.records.service import SERVICE
from services.signing.keyfile import UnsafeFile, read_secret
from services.store.errors import StoreUnsafe

NICER: Final = 10
"""So that who asks is answered first, and who submits still gets a tenth of a processor that is wanted by both."""

HELD: Final = 4 << 20
"""Bytes of jobs that are taken before the edge has to wait: a page or several, in few pieces."""


async def serve(work: Work, jobs: asyncio.StreamReader, out: int) -> None:
    """Until the stream of jobs ends, and those under way are done."""
    under_way: set[asyncio.Task[None]] = set()
    with suppress(*pipe.GONE):
        while True:
            number, job = await pipe.unpacked(jobs)
            task = asyncio.ensure_future(_answer(work, number, job, out))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)


async def _answer(work: Work, number: int, job: Job, out: int) -> None:
    """The reply is written whole, between two steps of the other jobs; the edge reads whatever else it does.

    Where the edge is gone, so is this process soon.
    """
    reply = await work.do(job)
    with suppress(*pipe.GONE):
        pipe.send(out, (number, reply))


def registry_in(folder: RegistryFolder) -> Callable[[bytes], Registry]:
    """A version by its digest, also one that was put there since. Raises KeyError."""

    def find(digest: bytes) -> Registry:
        for _ in range(2):
            for one in reversed(folder.chain()):
                if one.digest == digest:
                    return one
            folder.poll()
        raise KeyError

    return find


async def _run(settings: NodeSettings, targets: tuple[str, ...], clock: Callable[[], int]) -> None:
    jobs = await pipe.jobs_in(HELD)
    folder = settings.folder
    database = open_oversight(settings)
    sessions = StoredSessions(database)
    secret = read_secret(folder / "secret.key")
    laws = open_laws(settings, secret)
    records = build_records(open_records(settings), folder, secret, sessions, None, None, None, *laws)
    links = open_links(settings)
    network = Network((), links.close)
    if "linkage" in targets:
        network = build_network(settings, links, records.context, sessions, clock)
    registry = registry_in(RegistryFolder(folder / "registry"))
    served = (SERVICE.over(records.context), *network.served)
    routes = {path: handler for each in served for path, handler in each.handlers.items()}
    again = partial(keep, records.context)
    try:
        with suppress(StorageUnavailable):
            await settle(records.context)
        work = Work(routes, CedarEngine.load(), registry, again, lambda: records.context.prepared.cleared)
        pipe.give_way(
            NICER
        )  # the thread that judges; the one that writes began before, and keeps nobody waiting for the file
        await serve(work, jobs, pipe.OUT)
    finally:
        await network.close()
        await records.close()
        laws.close()
        database.close()


def begin(parent: int) -> None:
    """Before anything is opened: never outlive ``parent``, be ended by nobody else."""
    die_with(parent)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def main(words: Sequence[str] | None = None) -> int:
    """Exit 0 when the parent closes the pipe, 2 where files or settings are unfit."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="rabta-node-change-worker")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--parent", type=int, required=True)
    arguments = parser.parse_args(words)
    begin(arguments.parent)
    try:
        settings = load_settings(arguments.folder)
        logging.basicConfig(
            level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
        )
        uvloop.run(_run(settings, tuple(arguments.target.split(",")), lambda: time.time_ns() // 1_000_000))
    except (SettingsError, UnsafeFile, RegistryError, StoreUnsafe, SchemaUnknown, Refused, OSError) as error:
        sys.stderr.write(f"rabta: {type(error).__name__}: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
