"""Refusals of a check."""

from __future__ import annotations

from services.access.errors import Refused


class CopyStale(Refused):
    """Copies of some office are older than its agreement lets them answer, or there are none to answer from."""

    reason = "COPY_STALE"
