"""One edge as it was read, with its class. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EDGE_KINDS
from graph.rows import EdgeLine, Row
from services.linkage.questions.scope import Key
from services.values.network import Edge, NodeKey

Uid = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """``edge`` as answered; ``uid``: kind, id and ends, unique in the graph."""

    edge: Edge
    klass: int
    start: Key
    end: Key

    @property
    def uid(self) -> Uid:
        """Kind, id, start, end."""
        return (self.edge.kind, self.edge.id, self.start[1], self.end[1])

    @property
    def latest(self) -> tuple[int, Uid]:
        """Order of links, latest first."""
        return (-max(self.edge.at_ms, self.edge.until_ms), self.uid)

    @property
    def oldest(self) -> tuple[bool, int, Uid]:
        """Order of links, oldest first and those without a time last."""
        return (not (self.edge.at_ms or self.edge.until_ms), self.edge.first_ms or self.edge.at_ms, self.uid)

    def other(self, key: Key) -> Key:
        """The end that ``key`` is not."""
        return self.end if key == self.start else self.start


def link_of(row: Row) -> Link:
    """From the columns of ``hop.cypher``. What is not stored is empty."""
    line = EdgeLine._make(row)
    kind = EDGE_KINDS[line.kind]
    start, end = (kind.source, line.start_id), (kind.target, line.end_id)
    return Link(
        Edge(
            id=line.edge,
            kind=line.kind,
            start=NodeKey(*start),
            end=NodeKey(*end),
            at_ms=line.at_ms or 0,
            until_ms=line.until_ms or 0,
            amount_minor=line.amount_minor or 0,
            currency=line.currency or "",
            duration_s=line.duration_s or 0,
            owner=line.owner or "",
            source=line.source or "",
            grade=line.grade or "",
            handling=line.handling or "",
            authority=line.authority or "",
            note=line.note or "",
            known_ms=line.known_ms or 0,
        ),
        line.klass,
        start,
        end,
    )
