"""A question about numbers, and a page of what became of tokens. Pure."""

from __future__ import annotations

from typing import NamedTuple

from services.values.identity import Change, Cursor
from services.values.records import Identifier


class Question(NamedTuple):
    """Numbers that are resolved together, under one transaction id."""

    transaction_id: str
    numbers: tuple[Identifier, ...]


class Changes(NamedTuple):
    """A page of changes, oldest first, and where to go on."""

    changes: tuple[Change, ...]
    next: Cursor
    more: bool
