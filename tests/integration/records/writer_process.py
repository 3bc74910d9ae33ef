"""A process of its own that submits pages for one agency and prints each one that was acknowledged.

``python -m tests.integration.records.writer_process FEDERATION NODE AGENCY FIRST COUNT``
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from services.membership.layout import FederationFiles
from services.signing.es256 import PrivateKey
from tests.fakes.record_maker import case_file, fir, party, person
from tests.fakes.records_node import Federation, FeedState, open_node
from tests.fakes.stated import Written
from tests.fakes.world.registries import first_version


async def work(federation: Path, node_folder: Path, agency: str, first: int, count: int) -> None:
    files = FederationFiles(federation, "rabta.test", "hub")
    registry = first_version(federation)
    node = open_node(node_folder, Federation(registry, {agency: PrivateKey.load(files.agency(agency).page_key)}))
    async with node.context.store.snapshot() as view:
        head = await view.feed_head(agency, "records")
    state = node.feeds.setdefault(agency, FeedState())
    if head is not None:
        state.number, state.previous = head
    for number in range(first, first + count):
        by: Written = {"agency": agency, "case_references": (fir(number + 1),)}
        page = node.page(agency, [case_file(f"f{number}", **by), party(f"p{number}", subject=person(), **by)])
        answer = await node.send(page, agency, f"{agency}-{number:06d}")
        print(number, answer.page_number, answer.accepted, flush=True)
    await node.context.store.close()


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])))
