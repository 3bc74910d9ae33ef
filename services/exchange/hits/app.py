"""Use cases: an owner is asked about a hit, answers, and is held to what follows; releases of single records.

Whoever asks must themself be allowed to know of the record, now. Whoever may not is answered as of a record that is not
there, and so is who names a request that is not theirs.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.request_id import Act
from services.exchange.desk.asked import Asked, act_of
from services.exchange.desk.errors import OutOfOrder
from services.exchange.hits.checks import (
    check_answer,
    check_named,
    check_questions,
    check_until,
    checked_urgency,
    checked_word,
)
from services.exchange.hits.logged import names_of
from services.exchange.hits.ports import HitRequests, Records
from services.exchange.hits.shown import shown
from services.exchange.hits.states import OF_OWNER, Request, Said, after
from services.values.exchange import (
    AnswerHitRequest,
    ConfirmHitRequest,
    ConfirmHitResponse,
    DecideReleaseRequest,
    HitRequest,
    LocateRequest,
    RequestReleaseRequest,
)
from services.vocabulary.access import Permission
from services.vocabulary.hits import HitRequestKind, HitState, Urgency

_ID_BYTES: Final = 16
_May = Callable[[Request], None]
MAX_WAITING: Final = 50
"""Requests of one agency and case that may wait for one owner (P): nobody fills an owner's queue alone."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Over the requests and the records."""

    requests: HitRequests
    records: Records

    async def confirm(self, asked: Asked, request: ConfirmHitRequest) -> ConfirmHitResponse:
        """Ask whether a hit holds.

        Raises the gates' refusals, InvalidArgument, NotFound, RequestIdReused, TooManyWaiting, DeskUnavailable.
        """
        check_named(request.record, request.handle)
        check_questions(request.questions)
        act, urgency = act_of(asked, request.request_id), checked_urgency(request.urgency)
        record, acts = await self.records.target(asked.inquiry, Permission.HIT_ASK, request.record, request.handle)
        made = _new(asked, HitRequestKind.CONFIRMATION, record, urgency)
        made = replace(made, by_name=bool(request.record), questions=request.questions)
        kept = await self.requests.ask(made, act, MAX_WAITING)
        located_ms = await self.requests.located_ms(kept.record) if acts else 0
        return ConfirmHitResponse(_shown(asked, kept, asks=True), located_ms)

    async def request_release(self, asked: Asked, request: RequestReleaseRequest) -> HitRequest:
        """Ask that a record be shown for the cited case.

        Raises as :meth:`confirm` does.
        """
        if not request.handle:
            raise InvalidArgument(Violation("handle", "required", "must be given"))
        act, urgency = act_of(asked, request.request_id), checked_urgency(request.urgency)
        record, _ = await self.records.target(asked.inquiry, Permission.HIT_ASK, "", request.handle)
        made = _new(asked, HitRequestKind.RELEASE, record, urgency)
        return _shown(asked, await self.requests.ask(made, act, MAX_WAITING), asks=True)

    async def locate(self, asked: Asked, request: LocateRequest) -> HitRequest:
        """Say that the person was found, by whoever asked in this case and may still know of the record.

        Raises the gates' refusals, InvalidArgument, NotFound, OutOfOrder, RequestIdReused, DeskUnavailable.
        """
        act, may = act_of(asked, request.request_id), _asked_by(asked.inquiry.caller)
        await self.records.admit(asked.inquiry, Permission.HIT_ASK)
        held = await self._held(request.id, may)
        if held.record not in await self.records.known(asked.inquiry, Permission.HIT_ASK, [held.record]):
            raise NotFound
        child = await self.records.seeks_child(held.record, asked.inquiry.now_ms)
        said = _said(asked, HitState.LOCATED)._replace(child=child)
        return _shown(asked, await self._say(asked, held.id, may, said, act), asks=True)

    async def answer(self, asked: Asked, request: AnswerHitRequest) -> HitRequest:
        """What the owner says of a confirmation. An entry of a list that is in force is not cleared.

        Raises as :meth:`locate` does.
        """
        word = checked_word(request.answer, "answer", OF_OWNER[HitRequestKind.CONFIRMATION])
        check_answer(request)
        act, may = act_of(asked, request.request_id), _owned_by(asked.inquiry.caller, HitRequestKind.CONFIRMATION)
        held = await self._owned(asked, Permission.HIT_ANSWER, request.id, may)
        if word == HitState.CLEARED and await self.records.in_force(held.record, asked.inquiry.now_ms):
            raise OutOfOrder
        said = _said(asked, word)._replace(until_ms=request.until_ms, collector=request.collector)
        return _shown(asked, await self._say(asked, held.id, may, said, act), asks=False)

    async def decide_release(self, asked: Asked, request: DecideReleaseRequest) -> HitRequest:
        """What the owner decides on a release, for at most 30 days.

        Raises as :meth:`locate` does.
        """
        word = checked_word(request.decision, "decision", OF_OWNER[HitRequestKind.RELEASE])
        check_until(request.until_ms, needed=word == HitState.GRANTED)
        act, may = act_of(asked, request.request_id), _owned_by(asked.inquiry.caller, HitRequestKind.RELEASE)
        held = await self._owned(asked, Permission.RELEASE_DECIDE, request.id, may)
        said = _said(asked, word)._replace(until_ms=request.until_ms)
        return _shown(asked, await self._say(asked, held.id, may, said, act), asks=False)

    async def _owned(self, asked: Asked, permission: Permission, id_: str, may: _May) -> Request:
        """A request for a record of the caller's agency that is not about the officer themself or their kin."""
        await self.records.admit(asked.inquiry, permission)
        held = await self._held(id_, may)
        if held.record not in await self.records.others(asked.inquiry, permission, [held.record]):
            raise NotFound
        return held

    async def _held(self, id_: str, may: _May) -> Request:
        held = await self.requests.get(id_)
        if held is None:
            raise NotFound
        may(held)
        return held

    async def _say(self, asked: Asked, id_: str, may: _May, said: Said, act: Act) -> Request:
        """The request with a word on it, which the entry of the call names where it is new."""
        kept = await self.requests.say(id_, may, lambda request: after(request, said), act)
        if kept is None:
            raise NotFound
        if said in kept.said:
            asked.inquiry.trail.records.extend(names_of(id_, said))
        return kept


