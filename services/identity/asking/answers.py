"""What a registry says of numbers and tokens, of all that its answers may hold what is kept here. Pure."""

from __future__ import annotations

from typing import NamedTuple

from services.values.records import Identifier


class Question(NamedTuple):
    """Numbers that are resolved together, under one transaction id."""

    transaction_id: str
    numbers: tuple[Identifier, ...]


class Resolved(NamedTuple):
    """``outcome``: TOKEN, NOT_REGISTERED, AMBIGUOUS or CANNOT_TELL; ``token``: 32 bytes, pairwise, b"" without one.

    ``at_sequence``: changes up to this one are in it.
    """

    outcome: str
    token: bytes = b""
    at_sequence: int = 0


class Cursor(NamedTuple):
    """How far the registry's changes are followed; sequence 0 before the first."""

    feed: str = ""
    epoch: int = 0
    sequence: int = 0


class Change(NamedTuple):
    """``kind``: NUMBER_REPLACED, BLOCKED, UNBLOCKED, TOKENS_JOINED, TOKEN_SPLIT or DECEASED, of ``token``."""

    sequence: int
    kind: str
    token: bytes
    others: tuple[bytes, ...] = ()


class Changes(NamedTuple):
    """A page of changes, oldest first, and where to go on."""

    changes: tuple[Change, ...]
    next: Cursor
    more: bool
