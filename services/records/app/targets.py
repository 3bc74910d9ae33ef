"""Which record a question about a hit is of, and whether the caller may know of it: for the desk of another room.

Whoever may not know of a record is answered as of one that is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.decision import Level
from services.access.errors import NotFound
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.hits import record_of
from services.records.app.opening import open_versions
from services.records.app.record import asked_by_name, decide_record, record_name, refuse_tied
from services.records.app.shown import note_own, texts_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.records.sealing import SealBroken
from services.vocabulary.access import Permission
from services.vocabulary.protection import LIVE
from services.vocabulary.records import HandlingCode, RecordKind


@dataclass(frozen=True, slots=True)
class Targets:
    """Over the records. All but ``in_force`` raise the gates' refusals and tell the trail; all StorageUnavailable."""

    context: Context

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all."""
        async with self.context.store.snapshot() as view:
            await admit(self.context, view, inquiry, permission)

    async def target(self, inquiry: Inquiry, permission: Permission, record: str, handle: str) -> tuple[str, bool]:
        """Name of the record that a name, or else a hit's handle, stands for; whether more than a bare hit is shown.

        The text that was sent counts against the limits, whatever it stands for. Raises InvalidArgument, NotFound.
        """
        context = self.context
        named = asked_by_name(context, inquiry, record, "record") if record else None
        if named is None:
            inquiry.trail.selectors.append(context.keys.selectors.token(f"HIT:{handle}"))
        async with context.store.snapshot() as view:
            ask = await admit(context, view, inquiry, permission)
            agency, record_id = named or await self._of_handle(view, inquiry, handle)
            level = await self._level(view, ask, agency, record_id)
        if level == Level.INVISIBLE:
            raise NotFound
        return f"agencies/{agency}/records/{record_id}", level > Level.HIT

    async def known(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that the caller may know of now."""
        async with self.context.store.snapshot() as view:
            ask = await admit(self.context, view, inquiry, permission)
            levels = {each: await self._level(view, ask, *record_name(each)) for each in dict.fromkeys(records)}
        return frozenset(each for each, level in levels.items() if level > Level.INVISIBLE)

    async def others(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that are not about the officer themself or their kin; also such as are not held."""
        async with self.context.store.snapshot() as view:
            await admit(self.context, view, inquiry, permission)
            return frozenset([each for each in dict.fromkeys(records) if not await self._own(view, inquiry, each)])

    async def in_force(self, record: str, now_ms: int) -> bool:
        """Whether a record is an entry of a list that is in force."""
        async with self.context.store.snapshot() as view:
            profile = await view.record_profile(*record_name(record), (), now_ms)
            head = await view.head(profile.record) if profile else None
        if head is None or head.kind != RecordKind.LIST_ENTRY or head.status not in LIVE:
            return False
        return head.until_ms is None or head.until_ms > now_ms

    async def seeks_child(self, record: str, now_ms: int) -> bool:
        """Whether a record seeks a missing child, and those who protect may be told that the child was found.

        Never of one under a pseudonym, of a report of suspicion, or of what its owner gave to named readers alone.
        """
        async with self.context.store.snapshot() as view:
            profile = await view.record_profile(*record_name(record), (), now_ms)
            if profile is None:
                return False
            klass = (await self.context.classes.of(view, [profile.klass]))[profile.klass]
        kept_back = klass.pseudonym or klass.str_derived or klass.handling in (HandlingCode.H3, HandlingCode.ORCON)
        return klass.missing_child and not kept_back

    async def _of_handle(self, view: Snapshot, inquiry: Inquiry, handle: str) -> tuple[str, str]:
        try:
            head = await view.head(record_of(self.context, inquiry.caller, handle))
        except SealBroken:
            raise NotFound from None
        if head is None:
            raise NotFound
        return head.agency, head.record_id

    async def _level(self, view: Snapshot, ask: Ask, agency: str, record_id: str) -> Level:
        """How much of a record the caller sees; nothing of one under a pseudonym, or of their own and kin's."""
        decided = await decide_record(self.context, view, ask, agency, record_id)
        if decided is None or decided.decision.pseudonym or decided.decision.level == Level.INVISIBLE:
            return Level.INVISIBLE
        profile = decided.profile
        if await self._of_kin(view, ask.inquiry, profile.seq):
            return Level.INVISIBLE
        try:
            await refuse_tied(self.context, view, ask, profile, decided.beside.visible)
        except NotFound:
            return Level.INVISIBLE
        return decided.decision.level

    async def _own(self, view: Snapshot, inquiry: Inquiry, record: str) -> bool:
        profile = await view.record_profile(*record_name(record), (), inquiry.now_ms)
        return profile is not None and await self._of_kin(view, inquiry, profile.seq)

    async def _of_kin(self, view: Snapshot, inquiry: Inquiry, seq: int) -> bool:
        """Whether the newest version is about the officer themself or their kin; oversight is told."""
        if not inquiry.caller.own_and_kin:
            return False
        version = (await open_versions(self.context, view, [seq])).versions[seq]
        own = is_own_or_kin(inquiry.caller, texts_of([version.record]))
        if own:
            note_own(inquiry)
        return own
