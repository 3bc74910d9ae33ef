"""Refusals of a head that does not follow what was anchored: each is an entry of the log, with who brought it."""

from __future__ import annotations

from services.access.errors import Refused


class LogShortened(Refused):
    """The head is of fewer entries than one that was anchored before."""

    reason = "LOG_SHORTENED"


class LogForked(Refused):
    """The head did not grow out of the one that was anchored last."""

    reason = "LOG_FORKED"