def _new(asked: Asked, kind: HitRequestKind, record: str, urgency: Urgency) -> Request:
    caller = asked.inquiry.caller
    return Request(
        id=secrets.token_urlsafe(_ID_BYTES),
        kind=kind,
        record=record,
        by_name=False,
        owner=record.split("/")[1],
        agency=caller.agency,
        officer=caller.officer,
        case_type=caller.case_type,
        case_key=caller.case_key,
        urgency=urgency,
        questions=(),
        asked_ms=asked.inquiry.now_ms,
    )


def _said(asked: Asked, word: HitState) -> Said:
    caller = asked.inquiry.caller
    return Said(word, asked.inquiry.now_ms, caller.agency, caller.officer)


def _asked_by(caller: Caller) -> _May:
    """NotFound for a confirmation that another agency asked for, or in another case than the cited one."""

    def check(held: Request) -> None:
        mine = held.agency, held.case_type, held.case_key
        if held.kind != HitRequestKind.CONFIRMATION or mine != (caller.agency, caller.case_type, caller.case_key):
            raise NotFound

    return check


def _owned_by(caller: Caller, kind: HitRequestKind) -> _May:
    """NotFound for a request of another kind, or for another agency's record."""

    def check(held: Request) -> None:
        if held.kind != kind or held.owner != caller.agency:
            raise NotFound

    return check


def _shown(asked: Asked, request: Request, *, asks: bool) -> HitRequest:
    return shown(request, asked.registry, asked.inquiry.now_ms, asks=asks)
