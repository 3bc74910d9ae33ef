"""Hidden records that may be known to exist: counted by whom to ask, and nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.linkage.domain import NodeKey, Stub
from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key, Scope


def owners(scope: Scope, link: Link) -> tuple[str, ...]:
    """Who holds it; none where the caller sees it himself."""
    return () if link.klass in scope.shown else tuple(sorted(scope.hits.get(link.klass, ())))


def stubs_of(before: Key | None, after: Key | None, holders: Iterable[tuple[str, ...]]) -> list[Stub]:
    """One for each owner, with how many of the hidden edges he holds; ``holders``: the owners of each edge."""
    counts: dict[str, int] = {}
    for some in holders:
        for owner in some:
            counts[owner] = counts.get(owner, 0) + 1
    ends = (NodeKey(*before) if before else None, NodeKey(*after) if after else None)
    return [Stub(*ends, hidden=count, owner=owner) for owner, count in sorted(counts.items())]


def standing(found: Mapping[Key, Iterable[Link]], scope: Scope) -> list[Stub]:
    """Hidden edges that leave nodes, by node and owner; an edge counts once at each."""
    stubs: list[Stub] = []
    for key, links in found.items():
        unique = {link.uid: link for link in links}
        stubs += stubs_of(key, None, (owners(scope, link) for link in unique.values()))
    return stubs
