"""A file of a feed cut into pages that travel, with rejects and a summary that adds up.

    reading = Reading("cdr", path, options)
    for page in reading.pages(rejects): ...
    reading.summary

Nodes + edges of all pages, rejected cells and remarks are what the reader yielded, and nothing else was.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from graph.model import EDGE_KINDS
from services.sources.feeds.options import Options
from services.sources.feeds.registry import Reader, readers
from services.sources.feeds.row import (
    BARE,
    REJECTED,
    TAKEN,
    FeedEdge,
    FeedNode,
    FileRefused,
    Item,
    Reject,
    Remark,
    RowRead,
)
from services.tables.numbers import NumberError
from services.tables.phones import REGIONS
from services.tables.place import Place
from services.values.network.feed import MAX_PAGE_ROWS
from services.values.node_ids import canonical, is_canonical

PAGE_BYTES = 900 << 10
"""Below the wire's 2,000 rows and 1 MiB, which bytes are reckoned from above."""
_FRAME = 96


class Page(NamedTuple):
    """Rows of one ImportFeedPage, numbered from 0. ``last`` for the one after which none comes; no page is empty."""

    number: int
    nodes: tuple[FeedNode, ...]
    edges: tuple[FeedEdge, ...]
    last: bool


@dataclass(slots=True)
class Summary:
    """Rows of the file: ``rows`` = ``taken`` + ``rejected`` + ``bare``, as :class:`RowRead` has them.

    ``rejects``: bad cells, as many as the reject file has lines.
    """

    rows: int = 0
    taken: int = 0
    rejected: int = 0
    bare: int = 0
    nodes: int = 0
    edges: int = 0
    rejects: int = 0
    pages: int = 0
    remarks: list[Remark] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Sink(Protocol):
    """Where rejects go: a :class:`services.tables.rejects.RejectFile`, or what keeps them beside others."""

    def write(self, reject: Reject) -> None:
        """Write down one rejected cell."""
        ...


class Reading:
    """One file under one reader; its pages once. Raises FileRefused, and OSError as the file system does.

    ``place`` knows how far the file is read, ``at`` is told the number of each row that was.
    """

    def __init__(
        self,
        kind: str,
        path: Path,
        options: Options,
        place: Place | None = None,
        at: Callable[[int], None] | None = None,
    ) -> None:
        if (found := readers().get(kind)) is None:
            raise FileRefused("kind", "kind", f"no such feed; there are {', '.join(readers())}")
        try:
            _ = options.tz
        except (KeyError, ValueError, OSError):
            raise FileRefused("options", "zone", "no such time zone") from None
        if options.region not in REGIONS:
            raise FileRefused("options", "region", "no such region: two capital letters, ISO 3166-1")
        self.reader: Reader = found
        self.summary = Summary()
        self._place, self._at = place or Place(), at or _ignore
        self._path = path
        self._options = options if options.table else replace(options, table=path.stem)

    def sha256(self) -> bytes:
        """Digest of the file, which every page names."""
        with self._path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()

    def pages(self, rejects: Sink | None = None) -> Iterator[Page]:
        """Until the file ends; the last one is marked."""
        with self._path.open("rb") as stream:
            self._place.stream = stream
            yield from self._pages(settled(self.reader.read(stream, self._options)), rejects)

    def _pages(self, items: Iterator[Item], rejects: Sink | None) -> Iterator[Page]:
        nodes, edges, size = list[FeedNode](), list[FeedEdge](), 0
        for item in items:
            if isinstance(item, Remark):
                self.summary.remarks.append(item)
            elif isinstance(item, Reject):
                self._rejected(item, rejects)
            elif isinstance(item, RowRead):
                self._counted(item)
            else:
                length = _FRAME + sum(len(str(part).encode("utf-8", "replace")) for part in _parts(item))
                if len(nodes) + len(edges) == MAX_PAGE_ROWS or size + length > PAGE_BYTES:
                    yield self._page(nodes, edges, last=False)
                    nodes, edges, size = [], [], 0
                size += length
                if isinstance(item, FeedNode):
                    nodes.append(item)
                else:
                    edges.append(item)
        if nodes or edges:
            yield self._page(nodes, edges, last=True)

    def _counted(self, read: RowRead) -> None:
        self._at(read.row)
        self.summary.rows += read.rows
        self.summary.taken += read.rows * (read.fate == TAKEN)
        self.summary.rejected += read.rows * (read.fate == REJECTED)
        self.summary.bare += read.rows * (read.fate == BARE)

    def _rejected(self, reject: Reject, rejects: Sink | None) -> None:
        self.summary.rejects += 1
        self.summary.reasons[reject.reason] += 1
        if rejects is not None:
            rejects.write(reject)

    def _page(self, nodes: list[FeedNode], edges: list[FeedEdge], *, last: bool) -> Page:
        self.summary.nodes += len(nodes)
        self.summary.edges += len(edges)
        self.summary.pages += 1
        return Page(self.summary.pages - 1, tuple(nodes), tuple(edges), last)


def settled(items: Iterable[Item]) -> Iterator[Item]:
    """Nodes and edges by canonical ids; what has none is a reject, told once a row for its edges."""
    for item in items:
        if isinstance(item, FeedNode):
            with suppress(NumberError):
                yield replace(item, id=canonical(item.kind, item.id)) if not is_canonical(item.kind, item.id) else item
        elif isinstance(item, FeedEdge):
            yield _settled(item)
        else:
            yield item


def _settled(edge: FeedEdge) -> FeedEdge | Reject:
    kind = EDGE_KINDS[edge.kind]
    try:
        start, end = canonical(kind.source, edge.start), canonical(kind.target, edge.end)
    except NumberError:
        return Reject(edge.row, edge.kind.lower(), "", "not-an-identifier")
    return edge if (start, end) == (edge.start, edge.end) else replace(edge, start=start, end=end)


def _parts(item: FeedNode | FeedEdge) -> tuple[str, ...]:
    if isinstance(item, FeedNode):
        return (item.id, item.label, item.label_ur, item.note)
    return (item.id, item.start, item.end, item.note, item.currency)


def _ignore(_row: int) -> None:
    return None
