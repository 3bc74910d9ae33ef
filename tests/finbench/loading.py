"""The example graph through its reader into an engine, all rows, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graph.batch import Batch
from graph.engine import GraphEngine
from graph.model import EdgeRow, NodeRow
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode
from tests.finbench.feeds.finbench import TABLES
from tests.finbench.registry import simulated

SEEN, HIDDEN = 7, 9
ROWS = 10_000


@cache
def everything(folder: Path) -> list[NodeRow | EdgeRow]:
    """Read once, written to each engine."""
    return list(rows(folder))


def rows(folder: Path) -> Iterator[NodeRow | EdgeRow]:
    """Every row as the graph has it, first those of tables that describe nodes."""
    for table in TABLES:
        with (folder / f"{table}.csv").open("rb") as stream:
            for item in simulated()["finbench"].read(stream, Options(zone="UTC", table=table)):
                if isinstance(item, FeedNode):
                    yield NodeRow(item.kind, item.id, SEEN, item.label, note=item.note)
                elif isinstance(item, FeedEdge):
                    yield EdgeRow(
                        item.kind, item.id, item.start, item.end, SEEN, item.at_ms, amount_minor=item.amount_minor
                    )


async def load(graph: GraphEngine, folder: Path) -> dict[str, int]:
    """Number of edges of each kind that were written."""
    found: dict[str, int] = {}
    known: set[tuple[str, str]] = set()
    position = 0
    while some := everything(folder)[position * ROWS : (position + 1) * ROWS]:
        position += 1
        nodes = [row for row in some if isinstance(row, NodeRow) and (row.kind, row.id) not in known]
        known |= {(row.kind, row.id) for row in nodes}
        edges = [row for row in some if isinstance(row, EdgeRow)]
        for row in edges:
            found[row.kind] = found.get(row.kind, 0) + 1
        await graph.write(Batch("finbench", position, nodes=nodes, edges=edges))
    return found
