"""Use cases: something is watched, and what matched is told in a count without gaps.

Nothing is matched in the background. When an officer reads their alerts, each watch is looked up under their rights of
that moment; what they see and were not told yet is numbered then. What they may not see is neither counted nor
numbered, and an alert whose match they may no longer see keeps its number and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.access.errors import NotFound, Violation
from services.access.page_tokens import page_size
from services.access.request_id import check_request_id
from services.access.trail import Inquiry
from services.exchange.watches.checks import check_consent, check_expiry, subject_of
from services.exchange.watches.errors import CursorInvalid
from services.exchange.watches.logged import name_of
from services.exchange.watches.ports import (
    DESK_OF,
    Feed,
    Match,
    Questions,
    Records,
    Signed,
    Subject,
    Told,
    Watched,
    Watches,
)
from services.membership.registry import Registry
from services.values.exchange import (
    Alert,
    AlertCursor,
    Desk,
    ListAlertsRequest,
    ListAlertsResponse,
    ListWatchesResponse,
    NumberWatch,
    WatchRequest,
)

MET: Final = "desks-met"
"""Alarm of a reading by which two agencies were put in touch."""


@dataclass(frozen=True, slots=True)
class Watching:
    """Over the subscriptions, the records and the link graph."""

    watches: Watches
    records: Records
    questions: Questions

    async def watch(self, inquiry: Inquiry, request: WatchRequest, signed: Signed) -> NumberWatch:
        """Subscribe; the same whatever is known of what is watched.

        Raises the gates' refusals, InvalidArgument, TooManyWatches, RequestIdReused, WatchesUnavailable.
        """
        request_id, now_ms = request.request_id, inquiry.now_ms
        check_request_id(request_id)
        check_consent(request, inquiry.caller)
        subject = await self._checked(inquiry, subject_of(request))
        feed, caller = _feed(inquiry), inquiry.caller
        inquiry.trail.request_id = request_id
        check_expiry(request.expires_ms, now_ms)
        id_, why = self.watches.id_of(feed, request_id), (caller.purpose, caller.legal_basis)
        made = Watched(id_, feed, *why, subject, now_ms, request.expires_ms, signed, request.deconflict)
        kept = await self.watches.keep(made)
        return _shown(kept)

    async def _checked(self, inquiry: Inquiry, subject: Subject) -> Subject:
        if subject.question is None:
            return await self.records.check(inquiry, subject)
        await self.records.admit(inquiry)
        await self.questions.check(inquiry, subject.question)
        return subject

    async def unwatch(self, inquiry: Inquiry, id_: str) -> None:
        """End one of the officer's own for the cited case. Raises the gates' refusals, NotFound, WatchesUnavailable."""
        await self.records.admit(inquiry)
        if not await self.watches.end(_feed(inquiry), id_):
            raise NotFound
        inquiry.trail.records.append(name_of(id_))

    async def list(self, inquiry: Inquiry) -> ListWatchesResponse:
        """The officer's own for the cited case. Raises the gates' refusals, WatchesUnavailable."""
        await self.records.admit(inquiry)
        return ListWatchesResponse(
            tuple(_shown(each) for each in await self.watches.of(_feed(inquiry), inquiry.now_ms))
        )

    async def alerts(
        self, inquiry: Inquiry, request: ListAlertsRequest, registry: Registry, deadline_ms: int
    ) -> ListAlertsResponse:
        """One page. ``registry``: whose desks are told. ``deadline_ms``: for what is asked of the link graph.

        Raises the gates' refusals, InvalidArgument, CursorInvalid, WatchesUnavailable; where a question is watched also
        what it raises.
        """
        size, feed = page_size(request.page_size), _feed(inquiry)
        await self.records.admit(inquiry)
        start = await self._start(feed, request.cursor)
        seen: dict[str, tuple[str, Match]] = {}
        watches = await self.watches.of(feed, inquiry.now_ms)
        for watched in watches:
            for match in await self._matches(inquiry, watched.subject, registry, deadline_ms):
                seen[f"{watched.id} {match.key}"] = watched.id, match
        await self.watches.tell(feed, [(key, match.record) for key, (_, match) in seen.items()], inquiry.now_ms)
        willing = await self._willing(inquiry, feed, watches)
        rows = await self.watches.told(feed, start, size + 1)
        alerts = tuple(
            _desk_alert(row, willing, registry) or _alert(row, *seen.get(row.key, ("", None))) for row in rows[:size]
        )
        inquiry.trail.records.extend(alert.version for alert in alerts if alert.version)
        last = alerts[-1].sequence if alerts else start
        cursor = AlertCursor(self.watches.name(feed), await self.watches.epoch(), last)
        inquiry.trail.feed, inquiry.trail.feed_page = cursor.feed, last
        return ListAlertsResponse(alerts, cursor, len(rows) > size)

    async def _matches(
        self, inquiry: Inquiry, subject: Subject, registry: Registry, deadline_ms: int
    ) -> Sequence[Match]:
        if subject.question is None:
            return await self.records.matches(inquiry, subject)
        return await self.questions.matches(inquiry, subject.question, registry, deadline_ms)

    async def _willing(self, inquiry: Inquiry, feed: Feed, watches: Sequence[Watched]) -> frozenset[str]:
        """Watches over which the desk may be told now. Whoever is willing over the same numbers is told of it first."""
        offered = [(each, each.subject.identifier) for each in watches if each.deconflict]
        may = {each.id for each, number in offered if number and await self.records.may_meet(inquiry, number)}
        if offered:
            willing, barred = ([each for each, _ in offered if (each.id in may) is kept] for kept in (True, False))
            if await self.watches.meet(feed, willing, barred, inquiry.now_ms):
                inquiry.trail.alarms.append(MET)
        return frozenset(may)

    async def _start(self, feed: Feed, cursor: AlertCursor | None) -> int:
        if cursor is None:
            return 0
        if cursor.feed != self.watches.name(feed):
            raise CursorInvalid(Violation("cursor.feed", "feed", "is of another feed"))
        if cursor.epoch != await self.watches.epoch():
            raise CursorInvalid(Violation("cursor.epoch", "epoch", "has ended: begin anew"))
        if cursor.sequence > await self.watches.head(feed):
            raise CursorInvalid(Violation("cursor.sequence", "sequence", "is ahead of the feed"))
        return cursor.sequence


def _feed(inquiry: Inquiry) -> Feed:
    caller = inquiry.caller
    return Feed(caller.agency, caller.officer, caller.case_type, caller.case_key)


def _shown(watched: Watched) -> NumberWatch:
    of = watched.subject
    times = watched.began_ms, watched.expires_ms
    offered, asked = watched.deconflict, of.question
    return NumberWatch(watched.id, of.identifier, *times, of.record, of.person, of.cited_case, offered, asked)


def _desk_alert(row: Told, willing: frozenset[str], registry: Registry) -> Alert | None:
    """Of a row that tells of another agency's desk: the desk, as long as the officer's own may be told."""
    watch, met, agency = row.key.partition(DESK_OF)
    if not met:
        return None
    member = registry.agency(agency)
    if watch not in willing or member is None:
        return Alert(row.sequence)
    desk = Desk(member.desk.name, member.desk.phone, member.desk.email)
    return Alert(row.sequence, watch, row.told_ms, agency, desk=desk)


def _alert(row: Told, watch: str, match: Match | None) -> Alert:
    if match is None:
        return Alert(row.sequence)
    return Alert(row.sequence, watch, row.told_ms, match.owner, match.version, match.handle)
