"""The whole graph as its sources say it, made at once and without the graph: what a check compares with.

Holds everything in memory, about 1 KB an edge.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from graph.model import EdgeRow, NodeRow
from services.linkage import project
from services.linkage.decided import decision_edge
from services.linkage.facts import RecordFacts
from services.linkage.feed_batch import person_nodes, targets_of
from services.linkage.feed_rows import feed_edge
from services.linkage.ports import RecordFeed
from services.linkage.record_batch import arrests, class_of
from services.linkage.store.decision_store import ends
from services.linkage.store.feed_store import FeedRow
from services.linkage.store.links import Links

AT_ONCE: Final = 1000


@dataclass(slots=True)
class Whole:
    """Every node and edge."""

    nodes: list[NodeRow] = field(default_factory=list)
    edges: list[EdgeRow] = field(default_factory=list)


async def whole(feed: RecordFeed, links: Links, now_ms: int) -> Whole:
    """What the graph should hold at ``now_ms``."""
    found = Whole()
    await _records(found, feed, links)
    await _feeds(found, links, now_ms)
    classes = {node.id: node.klass for node in found.nodes}
    for decision in await links.decisions.all_standing():
        one, other = ends(decision)
        if one in classes and other in classes:
            klass = await links.classes.join([classes[one], classes[other]])
            found.edges.append(decision_edge(decision, klass))
    found.nodes += project.shared_ends(found.edges)
    return found


async def _records(found: Whole, feed: RecordFeed, links: Links) -> None:
    members = []
    async for facts in _all_facts(feed):
        if project.is_subject(facts):
            klass = await class_of(links.classes, facts)
            found.nodes.append(project.subject_node(facts, klass))
            found.edges += project.subject_edges(facts, klass)
            members += project.members_of(facts, klass)
        elif facts.kind == "CASE_FILE" and facts.status in project.LIVE:
            found.edges += project.case_edges(facts, await class_of(links.classes, facts))
    found.edges += (await arrests(links.classes, members)).values()


async def _all_facts(feed: RecordFeed) -> AsyncIterator[RecordFacts]:
    last = 0
    while changes := await feed.changes(last, AT_ONCE):
        for change in changes:
            yield change.facts
        last = changes[-1].number


async def _feeds(found: Whole, links: Links, now_ms: int) -> None:
    known = (await links.classes.known()).authorities
    rows: list[FeedRow] = []
    last = 0
    while some := await links.feeds.after(last, AT_ONCE):
        rows += [row for row in some if known[row.authority].retain_until_ms > now_ms]
        last = some[-1].seq
    edges = [row for row in rows if row.kind != "SUBJECT"]
    people = [row for row in rows if row.kind == "SUBJECT"]
    found.nodes += person_nodes(people, edges, await targets_of(links, rows))
    found.edges += [feed_edge(row) for row in edges]
