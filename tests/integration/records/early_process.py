"""A process of its own that submits some of an agency's pages, all at once, and prints each one that is answered.

``python -m tests.integration.records.early_process FEDERATION NODE PAGES NUMBERS``; PAGES: a pickle of the feed's
pages, in order.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from services.signing.page import Page
from services.values.records import SubmitPageResponse
from tests.fakes.record_maker import POLICE
from tests.fakes.records_node import Federation, Node, open_node
from tests.fakes.world.registries import first_version

PATIENCE_S = 20.0


async def send(node: Node, pages: Sequence[Page], number: int) -> SubmitPageResponse:
    """One page of the feed, always under the same request id."""
    answer = await node.send(pages[number - 1], POLICE, f"page-{number:06d}")
    print(number, answer.accepted, flush=True)
    return answer


async def work(federation: Path, folder: Path, pages: Sequence[Page], numbers: Sequence[int]) -> None:
    registry = first_version(federation)
    node = open_node(folder, Federation(registry, {}), patience_s=PATIENCE_S)
    print("open", flush=True)
    await asyncio.gather(*(send(node, pages, number) for number in numbers))
    await node.context.store.close()


if __name__ == "__main__":
    feed = pickle.loads(Path(sys.argv[3]).read_bytes())
    asyncio.run(work(Path(sys.argv[1]), Path(sys.argv[2]), feed, [int(one) for one in sys.argv[4].split(",")]))
