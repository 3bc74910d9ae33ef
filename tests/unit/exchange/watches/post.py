"""The room over a store in a folder of its own, and records that say what a test has stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.access.caller import Caller
from services.access.engine import CedarEngine
from services.access.errors import PolicyDenied
from services.access.trail import Inquiry, Trail
from services.exchange import wire
from services.exchange.watches.app import Watching
from services.exchange.watches.build import OpenWatches, open_watches
from services.exchange.watches.ports import Match, Signed, Subject
from services.membership.registry import Registry
from services.values.exchange import (
    Alert,
    AlertCursor,
    Identifier,
    ListAlertsRequest,
    ListAlertsResponse,
    NumberWatch,
    WatchedQuestion,
    WatchRequest,
)
from tests.fakes.record_maker import CNIC, FIA, SINDH
from tests.fakes.records_node import caller

ENGINE = CedarEngine.load()
SECRET = bytes(range(32))
NOW, DAY = 1_780_000_000_000, 86_400_000
DEADLINE = 5_000
RECORD = f"agencies/{FIA}/records/warrant-7"
WHOLE = Match("whole 7", RECORD, FIA, f"{RECORD}/versions/1", "")
HIT = Match(f"hit {RECORD}-2", f"{RECORD}-2", FIA, "", "handle-of-a-warrant")
PUNJAB, KARACHI = caller(), caller(SINDH, "sd-1")


@dataclass
class StatedRecords:
    """See :class:`services.exchange.watches.ports.Records`. ``shown``: to everybody, of whatever is watched."""

    shown: list[Match] = field(default_factory=list)
    barred: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    looked: list[Subject] = field(default_factory=list)

    async def admit(self, inquiry: Inquiry) -> None:
        if inquiry.caller.officer in self.barred:
            raise PolicyDenied

    async def check(self, inquiry: Inquiry, subject: Subject) -> Subject:
        await self.admit(inquiry)
        return subject

    async def may_meet(self, inquiry: Inquiry, identifier: Identifier) -> bool:
        await self.admit(inquiry)
        return inquiry.caller.agency not in self.silent

    async def matches(self, inquiry: Inquiry, subject: Subject) -> Sequence[Match]:
        await self.admit(inquiry)
        self.looked.append(subject)
        return tuple(self.shown)


@dataclass
class StatedQuestions:
    """See :class:`services.exchange.watches.ports.Questions`. ``found``: by everybody; ``refuses``: to whom."""

    found: list[Match] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    asked: list[tuple[WatchedQuestion, Registry, int]] = field(default_factory=list)

    async def check(self, inquiry: Inquiry, question: WatchedQuestion) -> None:
        del question
        if inquiry.caller.officer in self.refuses:
            raise PolicyDenied

    async def matches(
        self, inquiry: Inquiry, question: WatchedQuestion, registry: Registry, deadline_ms: int
    ) -> Sequence[Match]:
        self.asked.append((question, registry, deadline_ms))
        return () if inquiry.caller.officer in self.refuses else tuple(self.found)


@dataclass
class Post:
    """The room and its callers. ``now_ms`` moves by hand; ``trail`` is that of the last call."""

    folder: Path
    registry: Registry
    records: StatedRecords = field(default_factory=StatedRecords)
    questions: StatedQuestions = field(default_factory=StatedQuestions)
    now_ms: int = NOW
    trail: Trail = field(default_factory=Trail)

    def __post_init__(self) -> None:
        self.opened: OpenWatches = open_watches(self.folder, SECRET)

    @property
    def app(self) -> Watching:
        return self.opened.over(self.records, self.questions)

    def inquiry(self, who: Caller) -> Inquiry:
        """A fresh call."""
        self.trail = Trail()
        return Inquiry(who, self.now_ms, ENGINE, self.trail, self.registry.jurisdiction)

    async def watch(
        self, request_id: str = "watch-01", who: Caller = PUNJAB, number: str = CNIC, *, offer: bool = False
    ) -> NumberWatch:
        """A subscription to a number for 30 days."""
        expires_ms = self.now_ms + 30 * DAY
        return await self.send(WatchRequest(request_id, Identifier("CNIC", number), expires_ms, deconflict=offer), who)

    async def send(self, request: WatchRequest, who: Caller = PUNJAB) -> NumberWatch:
        """Whatever is asked for."""
        signed = Signed(b"header", b"signature", wire.encode(request))
        return await self.app.watch(self.inquiry(who), request, signed)

    async def page(self, who: Caller = PUNJAB, cursor: AlertCursor | None = None, size: int = 0) -> ListAlertsResponse:
        """One page."""
        return await self.app.alerts(self.inquiry(who), ListAlertsRequest(cursor, size), self.registry, DEADLINE)

    async def alerts(self, who: Caller = PUNJAB) -> tuple[Alert, ...]:
        """What one page tells."""
        return (await self.page(who)).alerts
