"""What a page has of a chart: nodes, lines, paths and events under codes, and when each is there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.console.times import Span
from services.draw.direction import LRI, PDI
from services.values.network import Edge


@dataclass(frozen=True, slots=True)
class ShownNode:
    """A spot on the page. ``id``: its code; ``spot``: its id, which never leaves the console; ``when``: spans of the
    rows of its lines, none where one of them is undated; ``veiled``: a person under a code."""

    id: str
    spot: str
    label: str
    kind: str
    word: str
    about: str
    colour: str
    links: int
    members: int
    x: float
    y: float
    when: tuple[Span, ...]
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A line on the page, with the rows that it stands for; none beside a stub."""

    id: str
    source: str
    target: str
    lines: tuple[str, ...]
    colour: str
    dashed: bool
    rows: tuple[Edge, ...]

    @property
    def when(self) -> tuple[Span, ...]:
        """Spans of its rows; none where one of them is undated, so that it is there at all times."""
        return spans_of(self.rows) if all(row.at_ms for row in self.rows) else ()


@dataclass(frozen=True, slots=True)
class ShownPath:
    """A way over the page's nodes, by their codes; ``steps``: what each of its rows says; ``unordered``: two of them
    lie in one day of which nobody knows the order; ``loose``: one came later than it was asked for."""

    nodes: tuple[str, ...]
    steps: tuple[str, ...]
    unordered: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A dated row: ``what`` in words, from node to node by their codes."""

    row: Edge
    what: str
    source: str
    target: str

    @property
    def when(self) -> tuple[Span, ...]:
        """First and last millisecond of its row: one span, as a table's row is told it."""
        return spans_of((self.row,))


@dataclass(frozen=True, slots=True)
class View:
    """Nodes and lines in their order, what was cut in words, how many rows the filters and the officer left out, paths,
    and dated rows by lane, oldest first, ``dated`` of them in all."""

    nodes: tuple[ShownNode, ...]
    links: tuple[ShownLink, ...]
    cuts: tuple[str, ...]
    unshown: int
    paths: tuple[ShownPath, ...] = ()
    lanes: tuple[tuple[str, tuple[Event, ...]], ...] = ()
    dated: int = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """Of every dated row: what the histogram counts."""
        return tuple(span for link in self.links for span in spans_of(link.rows))

    def named(self, code: str) -> ShownNode | None:
        """The node of a code, where the page shows it."""
        return next((node for node in self.nodes if node.id == code), None)


def spans_of(rows: Iterable[Edge]) -> tuple[Span, ...]:
    """Of dated rows, of a tie from its first row to its last: what filters of days look at."""
    return tuple((row.first_ms or row.at_ms, max(row.at_ms, row.until_ms)) for row in rows if row.at_ms)


def bare(text: str) -> str:
    """Without the signs that isolate numbers: a page does that by its own elements."""
    return text.replace(LRI, "").replace(PDI, "")
