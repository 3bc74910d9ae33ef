"""A process of its own that judges a node's records again and prints each batch that is durable.

``python -m tests.integration.records.judging_process FEDERATION NODE BATCH``; the registry is version 2.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from services.records.app import again
from tests.fakes.records_node import Federation, open_node
from tests.fakes.world.registries import early, first_version


async def work(federation: Path, folder: Path) -> None:
    registry = early(first_version(federation), (), 2)
    node = open_node(folder, Federation(registry, {}))
    while (left := await again.judge_again(node.context, registry, node.now_ms)) != again.NOTHING:
        print(*left, flush=True)
    print("done", flush=True)
    await node.context.store.close()


if __name__ == "__main__":
    setattr(again, "BATCH", int(sys.argv[3]))  # noqa: B010
    asyncio.run(work(Path(sys.argv[1]), Path(sys.argv[2])))
