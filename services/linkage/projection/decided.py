"""Decisions on who is one person, as edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.batch import Batch
from graph.model import EdgeRow
from graph.rows import ClassLine, read
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
    """Edges of the decisions that stand and whose Subjects both exist.

    ``here``: classes of Subjects that the same batch makes, None of those that it takes away; others are asked for.
    """
    wanted = [decision for decision in decisions if not decision.withdrawn_ms]
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
    """What decisions made or withdrawn change."""
    latest = {decision.id: decision for _, decision in changes}
    drops = [decision_edge(decision, 0) for decision in latest.values()]
    edges = await decision_edges(graph, links.classes, latest.values(), {})
    return Batch("links", changes[-1][0], drop_edges={"SAME_PERSON": drops}, edges=edges)
