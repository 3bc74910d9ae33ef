"""Hidden records that may be known to exist: counted by whom to ask, and nothing else of them.

No frame narrows them, nor a trail's order, band or gap: whoever could move a window or a band over what is hidden would
read its time, its kind and its amount out of the counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.rights import in_sight, owners_of
from graph.rows import ClassCount, read
from services.linkage.ports import Graph
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key, Scope, unframed
from services.linkage.questions.web import by_kind
from services.values.network import NodeKey, Stub


def owners(scope: Scope, link: Link) -> tuple[str, ...]:
    """Who holds it; none where the caller sees it anyway."""
    return () if in_sight(link.klass, scope.shown) else tuple(sorted(owners_of(scope.hits, link.klass)))


def stubs_of(before: Key | None, after: Key | None, holders: Iterable[tuple[str, ...]]) -> list[Stub]:
    """One for each owner, with how many of the hidden edges that owner holds; ``holders``: the owners of each edge."""
    counts: dict[str, int] = {}
    for some in holders:
        for owner in some:
            counts[owner] = counts.get(owner, 0) + 1
    ends = (NodeKey(*before) if before else None, NodeKey(*after) if after else None)
    return [Stub(*ends, hidden=count, owner=owner) for owner, count in sorted(counts.items())]


async def hidden_at(graph: Graph, scope: Scope, keys: Sequence[Key]) -> list[Stub]:
    """How many edges at nodes others hold whose existence the caller may know, in the order of the nodes."""
    held: dict[Key, list[tuple[str, ...]]] = {}
    for kind, ids in by_kind(keys) if scope.hits else ():
        rows = await graph.run(f"hits.{kind}", ids=ids, shown=sorted(scope.hits), **unframed())
        for node, klass, edges in read(ClassCount, rows):
            held.setdefault((kind, node), []).extend([owners_of(scope.hits, klass)] * edges)
    return [stub for key in keys for stub in stubs_of(key, None, held.get(key, ()))]
