"""A sample of every feed, and beside it what must come of it. Synthetic; the first part of a name is the feed's kind."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, Item, Reject

FOLDER = Path(__file__).with_name("samples")
EXPECTED = ".expected.json"
PATHS = frozenset({"mapping", "schema"})
"""Options that are paths."""


@dataclass(frozen=True)
class Sample:
    path: Path

    @property
    def kind(self) -> str:
        return self.path.name.partition(".")[0].replace("_", "-")

    @property
    def expected(self) -> dict[str, Any]:
        """What is written beside the file: ``nodes``, ``edges``, ``rejects``; and ``options``, as the importer states them."""
        found: dict[str, Any] = json.loads(self.path.with_name(f"{self.path.name}{EXPECTED}").read_text("utf-8"))
        return found

    @property
    def figures(self) -> tuple[int, int, int]:
        """Nodes, edges and rejects."""
        said = self.expected
        return said["nodes"], said["edges"], said["rejects"]

    @property
    def options(self) -> Options:
        stated = self.expected.get("options", {})
        given: dict[str, Any] = {name: Path(text) if name in PATHS else text for name, text in stated.items()}
        return Options(**given)

    def items(self, data: bytes | None = None) -> list[Item]:
        data = self.path.read_bytes() if data is None else data
        return list(readers()[self.kind].read(io.BytesIO(data), self.options))

    @property
    def delimiter(self) -> str:
        return {"cdr.operator-b": "|", "cdr.operator-c": ";"}.get(self.path.stem, ",")


def samples() -> list[Sample]:
    return [Sample(path) for path in sorted(FOLDER.iterdir()) if not path.name.endswith(EXPECTED)]


def figures(items: list[Item]) -> tuple[int, int, int]:
    counts = Counter(type(item) for item in items)
    return counts[FeedNode], counts[FeedEdge], counts[Reject]


FIGURES = {sample.path.name: sample.figures for sample in samples()}
"""Nodes, edges and rejects of each file."""
