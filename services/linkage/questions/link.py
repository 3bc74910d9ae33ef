"""One edge as it was read, with its class. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.model import EDGE_KINDS
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


def link_of(row: tuple[Any, ...]) -> Link:
    """From the columns of ``hop.cypher``. What is not stored is empty."""
    kind, edge, start_id, end_id, klass, at_ms, until_ms, known_ms, amount, currency, seconds, *texts = row
    owner, source, grade, handling, authority, note = (text or "" for text in texts)
    start, end = (EDGE_KINDS[kind].source, start_id), (EDGE_KINDS[kind].target, end_id)
    return Link(
        Edge(
            id=edge,
            kind=kind,
            start=NodeKey(*start),
            end=NodeKey(*end),
            at_ms=at_ms or 0,
            until_ms=until_ms or 0,
            amount_minor=amount or 0,
            currency=currency or "",
            duration_s=seconds or 0,
            owner=owner,
            source=source,
            grade=grade,
            handling=handling,
            authority=authority,
            note=note,
            known_ms=known_ms or 0,
        ),
        klass,
        start,
        end,
    )
