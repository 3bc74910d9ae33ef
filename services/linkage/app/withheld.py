"""How many records a caller did not get at what they asked about: for the sealed part of the entry alone.

Counted over the edges of the nodes that are named and of those that are shown, which the question has counted itself:
what is hidden there costs no time that it did not cost already, in one more round to the engine. Hubs that the answer
shows, and nobody named, are left out: they were not followed. Nothing of it reaches the answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from graph.rights import Rights
from graph.rows import SourceCount, read
from services.access.trail import Trail
from services.linkage.ports import Graph
from services.linkage.questions.web import by_kind
from services.linkage.rights import Seen
from services.values.network import Answer, NodeKey


@asynccontextmanager
async def counted(graph: Graph, seen: Seen, keys: Iterable[NodeKey], trail: Trail) -> AsyncIterator[None]:
    """Count at the nodes while the body runs, and tell the trail. Raises GraphUnavailable."""
    counting = asyncio.ensure_future(withheld(graph, seen.rights, keys))
    try:
        yield
        note(trail, seen, await counting)
    finally:
        counting.cancel()


async def withheld(graph: Graph, rights: Rights, keys: Iterable[NodeKey]) -> Counter[int]:
    """Class -> records and rows of feeds of it at the nodes; once for each kind of node. Raises GraphUnavailable."""
    shown = list(rights.shown)
    portions = by_kind(dict.fromkeys((key.kind, key.id) for key in keys))
    found: Counter[int] = Counter()
    for rows in await asyncio.gather(*(graph.run(f"withheld.{kind}", ids=ids, shown=shown) for kind, ids in portions)):
        for klass, sources in read(SourceCount, rows):
            found[klass] += sources
    return found


def met(named: Iterable[NodeKey], answer: Answer | None) -> list[NodeKey]:
    """What was asked about, and what is shown of the ways from there."""
    nodes = answer.nodes if answer else ()
    return [*named, *(node.key for node in nodes if node.key and not node.hub)]


def note(trail: Trail, seen: Seen, counts: Mapping[int, int]) -> None:
    """(owner, cause) -> how many, added to the entry."""
    for klass, sources in counts.items():
        trail.withheld.update(dict.fromkeys(seen.causes(klass), sources))
