"""An authority and a feed's row as they are kept. Pure."""

from __future__ import annotations

from typing import NamedTuple


class AuthorityRow(NamedTuple):
    """``name``: ``agency/reference``; ``body``: as registered, canonical JSON."""

    name: str
    agency: str
    reference: str
    body: str
    retain_until_ms: int


class FeedRow(NamedTuple):
    """One row; see ``sql/schema/03_feed_row.sql``."""

    seq: int
    klass: int
    authority: str
    kind: str
    id: str
    start: str
    finish: str
    one: str
    other: str
    at_ms: int
    until_ms: int
    known_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    label: str
    label_ur: str
    note: str
