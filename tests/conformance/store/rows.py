"""Rows for a store's tests, made of few numbers."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from services.records.rows import HeadRow, LogRow, PageRow, QuarantineRow


def digest(*parts: object) -> bytes:
    """32 bytes that stand for a digest."""
    return sha256(repr(parts).encode()).digest()


def log_row(seq: int, record: int, version: int, recorded_ms: int, page: int = 1) -> LogRow:
    """A version in the log."""
    sha = digest(record, version)
    return LogRow(seq, record, version, sha, recorded_ms, page, 0, bytes(16), bytes(64), b"sealed" + sha, "voice")


def head_row(record: int, seq: int, version: int = 1, **more: Any) -> HeadRow:
    """The head of a record: its newest version in the index."""
    facts: dict[str, Any] = {
        "agency": "pk.punjab-police",
        "record_id": f"record-{record}",
        "kind": "PARTY",
        "status": "ACTIVE",
        "own": 1,
        "klass": 1,
        "until_ms": None,
        "act_day": None,
        "people": "",
        "cases": "",
        "facts": "{}",
    }
    return HeadRow(record=record, seq=seq, version=version, **(facts | more))


def page_row(page: int, agency: str = "pk.punjab-police", page_number: int = 1) -> PageRow:
    """The row of a page of a feed."""
    return PageRow(page, agency, "records", page_number, digest("page", page), b"header", bytes(64), b"answer")


def quarantine_row(page: int, leaf: int) -> QuarantineRow:
    """The row of a version that was refused in a page."""
    return QuarantineRow(page, leaf, "record-x", "valid_from", "iso-date", digest(page, leaf), 5, b"sealed")
