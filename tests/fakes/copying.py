"""A node that holds copies, fed from another in process: how far it is, and what it holds."""

from __future__ import annotations

from services.records.app.copies_ended import sweep
from services.records.app.copying import apply_page, cursor_of
from services.values.copies import RECORDS, Applied, CopiesPage, FeedCursor
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.records_node import Node


async def cursor(node: Node, peer: str) -> FeedCursor:
    """How far the node has taken a peer's records."""
    async with node.context.store.snapshot() as view:
        at = await cursor_of(view, peer, RECORDS)
    return FeedCursor(at.feed, at.epoch, at.sequence, at.chain)


async def apply(node: Node, page: CopiesPage) -> Applied:
    """Take a page at the node's own time."""
    return await apply_page(node.context, page, node.federation.registry, node.now_ms)


async def pull(node: Node, sender: CopiesSender, limit: int = 200) -> list[Applied]:
    """Take page after page until nothing is left, and end what a snapshot did not bring."""
    taken = []
    while True:
        page = await sender.page(await cursor(node, sender.peer), limit)
        if page.after != page.before:
            taken.append(await apply(node, page))
        while await sweep(node.context, sender.peer):
            pass
        if page.after.sequence == page.head:
            return taken


async def held(node: Node) -> dict[str, tuple[int, str]]:
    """Name of each record that a node holds -> version and class in force; nothing of what ended or was expunged."""
    async with node.context.store.snapshot() as view:
        changes = await view.heads_changed(0, 10_000)
        heads = [await view.head(change.record) for change in changes]
        classes = await view.classes({change.klass for change in changes})
    return {
        f"agencies/{head.agency}/records/{head.record_id}": (head.version, classes[head.klass])
        for head in heads
        if head is not None and head.status != "EXPUNGED"
    }
