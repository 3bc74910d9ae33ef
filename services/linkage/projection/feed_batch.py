"""Rows of feeds -> batches of the projection, and their going at the authority's date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from graph.batch import Batch
from graph.model import EDGE_KINDS, EdgeRow, NodeRow
from graph.rows import SubjectEdge, read
from services.linkage.kept import FeedRow
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.projection import project
from services.linkage.projection.decided import decision_edges
from services.linkage.projection.feed_rows import feed_edge, person_node

Targets = Mapping[str, frozenset[tuple[str, str]]]


async def feed_batch(graph: Graph, links: Links, rows: Sequence[FeedRow], now_ms: int) -> Batch:
    """New rows. Persons whom they touch are made anew with all their edges, since a number may name them now."""
    up_to = rows[-1].seq
    known = await links.classes.known()
    fresh = [row for row in rows if known.authorities[row.authority].retain_until_ms > now_ms]
    touched = {name for row in fresh for name in persons_of(row)}
    people = await links.feeds.persons(touched, up_to) if touched else []
    theirs = await links.feeds.edges_of(touched, up_to) if touched else []
    nodes = person_nodes(people, theirs, await targets_of(links, fresh))
    edges = [feed_edge(row) for row in theirs]
    edges += [feed_edge(row) for row in fresh if row.kind != "SUBJECT" and not row.one and not row.other]
    standing = await links.decisions.standing(touched)
    decided = await decision_edges(graph, links.classes, standing, {node.id: node.klass for node in nodes})
    return Batch(
        "feeds",
        up_to,
        drop_nodes={"SUBJECT": sorted(touched)},
        nodes=[*nodes, *project.shared_ends(edges)],
        edges=[*edges, *decided],
    )


async def retention_batch(graph: Graph, authority: str, rows: Sequence[FeedRow]) -> Batch:
    """Rows whose date is past, out of the graph; numbers that nothing else holds go too."""
    people = [row.id for row in rows if row.kind == "SUBJECT"]
    drops: dict[str, list[EdgeRow]] = {}
    left: set[tuple[str, str]] = set()
    for row in rows:
        if row.kind != "SUBJECT":
            drops.setdefault(row.kind, []).append(feed_edge(row))
            left |= {(EDGE_KINDS[row.kind].source, row.start), (EDGE_KINDS[row.kind].target, row.finish)}
    for _, kind, _, start, finish in read(SubjectEdge, await graph.run("subject_edges", ids=people)):
        left |= {(EDGE_KINDS[kind].source, start), (EDGE_KINDS[kind].target, finish)}
    return Batch(
        f"retention:{authority}",
        rows[-1].seq,
        drop_nodes={"SUBJECT": people},
        drop_edges=drops,
        sweep=project.numbers_by_kind(left),
    )


def persons_of(row: FeedRow) -> list[str]:
    """Persons whom a row describes or touches."""
    return [row.id] if row.kind == "SUBJECT" else [name for name in (row.one, row.other) if name]


def person_nodes(people: Iterable[FeedRow], edges: Iterable[FeedRow], targets: Targets) -> list[NodeRow]:
    """Nodes of persons, each with what the person's edges say."""
    by_person: dict[str, list[FeedRow]] = {}
    for edge in edges:
        for name in persons_of(edge):
            by_person.setdefault(name, []).append(edge)
    return [person_node(row, by_person.get(row.id, ()), targets[row.authority]) for row in people]


async def targets_of(links: Links, rows: Iterable[FeedRow]) -> Targets:
    """Whom the rows' authorities name."""
    found = {}
    for name in {row.authority for row in rows}:
        held = await links.feeds.authority(name)
        body = json.loads(held.body) if held else {"targets": []}
        found[name] = frozenset((kind, number) for kind, number in body["targets"])
    return found
