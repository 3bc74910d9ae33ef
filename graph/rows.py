"""A row type for each statement, in the columns of its header; a test compares the two.

Types are what the statement's text gives: a property that a node or edge does not store is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

Row = tuple[object, ...]
"""As an engine gives it, before it is read as one of the types below."""
Properties = Mapping[str, str | int | bool | None]
R = TypeVar("R", bound=NamedTuple)


class EdgeLine(NamedTuple):
    """One edge of ``hop``, ``same``, ``between``, ``calls``, ``transfers_in``, ``transfers_out``; ends by their ids."""

    kind: str
    edge: str
    start_id: str
    end_id: str
    klass: int
    at_ms: int | None
    until_ms: int | None
    known_ms: int | None
    amount_minor: int | None
    currency: str | None
    duration_s: int | None
    owner: str | None
    source: str | None
    grade: str | None
    handling: str | None
    authority: str | None
    note: str | None


class TieLine(NamedTuple):
    """Edges between two nodes as one: the latest of them, how many ``rows``, the first's time and their sum."""

    kind: str
    edge: str
    start_id: str
    end_id: str
    klass: int
    at_ms: int | None
    until_ms: int | None
    known_ms: int | None
    amount_minor: int | None
    currency: str | None
    duration_s: int | None
    owner: str | None
    source: str | None
    grade: str | None
    handling: str | None
    authority: str | None
    note: str | None
    rows: int
    first_ms: int | None
    sum_minor: int | None


class NodeLine(NamedTuple):
    """One node as a question shows it. ``target``: whether its name may be shown; None on a bare number."""

    id: str
    klass: int
    label: str | None
    label_ur: str | None
    owner: str | None
    source: str | None
    role: str | None
    grade: str | None
    handling: str | None
    target: bool | None


class Degree(NamedTuple):
    """How many edges a node has, and how many nodes they lead to."""

    id: str
    edges: int
    neighbours: int


class ClassCount(NamedTuple):
    """How many edges of one class a node has."""

    id: str
    klass: int
    edges: int


class KindLine(NamedTuple):
    """How many edges of one kind a node has."""

    id: str
    kind: str
    edges: int


class SourceCount(NamedTuple):
    """How many sources of one class there are at some nodes."""

    klass: int
    sources: int


class SubjectLine(NamedTuple):
    """One Subject with the numbers next to it."""

    properties: Properties
    numbers: list[str | None]


class CandidateLine(NamedTuple):
    """Another Subject that shares a number."""

    number: str
    other: str
    properties: Properties


class MemberLine(NamedTuple):
    """One party to a case."""

    case_id: str
    subject: str
    klass: int
    role: str | None
    note: str | None
    source: str
    known_ms: int


class PairLine(NamedTuple):
    """One CO_ARRESTED edge of a case."""

    case_id: str
    id: str
    start: str
    finish: str
    klass: int
    source: str
    known_ms: int


class ClassLine(NamedTuple):
    """The class of one Subject."""

    id: str
    klass: int


class SubjectEdge(NamedTuple):
    """One edge at a Subject, by what finds it."""

    subject: str
    type: str
    id: str
    start: str
    finish: str


class StoredNode(NamedTuple):
    """One node with all that it stores."""

    id: str
    properties: Properties


class StoredEdge(NamedTuple):
    """One edge with all that it stores."""

    kind: str
    start: str
    end: str
    properties: Properties


class NodeId(NamedTuple):
    """A node by its kind and id."""

    kind: str
    id: str


class Position(NamedTuple):
    """How far a source has been written."""

    position: int


class Absent(NamedTuple):
    """Which of some nodes there are none of."""

    ids: list[str]


class Made(NamedTuple):
    """How many nodes or edges a statement made."""

    made: int


class Gone(NamedTuple):
    """How many nodes were deleted."""

    gone: int


class One(NamedTuple):
    """The answer of an engine that is there."""

    one: int


ROWS: Final[Mapping[str, type[NamedTuple]]] = {
    **dict.fromkeys(("hop", "same", "between", "calls", "transfers_in", "transfers_out"), EdgeLine),
    "ties": TieLine,
    "node": NodeLine,
    "degree": Degree,
    "hits": ClassCount,
    "kinds": KindLine,
    "withheld": SourceCount,
    "subject": SubjectLine,
    "candidates": CandidateLine,
    "case_members": MemberLine,
    "case_pairs": PairLine,
    "classes_of": ClassLine,
    "subject_edges": SubjectEdge,
    "nodes": StoredNode,
    "out_edges": StoredEdge,
    "declared": NodeId,
    **dict.fromkeys(("progress", "hold", "advance"), Position),
    "absent": Absent,
    **dict.fromkeys(("create", "link"), Made),
    "clear": Gone,
    "clear_progress": Gone,
    "ping": One,
}
"""Row type of each statement that answers anything, by its name without the kind."""


def read(shape: type[R], rows: Iterable[Row]) -> list[R]:
    """Rows of a statement as its type. Raises TypeError where they have other columns."""
    return [shape._make(row) for row in rows]
