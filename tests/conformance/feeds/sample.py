"""Samples of every layout of ours, and how each is read. Synthetic; the first part of a name is the feed's kind."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, Item, Reject

FOLDER = Path(__file__).with_name("samples")
FIGURES = {
    "bank_statements.csv": (6, 6, 4),
    "border_crossings.csv": (5, 4, 3),
    "cdr.operator-a.csv": (6, 8, 5),
    "cdr.operator-a.subscribers.csv": (3, 2, 1),
    "cdr.operator-b.csv": (5, 6, 2),
    "cdr.operator-c.csv": (5, 7, 1),
    "paxlst.edi": (9, 6, 3),
    "wallet.csv": (7, 6, 4),
}
"""Nodes, edges and rejects of each file."""


@dataclass(frozen=True)
class Sample:
    path: Path

    @property
    def kind(self) -> str:
        return self.path.name.partition(".")[0].replace("_", "-")

    @property
    def options(self) -> Options:
        part = self.path.name.split(".")[1]
        match self.kind:
            case "cdr":
                return Options(mapping=Path(part))
            case "wallet":
                return Options(provider="sample-pay")
            case _:
                return Options()

    def items(self, data: bytes | None = None) -> list[Item]:
        data = self.path.read_bytes() if data is None else data
        return list(readers()[self.kind].read(io.BytesIO(data), self.options))

    @property
    def delimiter(self) -> str:
        return {"cdr.operator-b": "|", "cdr.operator-c": ";"}.get(self.path.stem, ",")


def samples() -> list[Sample]:
    return [Sample(path) for path in sorted(FOLDER.iterdir())]


def figures(items: list[Item]) -> tuple[int, int, int]:
    counts = Counter(type(item) for item in items)
    return counts[FeedNode], counts[FeedEdge], counts[Reject]
