"""Use cases: a child is registered, changed and found, behind the firewall (``gate.py``).

Guardians are designated by a word of who may say that nothing stands against them; the registry learns that word alone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import NamedTuple

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.trail import Inquiry
from services.identity.app.admit import admit_officer
from services.identity.provisional import states
from services.identity.provisional.alike import MAX_CANDIDATES, alike, enough
from services.identity.provisional.checks import (
    check_child,
    check_number,
    check_reason,
    check_sought,
    guardian_broken,
    refuse,
)
from services.identity.provisional.errors import Unfit
from services.identity.provisional.gate import (
    check_act,
    check_body,
    check_change,
    is_registry,
    shown,
    visible,
)
from services.identity.provisional.ids import checked_id, new_id
from services.identity.provisional.ports import Children, Fitness, Register, Said
from services.identity.provisional.states import Held
from services.values.identity import Asked, Guardian, GuardianWord, Provisional, ProvisionalCandidate
from services.values.records import Identifier
from services.vocabulary.access import Permission
from services.vocabulary.provisional import ProvisionalAct, ProvisionalState

WAITING: int = 50
"""Rows of what waits for the caller; those longest due come first."""


class Transaction(NamedTuple):
    """What a request says of itself, and SHA-256 of its body: the same again is answered as before."""

    asked: Asked | None
    sha256: bytes


class Wish(NamedTuple):
    """One act on one identity, with what the act needs. ``word``: that the guardian is fit."""

    id: str
    act: str
    guardian: Guardian | None = None
    word: GuardianWord | None = None
    number: Identifier | None = None
    reason: str = ""
    into: str = ""


class Sought(NamedTuple):
    """One of three: an id, what is known of a child, or what waits for the caller's agency."""

    id: str = ""
    child: Provisional | None = None
    waiting: bool = False


class Opened(NamedTuple):
    """A new identity, and who may be the same child. ``more``: there were others, further off."""

    child: Provisional
    candidates: tuple[ProvisionalCandidate, ...]
    more: bool


