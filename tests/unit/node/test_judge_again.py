"""What keeps the records judged by the newest registry: by itself, over several processes, through faults."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from services.membership.registry import Registry
from services.node import judge_again
from services.node.judge_again import keep_judged
from services.records.app import again
from services.records.errors import StorageUnavailable
from tests.fakes.record_maker import SESSIONS, man
from tests.fakes.records_node import Federation, Node, federation, open_node
from tests.fakes.world.registries import early


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("judging"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_again, "POLL_S", 0.01)
    monkeypatch.setattr(judge_again, "PAUSE_S", 0.0)
    monkeypatch.setattr(again, "BATCH", 3)


async def position(node: Node) -> tuple[int, int]:
    async with node.context.store.snapshot() as view:
        at = await view.judging()
    return at.registry, at.position


async def until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(60):
        while not await holds():
            await asyncio.sleep(0.01)


def test_several_take_up_each_version_together(known: Federation, tmp_path: Path) -> None:
    async def run() -> None:
        nodes = [open_node(tmp_path / "node", known) for _ in range(2)]
        await nodes[0].put(*man(1))
        using = [known.registry]
        work = [
            asyncio.ensure_future(keep_judged(partial(again.judge_again, each.context), lambda: using[-1], lambda: 1))
            for each in nodes
        ]

        async def there(registry: Registry) -> bool:
            return await position(nodes[0]) == (registry.version, 13)

        await until(lambda: there(known.registry))
        using.append(early(known.registry, {(SESSIONS, "courts")}, 2))
        await until(lambda: there(using[-1]))
        for each in work:
            each.cancel()
        assert all(
            isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*work, return_exceptions=True)
        )
        for node in nodes:
            await node.context.store.close()

    asyncio.run(run())


@pytest.mark.parametrize("fault", [StorageUnavailable(), ValueError("3520212345671")])
def test_a_fault_stops_it_for_a_moment_only_and_says_nothing_of_what_it_read(
    known: Federation, tmp_path: Path, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        node = open_node(tmp_path / "node", known)
        await node.put(*man(1))
        whole, faults = node.context.store.write, [fault]

        async def write(job: Any) -> Any:
            if faults:
                raise faults.pop()
            return await whole(job)

        class Failing:
            snapshot = staticmethod(node.context.store.snapshot)
            write: Any
            close = staticmethod(node.context.store.close)

        store = Failing()
        store.write = write
        work = asyncio.ensure_future(
            keep_judged(
                partial(again.judge_again, replace(node.context, store=store)), lambda: known.registry, lambda: 1
            )
        )

        async def there() -> bool:
            return await position(node) == (1, 13)

        await until(there)
        work.cancel()
        await node.context.store.close()

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert not any("3520212345671" in record.getMessage() for record in caplog.records)
    assert bool(caplog.records) == isinstance(fault, ValueError)
