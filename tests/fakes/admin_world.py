"""Admin ports whose state a test turns, in the test's own loop or in a thread beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import grpc

from services.admin import place
from services.admin.condition import Condition, Process, Report
from services.admin.rpc import admin_port
from services.edge.service import Part
from tests.shared import PATIENCE_S

RECORDS, MEMBERSHIP = "rabta.records.v1.RecordsService", "rabta.membership.v1.MembershipService"
SERVICES = {RECORDS: frozenset(Part) - {Part.GRAPH}, MEMBERSHIP: frozenset({Part.LOG})}
WELL = Report(dict.fromkeys((Part.REGISTRY, Part.LOG, Part.RECORDS), Condition.OK), False, 4, 86_400, 0)


@dataclass
class Turned:
    """A process. ``report`` is what it finds when it looks; ``looks``: how often it did."""

    name: str = "edge-0"
    report: Report = WELL
    looks: int = 0
    process: Process = field(init=False)

    def __post_init__(self) -> None:
        self.process = Process(self.name, self.look, 1_700_000_000_000, SERVICES)

    async def look(self) -> Report:
        self.looks += 1
        return self.report

    def turn(self, part: Part, condition: Condition) -> None:
        self.report = replace(self.report, parts={**self.report.parts, part: condition})


@asynccontextmanager
async def reaching(node: Path, name: str = "edge-0") -> AsyncIterator[Any]:
    """A channel to a process's admin port."""
    with place.reached(node) as address:
        async with grpc.aio.insecure_channel(f"unix:{address(name)}") as channel:
            yield channel


@contextmanager
def beside(node: Path, *processes: Turned) -> Iterator[None]:
    """Their ports, served by another thread."""
    ready, over, failed = threading.Event(), threading.Event(), list[BaseException]()

    async def serve() -> None:
        async with asyncio.TaskGroup() as group:
            stopping = asyncio.Event()
            tasks = [group.create_task(hold(each.process, stopping)) for each in processes]
            while len(place.names(node)) < len(processes) and not any(task.done() for task in tasks):
                await asyncio.sleep(0.01)
            ready.set()
            await asyncio.to_thread(over.wait)
            stopping.set()

    async def hold(process: Process, stopping: asyncio.Event) -> None:
        async with admin_port(node, process):
            await stopping.wait()

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:
            failed.append(error)
            ready.set()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(PATIENCE_S)
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE_S)
    assert not failed, failed
