"""Refusals of a check."""

from __future__ import annotations

from services.access.errors import Refused


class CopyStale(Refused):
    """Copies of some office are older than its agreement lets them answer, or there are none to answer from."""

    reason = "COPY_STALE"


class PostsUnavailable(Refused):
    """The store of checks at posts cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
