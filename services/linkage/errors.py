"""Refusals of this room."""

from __future__ import annotations

from services.access.errors import Refused


class StorageUnavailable(Refused):
    """The room's store is full or cannot be reached."""

    reason = "STORAGE_UNAVAILABLE"


class GraphBehind(Refused):
    """The graph does not yet show what the records said when the question came: ask again."""

    reason = "GRAPH_BEHIND"


class AuthorityUnknown(Refused):
    """No such authority of the caller's agency, or its retention date is past."""

    reason = "AUTHORITY_UNKNOWN"


class AuthorityConflict(Refused):
    """The reference stands for an authority of other words."""

    reason = "AUTHORITY_CONFLICT"


class StrDerived(Refused):
    """Data from reports of suspicion are taken by the financial monitoring unit that holds them alone."""

    reason = "STR_DERIVED"


class QuestionBusy(Refused):
    """Too many questions of the agency wait already, or this one is not answered by the time its caller waits until."""

    reason = "TOO_BUSY"


class GraphAhead(Refused):
    """The graph shows changes that its source does not hold: a store was put back from a copy."""

    reason = "GRAPH_UNAVAILABLE"


class EngineUnavailable(Refused):
    """The graph's engine does not answer, or not as it should."""

    reason = "GRAPH_UNAVAILABLE"
