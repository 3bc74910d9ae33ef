"""Imports pages and projects until it is killed: ``python -m tests.integration.linkage.ingest FOLDER ENGINE ROUND``.

FOLDER holds ``records.db`` and ``linkage.db``, ENGINE the keeper's files. Prints ``ready`` before it begins.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from graph.endpoint import load_endpoint
from graph.engine import GraphEngine
from services.access.trail import Inquiry, Trail
from services.linkage.app.imports import import_page
from services.linkage.links import Links
from services.linkage.projection.projector import Projector
from services.linkage.store.links import links_of
from services.node.record_feed import RecordFeed
from services.records import wire
from services.records.app.changes import Follow
from services.records.body_keys import FILE, BodyKeys
from services.records.ports import Store
from services.records.store import open_store
from services.values.network import ImportFeedPageRequest
from tests.fakes.records_node import SECRET
from tests.unit.linkage.world import COURTS, ENGINE, NOW, account, edge, keeper, naming, person, request

PAGES = 12


def pages(number: int) -> list[ImportFeedPageRequest]:
    """The pages of one round's file; half of each is in the file of the round before."""
    found = []
    for page in range(PAGES):
        man = person(f"man {number} {page}")
        moves = [
            edge(
                "TRANSFERRED",
                account(f"{of}-{n % 7}"),
                account(f"{of}-{n % 5}"),
                str(n),
                amount_minor=n,
                currency="PKR",
            )
            for of in (number, number - 1)
            for n in range(40)
        ]
        held = edge("ACCOUNT_HELD_BY", account(f"{number}-{page % 7}"), man)
        found.append(request(page_number=page + 1, nodes=(man,), edges=(*moves, held)))
    return found


async def take(links: Links, number: int) -> None:
    """Import a round's file."""
    for page in pages(number):
        await import_page(links, Inquiry(keeper(), NOW, ENGINE, Trail(), COURTS), page, "", naming)
        await asyncio.sleep(0.01)


def feed_of(store: Store, bodies: BodyKeys) -> RecordFeed:
    """The records of a store, by change."""
    return RecordFeed(Follow(store, bodies, wire.decode_version))


async def main(folder: Path, engine: Path, number: int) -> None:
    """Bring rows and project them until killed."""
    at = load_endpoint(engine)
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
    links = Links(links_of(folder / "linkage.db"))
    projector = Projector(
        graph, feed_of(open_store(folder / "records.db"), BodyKeys(folder / FILE, SECRET)), links, lambda: NOW
    )
    print("ready", flush=True)
    await asyncio.gather(take(links, number), projector.run(0.01))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
