"""Whether the graph holds exactly what records, feeds and decisions say. For ``rabta graph check``.

Both sides are read row by row, each row becomes a digest of its place and one of itself, and the sorted digests are
compared, so that memory does not grow with the graph. Only where some differ are both read again, for what to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import fields
from hashlib import blake2b
from itertools import groupby, islice
from typing import Final

from graph.batch import edge_row, node_row
from graph.model import NODE_KINDS, NodeRow
from graph.rows import Properties, StoredEdge, StoredNode, read
from services.linkage.links import Links
from services.linkage.ports import Graph, RecordFeed
from services.linkage.projection.expected_rows import Row, rows_of
from services.linkage.projection.projector import position
from services.linkage.projection.sorted_lines import SortedLines

AT_ONCE: Final = 1000
TOLD: Final = 10_000
"""Most places that are told; of more, that there are more."""
_PLACE: Final = 32
"""Hex digits of a place's digest."""


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

    def wanted() -> AsyncIterator[Row]:
        return rows_of(feed, links, now_ms)

    def found() -> AsyncIterator[Row]:
        return contents(graph)

    return await _compared(wanted, found)


async def contents(graph: Graph) -> AsyncIterator[Row]:
    """Every node and edge of the graph, as rows."""
    for kind in NODE_KINDS:
        after = ""
        while rows := await graph.run(f"nodes.{kind}", after=after, rows=AT_ONCE):
            nodes = read(StoredNode, rows)
            for node in nodes:
                yield node_row(kind, _told(node.properties))
            for edge in read(StoredEdge, await graph.run(f"out_edges.{kind}", ids=[node.id for node in nodes])):
                yield edge_row(edge.kind, edge.start, edge.end, _told(edge.properties))
            after = nodes[-1].id


def _told(properties: Properties) -> dict[str, object]:
    return {name: value for name, value in properties.items() if value is not None and not name.startswith("@")}


async def _compared(wanted: Callable[[], AsyncIterator[Row]], found: Callable[[], AsyncIterator[Row]]) -> list[str]:
    one, other = await _marks(wanted()), await _marks(found())
    odd = list(islice(_places_apart((line for line, _ in groupby(one)), other), TOLD + 1))
    if not odd:
        return []
    among = frozenset(odd[:TOLD])
    missing = Counter(dict.fromkeys(await _at(wanted(), among), 1))
    told = _differences(missing, Counter(await _at(found(), among)))
    return [*told, *([f"more than {TOLD} places differ"] if len(odd) > TOLD else [])]


async def _marks(rows: AsyncIterator[Row]) -> SortedLines:
    lines = SortedLines()
    async for row in rows:
        lines.add(_mark(_place(row)) + _mark(row))
    return lines


def _mark(said: object) -> bytes:
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=_PLACE // 2).hexdigest().encode()


def _places_apart(one: Iterable[bytes], other: Iterable[bytes]) -> Iterator[bytes]:
    """Digests of the places at which two sorted streams differ, each once."""
    sides = iter(one), iter(other)
    heads = [next(side, None) for side in sides]
    last = b""
    while any(head is not None for head in heads):
        lowest = min(head for head in heads if head is not None)
        here = [head == lowest for head in heads]
        if not all(here) and lowest[:_PLACE] != last:
            last = lowest[:_PLACE]
            yield last
        heads = [next(side, None) if moves else head for side, head, moves in zip(sides, heads, here, strict=True)]


async def _at(rows: AsyncIterator[Row], places: frozenset[bytes]) -> list[Row]:
    return [row async for row in rows if _mark(_place(row)) in places]


def _differences(wanted: Counter[Row], found: Counter[Row]) -> list[str]:
    missing = wanted - found
    extra = found - wanted
    at = {_place(row): row for row in extra}
    told = []
    for row in sorted(missing.elements(), key=_order):
        other = at.pop(_place(row), None)
        if other is None:
            told.append(f"missing {' '.join(_place(row))}")
        else:
            extra[other] -= 1
            told.append(f"altered {' '.join(_place(row))}: {', '.join(_apart(row, other))}")
    return [*told, *(f"not so {' '.join(_place(row))}" for row in sorted((+extra).elements(), key=_order))]


def _order(row: Row) -> tuple[bool, tuple[str, ...]]:
    """By which differences are sorted: nodes come before edges."""
    return not isinstance(row, NodeRow), _place(row)


def _place(row: Row) -> tuple[str, ...]:
    return (row.kind, row.id) if isinstance(row, NodeRow) else (row.kind, row.id, row.start, row.end)


def _apart(one: Row, other: Row) -> list[str]:
    return [each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)]
