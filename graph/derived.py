"""Statements that derive from the model: constraints, and what a write runs. Pure.

Names are ``verb.KIND``. Each takes at most ROWS rows. Edges are never merged, which would cost several times as much: a
write is idempotent by its marker, and by asking which nodes are absent before it creates them.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import EDGE_KINDS, NODE_KINDS, NUMBERS

ROWS = 5000
"""Most rows that one statement may be given."""
BOUND = f"{ROWS} rows, each found by its id"
MARKER = "Progress"

Derived = tuple[str, str, tuple[str, ...], tuple[str, ...], str, str]
"""Name, purpose, parameters, columns, bound, text."""


def derived() -> Iterator[Derived]:
    """Every one of them."""
    yield from schema()
    yield from marker()
    yield declared()
    for kind in NODE_KINDS.values():
        yield from of_node(kind.name, kind.label)
    for edge in EDGE_KINDS.values():
        yield from of_edge(edge.name, NODE_KINDS[edge.source].label, NODE_KINDS[edge.target].label)


def schema() -> Iterator[Derived]:
    """``id`` is unique on every label, and has the index that comes with it; numbers are found by ``kin`` as well."""
    for name, label in (("PROGRESS", MARKER), *((kind.name, kind.label) for kind in NODE_KINDS.values())):
        text = f"CREATE CONSTRAINT unique_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        yield f"constraint.{name}", f"one {label} for an id", (), (), "one constraint", text
    for name in sorted(NUMBERS):
        label = NODE_KINDS[name].label
        text = f"CREATE INDEX kin_{label.lower()} IF NOT EXISTS FOR (n:{label}) ON (n.kin)"
        yield f"index.{name}", f"a {label} by its mark", (), (), "one index", text


def marker() -> Iterator[Derived]:
    """How far a source has been written: held first, so that two writers of one source wait for each other."""
    text = (
        f"MERGE (p:{MARKER} {{id: $source}}) ON CREATE SET p.position = -1 SET p.held = $position"
        " RETURN p.position AS position"
    )
    yield "hold", "lock a source's marker; what it says", ("source", "position"), ("position",), "one node", text
    text = f"MATCH (p:{MARKER} {{id: $source}}) SET p.position = $position RETURN p.position AS position"
    yield "advance", "move a source's marker", ("source", "position"), ("position",), "one node", text


def declared() -> Derived:
    """Numbers of every kind by their marks, in one round: those that an officer declared their own or their kin's."""
    text = " UNION ALL ".join(
        f"UNWIND $marks AS mark MATCH (n:{NODE_KINDS[kind].label} {{kin: mark}}) RETURN '{kind}' AS kind, n.id AS id"
        for kind in sorted(NUMBERS)
    )
    return "declared", "numbers by their marks", ("marks",), ("kind", "id"), "the numbers of 64 marks", text


def of_node(kind: str, label: str) -> Iterator[Derived]:
    """absent, create, drop, sweep. ``absent`` answers in one row: rows are slow to stream."""
    text = (
        f"UNWIND $ids AS id OPTIONAL MATCH (n:{label} {{id: id}}) WITH id, n WHERE n IS NULL RETURN collect(id) AS ids"
    )
    yield f"absent.{kind}", "which of these do not exist, as one list", ("ids",), ("ids",), BOUND, text
    text = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row RETURN count(n) AS made"
    yield f"create.{kind}", "create these, which do not exist", ("rows",), ("made",), BOUND, text
    found = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})"
    yield f"drop.{kind}", "delete these with their edges", ("ids",), (), BOUND, f"{found} DETACH DELETE n"
    text = f"{found} WHERE NOT EXISTS {{ MATCH (n)--() }} DELETE n"
    yield f"sweep.{kind}", "delete those of these that have no edge", ("ids",), (), BOUND, text


def of_edge(kind: str, source: str, target: str) -> Iterator[Derived]:
    """link, unlink. A row of link is a list: start, end, properties."""
    ends = f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}})"
    text = f"{ends} CREATE (a)-[e:{kind}]->(b) SET e = row[2] RETURN count(e) AS made"
    yield f"link.{kind}", "create these edges; how many had both ends", ("rows",), ("made",), BOUND, text
    text = (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}})-[e:{kind}]->(b:{target} {{id: row[1]}})"
        " WHERE e.id = row[2] DELETE e"
    )
    yield f"unlink.{kind}", "delete these edges", ("rows",), (), BOUND, text
