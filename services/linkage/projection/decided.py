"""Decisions on who is one person that carry for everybody, as edges: the graph is one for all its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.batch import Batch
from graph.model import EdgeRow
from graph.rows import ClassLine, read
from services.linkage.carrying import carrying
from services.linkage.class_table import ClassTable
from services.linkage.kept import ends
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.values.network import LinkDecision


def decision_edge(decision: LinkDecision, klass: int) -> EdgeRow:
    """The edge; ``klass`` joins those of its ends."""
    one, other = ends(decision)
    return EdgeRow(
        "SAME_PERSON", decision.id, one, other, klass, decision.decided_ms, known_ms=decision.decided_ms,
        owner=decision.by.partition("/")[0], source=f"decisions/{decision.id}", note=decision.sign,
    )  # fmt: skip


async def decision_edges(
    graph: Graph, table: ClassTable, decisions: Iterable[LinkDecision], here: Mapping[str, int | None]
) -> list[EdgeRow]:
    """Edges of those that carry for everybody and whose Subjects both exist.

    ``decisions``: of each pair all that stand. ``here``: classes of Subjects that the same batch makes, None of those
    that it takes away; others are asked for.
    """
    wanted = carrying(decisions)
    absent = sorted({end for decision in wanted for end in ends(decision)} - here.keys())
    known: dict[str, int | None] = {}
    if absent:
        known = dict(read(ClassLine, await graph.run("classes_of", ids=absent)))
    known |= here
    found = []
    for decision in wanted:
        classes = [klass for end in ends(decision) if (klass := known.get(end)) is not None]
        if len(classes) == 2:
            found.append(decision_edge(decision, await table.join(classes)))
    return found


async def decision_batch(graph: Graph, links: Links, changes: Sequence[tuple[int, LinkDecision]]) -> Batch:
    """What decisions made or withdrawn change: all edges of their pairs, as one decision lets another carry."""
    changed = {decision.id: decision for _, decision in changes}
    pairs = {ends(decision) for decision in changed.values()}
    standing = await links.decisions.standing(sorted({end for pair in pairs for end in pair}))
    latest = {decision.id: decision for decision in standing if ends(decision) in pairs}
    drops = [decision_edge(decision, 0) for decision in (changed | latest).values()]
    edges = await decision_edges(graph, links.classes, latest.values(), {})
    return Batch("links", changes[-1][0], drop_edges={"SAME_PERSON": drops}, edges=edges)
