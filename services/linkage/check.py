"""Whether the graph holds exactly what records, feeds and decisions say. For ``rabta graph check``."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import fields
from typing import Final

from graph.batch import edge_row, node_row
from graph.model import NODE_KINDS, EdgeRow, NodeRow
from services.linkage.follow import position
from services.linkage.ports import Graph, RecordFeed
from services.linkage.store.links import Links
from services.linkage.whole import whole

AT_ONCE: Final = 1000
Row = NodeRow | EdgeRow


async def check(graph: Graph, feed: RecordFeed, links: Links, now_ms: int) -> list[str]:
    """Every difference in words, none of them telling a name: empty where there is none.

    Nothing may be written meanwhile. A graph that is behind its sources is told to be, and not compared.
    """
    heads = {
        "records": await feed.head(),
        "links": await links.decisions.head(),
        "feeds": await links.feeds.head(),
    }
    behind = {source: head - await position(graph, source) for source, head in heads.items()}
    late = [f"{source}: {number} changes behind" for source, number in sorted(behind.items()) if number > 0]
    if late:
        return late
    wanted = await whole(feed, links, now_ms)
    nodes: Counter[Row] = Counter()
    edges: Counter[Row] = Counter()
    async for row in contents(graph):
        (nodes if isinstance(row, NodeRow) else edges)[row] += 1
    return [*_differences(wanted.nodes, nodes), *_differences(wanted.edges, edges)]


async def contents(graph: Graph) -> AsyncIterator[Row]:
    """Every node and edge of the graph, as rows."""
    for kind in NODE_KINDS:
        after = ""
        while rows := await graph.run(f"nodes.{kind}", after=after, rows=AT_ONCE):
            for _, properties in rows:
                yield node_row(kind, _told(properties))
            for of, start, finish, properties in await graph.run(f"out_edges.{kind}", ids=[row[0] for row in rows]):
                yield edge_row(of, start, finish, _told(properties))
            after = rows[-1][0]


def _told(properties: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in properties.items() if value is not None and not name.startswith("@")}


def _differences(wanted: Iterable[Row], found: Counter[Row]) -> list[str]:
    missing = Counter(wanted) - found
    extra = found - Counter(wanted)
    at = {_place(row): row for row in extra}
    told = []
    for row in sorted(missing.elements(), key=_place):
        other = at.pop(_place(row), None)
        if other is None:
            told.append(f"missing {' '.join(_place(row))}")
        else:
            extra[other] -= 1
            told.append(f"altered {' '.join(_place(row))}: {', '.join(_apart(row, other))}")
    told += [f"not so {' '.join(_place(row))}" for row in sorted((+extra).elements(), key=_place)]
    return told


def _place(row: Row) -> tuple[str, ...]:
    return (row.kind, row.id) if isinstance(row, NodeRow) else (row.kind, row.id, row.start, row.end)


def _apart(one: Row, other: Row) -> list[str]:
    return [each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)]
