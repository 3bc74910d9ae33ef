"""Refusals of releases."""

from __future__ import annotations

from services.access.errors import Refused


class NotOver(Refused):
    """The period of the plan is not over: what is counted now would be counted again."""

    reason = "OUT_OF_ORDER"


class StatisticsUnavailable(Refused):
    """The store cannot be read or written; nothing was changed."""

    reason = "STORAGE_UNAVAILABLE"
