"""What every question gives: nodes as the caller sees them, edges, stubs, and what was cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.rows import NodeLine, read
from services.linkage.questions import persons
from services.linkage.questions.link import Link, Uid
from services.linkage.questions.scope import Key, Scope
from services.linkage.questions.web import Web, by_kind
from services.values.network import Answer, Borne, Cut, Node, NodeKey, Stub

NOTHING = NodeLine("", 0, None, None, None, None, None, None, None, False)
"""Of a node that the caller sees by an edge alone."""
EDGES_A_ROW = 4
"""Edges of an answer for each of the rows that its frame allows."""


async def answer(
    web: Web, keys: Iterable[Key], links: Iterable[Link], stubs: Sequence[Stub] = (), cuts: Sequence[Cut] = ()
) -> Answer:
    """``keys`` and ``links`` in the order of the answer, each once; ends of links come after the keys.

    Evidence of whom numbers that were asked about stand for follows the links, then decisions that make two of its
    nodes one person.
    """
    edges = {link.uid: link for link in (*links, *web.naming.values())}
    ends = [key for link in edges.values() for key in (link.start, link.end)]
    nodes = list(dict.fromkeys([*keys, *ends]))
    await web.join(nodes)
    edges.update(decided(web, nodes))
    return Answer(
        nodes=await described(web, nodes),
        edges=tuple(link.edge for link in edges.values()),
        stubs=tuple(stubs),
        cuts=(*cuts, *web.cuts()),
        borne=tuple(
            Borne(NodeKey(*number), tuple(NodeKey(*person) for person in people))
            for number, people in web.borne.items()
        ),
    )


def decided(web: Web, keys: Sequence[Key]) -> dict[Uid, Link]:
    """Decisions followed between the Subjects of one person among ``keys``."""
    among = set(keys)
    return {
        uid: link
        for uid, link in sorted(web.decisions.items())
        if link.edge.note == "SAME" and {link.start, link.end} <= among and web.unit(link.start) == web.unit(link.end)
    }


async def described(web: Web, keys: Sequence[Key]) -> tuple[Node, ...]:
    """Nodes with what the caller may see of them; a person whom no authority names shows no name."""
    rows: dict[Key, NodeLine] = {}
    for kind, ids in by_kind(keys):
        found = await web.graph.run(f"node.{kind}", ids=ids, shown=list(web.scope.shown))
        rows.update({(kind, row.id): row for row in read(NodeLine, found)})
    await web.weigh_units(web.unit(key) for key in keys)
    people = list(dict.fromkeys(web.unit(key) for key in keys if key[0] == "SUBJECT"))
    number = {unit: place for place, unit in enumerate(people, 1)}
    return tuple(_node(web, key, rows.get(key), number.get(web.unit(key), 0)) for key in keys)


def _node(web: Web, key: Key, row: NodeLine | None, person: int) -> Node:
    row = row or NOTHING
    named = row.target is True or (row.target is None and key[0] != "SUBJECT")
    return Node(
        key=NodeKey(*key),
        label=row.label or "" if named else "",
        label_ur=row.label_ur or "" if named else "",
        owner=row.owner or "",
        source=row.source or "",
        role=row.role or "",
        grade=row.grade or "",
        handling=row.handling or "",
        degree=web.edges_of(key),
        hub=web.is_hub(web.unit(key)),
        person=person,
        neighbours=web.neighbours_of(key),
    )


def cut(what: str, shown: int, total: int, more: bool = False) -> tuple[Cut, ...]:
    """None where all is shown."""
    return (Cut(what, shown, total, more),) if more or shown < total else ()


def fitting(scope: Scope, links: Sequence[Link]) -> tuple[list[Link], tuple[Cut, ...]]:
    """As many as an answer of this many rows holds, first come, and what was cut."""
    most = EDGES_A_ROW * scope.limit
    return list(links[:most]), cut("edges", min(most, len(links)), len(links))


def way(web: Web, start: Key, end: Key) -> list[Link]:
    """Decisions that lead from one Subject of a person to another."""
    return persons.walk(start, end, web.members(start), web.decisions.values())


def node_key(key: Key) -> NodeKey:
    """The node as an answer names it."""
    return NodeKey(*key)