class Found(NamedTuple):
    """``more``: there were others, further off."""

    candidates: tuple[ProvisionalCandidate, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Provisionals:
    """``selector``: 32-byte token, for the log and its limits, of what is asked for."""

    children: Children
    fitness: Fitness
    register: Register
    selector: Callable[[str], bytes]

    async def open(self, inquiry: Inquiry, by: Transaction, child: Provisional, word: GuardianWord | None) -> Opened:
        """A child's provisional identity, held by the caller's body.

        Raises the gate's refusals, InvalidArgument, Unfit, RequestIdReused, StoreUnavailable.
        """
        self._count(inquiry, repr(child))
        why = admit_officer(inquiry, Permission.PROVISIONAL_WRITE, by.asked)
        check_body(inquiry.caller)
        check_child(child, inquiry.now_ms)
        if child.guardian is not None:
            self._check_fit(inquiry, child.guardian, word)
        said = _said(inquiry, why, by, "REGISTER_PROVISIONAL")
        held = None
        while held is None:
            made = states.opened(child, new_id(), inquiry.caller.agency, inquiry.now_ms)
            held = await self.children.open(made, said)
        near = await self._near(inquiry, held.child)
        return Opened(shown(inquiry.caller, held, inquiry.now_ms), near.candidates, near.more)

    async def change(self, inquiry: Inquiry, by: Transaction, wish: Wish) -> Provisional:
        """How it stands after the act.

        Raises the gate's refusals, InvalidArgument, NotFound, NotHolder, OutOfOrder, Unfit, RequestIdReused,
        StoreUnavailable.
        """
        for id_ in filter(None, (wish.id, wish.into)):
            self._count(inquiry, id_)
        why = admit_officer(inquiry, Permission.PROVISIONAL_WRITE, by.asked)
        check_act(inquiry.caller, wish.act)
        id_ = checked_id(wish.id)
        into = checked_id(wish.into, "into") if wish.act == ProvisionalAct.MERGE else ""
        step = await self._step(inquiry, wish)
        said = _said(inquiry, why, by, wish.act)

        def stepped(held: Held, other: Held | None) -> Held:
            check_change(inquiry.caller, held)
            return step(held, other)

        after = await self.children.change(id_, stepped, said, into)
        if after is None:
            raise NotFound
        return await self._shown(inquiry, after)

    async def find(self, inquiry: Inquiry, asked: Asked | None, sought: Sought) -> Found:
        """By id, by what is known of a child, or what waits for the caller's agency.

        Raises the gate's refusals, InvalidArgument, StoreUnavailable.
        """
        if not sought.waiting:
            self._count(inquiry, sought.id or repr(sought.child))
        admit_officer(inquiry, Permission.PROVISIONAL_READ, asked)
        if (bool(sought.id), sought.child is not None, sought.waiting).count(True) != 1:
            raise InvalidArgument(Violation("", "one-question", "asks by an id, by a child, or for what waits"))
        if sought.id:
            return await self._by_id(inquiry, checked_id(sought.id))
        if sought.child is not None:
            check_body(inquiry.caller)
            return await self._by_description(inquiry, sought.child)
        return await self._waiting(inquiry)

    async def _by_id(self, inquiry: Inquiry, id_: str) -> Found:
        held = await self.children.get(id_)
        if held is None or not visible(inquiry.caller, held):
            return Found(())
        return Found((ProvisionalCandidate(await self._shown(inquiry, held)),))

    async def _by_description(self, inquiry: Inquiry, child: Provisional) -> Found:
        check_sought(child, inquiry.now_ms)
        if not enough(child):
            raise InvalidArgument(Violation("sought", "too-little", "needs two of name, birth, place and day found"))
        return await self._near(inquiry, child)

    async def _near(self, inquiry: Inquiry, child: Provisional) -> Found:
        known = {held.child.id: held for held in await self._all()}
        near = alike(child, (held.child for held in known.values()))
        rows = [
            ProvisionalCandidate(await self._shown(inquiry, known[one.child.id]), one.agrees)
            for one in near[:MAX_CANDIDATES]
        ]
        return Found(tuple(rows), len(near) > MAX_CANDIDATES)

    async def _waiting(self, inquiry: Inquiry) -> Found:
        rows = [row for held in await self._all() if (row := _due(inquiry, held)) is not None]
        rows.sort(key=lambda row: (row.review_ms, row.id))
        return Found(tuple(map(ProvisionalCandidate, rows[:WAITING])), len(rows) > WAITING)

    async def _all(self) -> list[Held]:
        async with aclosing(self.children.all()) as every:
            return [held async for held in every]

    async def _shown(self, inquiry: Inquiry, held: Held) -> Provisional:
        token = b""
        if held.number is not None and not is_registry(inquiry.caller):
            token = await self.register.token(held.number, inquiry.caller.agency)
        return shown(inquiry.caller, held, inquiry.now_ms, token)

    async def _step(self, inquiry: Inquiry, wish: Wish) -> Callable[[Held, Held | None], Held]:
        """What the act does. Raises InvalidArgument for what the act needs and the wish has not."""
        now, who, number = inquiry.now_ms, wish.guardian, wish.number
        if who is not None:
            refuse(list(guardian_broken(who)))
        if wish.act in (ProvisionalAct.REFUSE, ProvisionalAct.CLOSE):
            check_reason(wish.reason)
        if wish.act == ProvisionalAct.REGISTER:
            number = check_number(number)
            if not await self.register.registered(number):
                raise InvalidArgument(Violation("identifier", "not-registered", "is of nobody in the register"))
        steps: dict[str, Callable[[Held, Held | None], Held]] = {
            ProvisionalAct.SUBMIT: lambda held, _: states.submitted(held, self._designated(inquiry, held, wish)),
            ProvisionalAct.REGISTER: lambda held, _: states.registered(held, number or Identifier()),
            ProvisionalAct.REFUSE: lambda held, _: states.refused(held, wish.reason),
            ProvisionalAct.MERGE: _merged,
            ProvisionalAct.UNDO_MERGE: lambda held, _: states.unmerged(held),
            ProvisionalAct.CLOSE: lambda held, _: states.closed(held, wish.reason),
            ProvisionalAct.REVIEW: lambda held, _: self._reviewed(inquiry, held, wish, now),
        }
        if wish.act not in steps:
            raise InvalidArgument(Violation("act", "required", "must be given"))
        return steps[wish.act]

    def _designated(self, inquiry: Inquiry, held: Held, wish: Wish) -> Guardian:
        guardian = wish.guardian or held.child.guardian
        if guardian is None:
            raise InvalidArgument(Violation("guardian", "required", "is missing: no child is submitted without"))
        self._check_fit(inquiry, guardian, wish.word)
        return guardian

    def _reviewed(self, inquiry: Inquiry, held: Held, wish: Wish, now_ms: int) -> Held:
        if wish.guardian is not None:
            self._check_fit(inquiry, wish.guardian, wish.word)
        return states.reviewed(held, wish.guardian, now_ms)

    def _check_fit(self, inquiry: Inquiry, guardian: Guardian, word: GuardianWord | None) -> None:
        number = guardian.identifier or Identifier()
        if word is None:
            raise InvalidArgument(Violation("word", "required", "is missing: a guardian is taken by the hub's word"))
        if not self.fitness.fit(number, inquiry.caller.agency, word, inquiry.now_ms):
            raise Unfit

    def _count(self, inquiry: Inquiry, asked_for: str) -> None:
        """Whatever becomes of the call, it counts towards the limits, as the text that was sent."""
        inquiry.trail.selectors.append(self.selector(f"PROVISIONAL:{asked_for}"))


def _merged(held: Held, other: Held | None) -> Held:
    if other is None:
        raise NotFound
    return states.merged(held, other)


def _due(inquiry: Inquiry, held: Held) -> Provisional | None:
    """The row of what waits for the caller's agency, if this one does."""
    if is_registry(inquiry.caller):
        return shown(inquiry.caller, held, inquiry.now_ms) if held.state == ProvisionalState.SUBMITTED else None
    row = shown(inquiry.caller, held, inquiry.now_ms)
    return row if row.task else None


def _said(inquiry: Inquiry, why: Asked, by: Transaction, act: str) -> Said:
    return Said(inquiry.caller.agency, inquiry.caller.officer, why.transaction_id, by.sha256, act, inquiry.now_ms)
