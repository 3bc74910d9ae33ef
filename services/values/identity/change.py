"""What became of tokens, and how far an agency has followed it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.identity.question import Asked


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one agency has followed a feed; an ``epoch`` ends where the registry was put back from a backup."""

    feed: str = ""
    epoch: int = 0
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one token; ``sequence``: the agency's own count, without gaps, from 1."""

    sequence: int = 0
    kind: str = ""
    token: bytes = b""
    others: tuple[bytes, ...] = ()
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListChangesRequest:
    """What became of the agency's tokens past ``cursor``; ``page_size`` 0 is 100."""

    asked: Asked | None = None
    cursor: Cursor | None = None
    page_size: int = 0


@dataclass(frozen=True, slots=True)
class ListChangesResponse:
    """One page, oldest first; ``more``: there are more already."""

    changes: tuple[Change, ...] = ()
    next: Cursor | None = None
    more: bool = False
