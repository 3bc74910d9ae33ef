"""How many records a question's caller did not get at what it named: for the sealed part of its entry alone.

Counted beside the question, not after it, over the edges of the nodes that it names: the same edges that its own
first step passes over, so that what is hidden there costs no time that it did not cost already. Nothing of it reaches
the answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from services.access.trail import Trail
from services.linkage.domain import NodeKey
from services.linkage.ports import Graph
from services.linkage.questions.web import by_kind
from services.linkage.rights import Seen


@asynccontextmanager
async def counted(graph: Graph, seen: Seen, keys: Iterable[NodeKey], trail: Trail) -> AsyncIterator[None]:
    """Count while the body runs, and tell the trail. Raises GraphUnavailable."""
    counting = asyncio.ensure_future(withheld(graph, seen, keys))
    try:
        yield
        trail.withheld += await counting
    finally:
        counting.cancel()


async def withheld(graph: Graph, seen: Seen, keys: Iterable[NodeKey]) -> Counter[tuple[str, str]]:
    """(owner, cause) -> records and rows of feeds at the nodes. Raises GraphUnavailable."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, ids in by_kind((key.kind, key.id) for key in keys):
        for klass, sources in await graph.run(f"withheld.{kind}", ids=ids, shown=list(seen.rights.shown)):
            found.update(dict.fromkeys(seen.causes(klass), sources))
    return found
