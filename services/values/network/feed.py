"""Authorities, and rows of feeds as they travel. See ``proto/rabta/linkage/v1/feed.proto``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.values.network.graph import NodeKey

MAX_PAGE_ROWS: Final = 2000
"""Nodes and edges of one page of a feed."""
MAX_FEED_TEXT: Final = 2000
"""Characters of a label or note of a feed."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The warrant or order that data of a feed came under."""

    reference: str = ""
    kind: str = ""
    issuer: str = ""
    issued: str = ""
    scope: tuple[str, ...] = ()
    targets: tuple[NodeKey, ...] = ()
    data_from_ms: int = 0
    data_to_ms: int = 0
    retain_until_ms: int = 0
    court: str = ""


@dataclass(frozen=True, slots=True)
class RegisterAuthorityRequest:
    """One authority to be known to the hub before its data come."""

    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class RegisterAuthorityResponse:
    """``added``: False where it was held already, word for word."""

    added: bool = False


@dataclass(frozen=True, slots=True)
class FeedNode:
    """A node that the file itself describes, or a bare number."""

    key: NodeKey | None = None
    label: str = ""
    label_ur: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedEdge:
    """One row's evidence; `id` is made of the row's own content, so that the same row is the same edge."""

    id: str = ""
    kind: str = ""
    start: NodeKey | None = None
    end: NodeKey | None = None
    at_ms: int = 0
    until_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ImportFeedPageRequest:
    """Rows of one file, at most 2,000 and 1 MiB. Idempotent by row."""

    authority: str = ""
    feed: str = ""
    format: str = ""
    file_sha256: bytes = b""
    page_number: int = 0
    last: bool = False
    str_derived: bool = False
    nodes: tuple[FeedNode, ...] = ()
    edges: tuple[FeedEdge, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """``row`` of the file, from 1; ``field``: path in the request; ``rule``: its id; ``text``: what is wrong."""

    row: int = 0
    field: str = ""
    rule: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ImportFeedPageResponse:
    """How many rows are new, how many were held already, and which were refused; the rest went in."""

    added: int = 0
    unchanged: int = 0
    refused: tuple[RefusedRow, ...] = ()


FeedRequest = RegisterAuthorityRequest | ImportFeedPageRequest
FeedResponse = RegisterAuthorityResponse | ImportFeedPageResponse
