"""What a use case notes for the log while it works.

The edge turns a :class:`Trail` into the open and sealed parts of the entry; a use
case only ever adds to it. :class:`Inquiry` is what a use case is handed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from audit.entry import FeedPage
from services.membership.jurisdiction import NOBODYS, Jurisdiction

if TYPE_CHECKING:
    from services.access.caller import Caller
    from services.access.engine import PolicyEngine


@dataclass(slots=True)
class Trail:
    """Facts of one call for its log entry.

    ``selectors``: 32-byte HMAC tokens of each identifier or record asked for: what limits count. ``records``: version
    names returned or written. ``withheld``: (owner, cause) -> count, sealed part only. ``orders``: the call is for
    orders to erase, which no limit of calls stops.
    """

    selectors: list[bytes] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    withheld: Counter[tuple[str, str]] = field(default_factory=Counter)
    policies: set[str] = field(default_factory=set)
    alarms: list[str] = field(default_factory=list)
    case_state: str = ""
    as_of_valid_ms: int = 0
    as_of_recorded_ms: int = 0
    break_glass: str = ""
    request_id: str = ""
    feed: str = ""
    feed_page: int = 0
    feed_chain_sha256: bytes = b""
    page: FeedPage | None = None
    orders: bool = False


class Inquiry(NamedTuple):
    """One call as a use case sees it: verified facts, the time, the rules, the trail, and whose each number is."""

    caller: Caller
    now_ms: int
    engine: PolicyEngine
    trail: Trail
    jurisdiction: Jurisdiction = NOBODYS
