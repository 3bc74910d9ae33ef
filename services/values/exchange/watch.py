"""What an officer watches, and what came to be known of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.history import Desk
from services.values.records.subject import Identifier


@dataclass(frozen=True, slots=True)
class WatchedQuestion:
    """A question to the link graph: its method's name, and its request as it travels."""

    method: str = ""
    request: bytes = b""


@dataclass(frozen=True, slots=True)
class NumberWatch:
    """What is watched, from when and until when its officer is told of it."""

    id: str = ""
    identifier: Identifier | None = None
    began_ms: int = 0
    expires_ms: int = 0
    record: str = ""
    person: str = ""
    cited_case: bool = False
    deconflict: bool = False
    question: WatchedQuestion | None = None


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """Be told, until ``expires_ms``, what comes to be known of one thing: a number, a record, its person, the cited
    case or a question to the link graph.

    ``deconflict``: let the agency's desk be told to others that watch the number and say so too.
    """

    request_id: str = ""
    identifier: Identifier | None = None
    expires_ms: int = 0
    record: str = ""
    person: str = ""
    cited_case: bool = False
    deconflict: bool = False
    question: WatchedQuestion | None = None


@dataclass(frozen=True, slots=True)
class WatchResponse:
    """The same whatever is known of what is watched."""

    watch: NumberWatch | None = None


@dataclass(frozen=True, slots=True)
class UnwatchRequest:
    """That the subscription ``id`` end."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class UnwatchResponse:
    """The subscription is over, or was before."""


@dataclass(frozen=True, slots=True)
class ListWatchesRequest:
    """The officer's own for the cited case."""


@dataclass(frozen=True, slots=True)
class ListWatchesResponse:
    """Those that have not ended, oldest first."""

    watches: tuple[NumberWatch, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertCursor:
    """How far the officer has read."""

    feed: str = ""
    epoch: int = 0
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """One match; all but ``sequence`` is empty where it is no longer the officer's to see.

    ``desk``: of another agency, ``owner``, that watches the same number.
    """

    sequence: int = 0
    watch: str = ""
    told_ms: int = 0
    owner: str = ""
    version: str = ""
    handle: str = ""
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class ListAlertsRequest:
    """One page past ``cursor``; ``page_size`` 0 is 50."""

    cursor: AlertCursor | None = None
    page_size: int = 0


@dataclass(frozen=True, slots=True)
class ListAlertsResponse:
    """One page, oldest first; ``more``: there are more already."""

    alerts: tuple[Alert, ...] = ()
    next: AlertCursor | None = None
    more: bool = False
