"""What an answer is made of. See ``proto/rabta/linkage/v1/graph.proto``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BOTH_WAYS: Final = frozenset({"CALLED", "CO_LOCATED"})
"""Kinds of edge that a tie counts whichever way its rows go."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers for an agency's records at any hour, as in the registry."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class NodeKey:
    """NodeKey names a node. A Subject's id is that of its source: a record's name or a feed row's."""

    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Node as this caller sees it. Fields that the caller may not see are empty."""

    key: NodeKey | None = None
    label: str = ""
    label_ur: str = ""
    owner: str = ""
    source: str = ""
    role: str = ""
    grade: str = ""
    handling: str = ""
    degree: int = 0
    hub: bool = False
    person: int = 0
    neighbours: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """One evidence row, or the latest of ``rows`` that are one tie."""

    id: str = ""
    kind: str = ""
    start: NodeKey | None = None
    end: NodeKey | None = None
    at_ms: int = 0
    until_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0
    owner: str = ""
    source: str = ""
    grade: str = ""
    handling: str = ""
    authority: str = ""
    note: str = ""
    known_ms: int = 0
    rows: int = 0
    first_ms: int = 0
    sum_minor: int = 0


@dataclass(frozen=True, slots=True)
class Stub:
    """Stub stands for hidden records that policy lets be known to exist: ask the desk."""

    before: NodeKey | None = None
    after: NodeKey | None = None
    hidden: int = 0
    owner: str = ""
    owner_name: str = ""
    desk: Desk | None = None


TIME: Final = "time"
"""What a :class:`Cut` is called where time was over; it counts nothing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut says what was left out of an answer for size, of what the caller may see."""

    what: str = ""
    shown: int = 0
    total: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Picture of an answer, drawn by the server."""

    format: str = ""
    data: bytes = b""
