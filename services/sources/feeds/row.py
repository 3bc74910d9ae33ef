"""What a reader of a feed yields: nodes, evidence rows, and rows that it refuses. Pure.

Ids of shared numbers are those of :mod:`services.values.node_ids`; docs/protocol.md tells their forms. A person of a
feed is a SUBJECT with id ``feeds/<format>/<SHA-256 of what the file says of the person, 24 hex digits>``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.errors import RabtaError


@dataclass(frozen=True, slots=True)
class FeedNode:
    """A node that the file itself describes (a person, a company) or a bare number (``label`` empty).

    ``note``: what else the file says, as JSON with sorted keys; ``target_key``: the number (``KIND id``) by which
    an authority would name this person, such as the person's account.
    """

    kind: str
    id: str
    label: str = ""
    label_ur: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedEdge:
    """One evidence row. ``id``: 24 hex digits of SHA-256 over format and content, never over row or file.

    Kinds as in :mod:`graph.model`; times epoch milliseconds, amounts integers in minor units of ``currency``.
    """

    kind: str
    id: str
    start: str
    end: str
    at_ms: int = 0
    until_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0
    note: str = ""
    row: int = 0


class Reject(NamedTuple):
    """A row that does not go in. ``shape``: the value's shape (digits as 9, letters as A), never the value."""

    row: int
    column: str
    shape: str
    reason: str


SUSPICION: Final = "str-derived"
"""Code of the remark that a file comes from a report of suspicion. It comes before the file's first row."""


UNREAD: Final = "headings-unread"
"""Code of the remark that names the headings of a table which were not read."""


class Remark(NamedTuple):
    """Something the importer must be told once, such as that times without zone were read as Asia/Karachi."""

    code: str
    text: str


TAKEN: Final = "taken"
REJECTED: Final = "rejected"
BARE: Final = "bare"


class RowRead(NamedTuple):
    """What became of one row of the file, after all else that the row gave; ``rows``: so many end here.

    ``fate``: TAKEN; REJECTED, which a Reject explains; BARE for a row that names numbers and says nothing of them: a
    number is kept with what it did.
    """

    row: int
    fate: str
    rows: int = 1


Item = FeedNode | FeedEdge | Reject | Remark | RowRead
ACTS: Final = frozenset({"TRANSFERRED", "WITHDREW", "CALLED", "TRAVELLED"})
"""Edges that happened once each: two alike are two acts, or one that is told twice."""
Items = Iterator[Item]
"""A reader is ``read(stream: BinaryIO, options: Options) -> Items``; nodes come before the edges that need them."""


class FileRefused(RabtaError):
    """The whole file cannot be read: where (line or path), rule, and what is expected; never its content."""

    def __init__(self, where: str, rule: str, text: str) -> None:
        super().__init__(f"{where}: {text} ({rule})")
        self.where, self.rule, self.text = where, rule, text
