"""Desks are told of a guard that nobody has decided by a clock of its own, whether or not anybody reads (LAW 2(c)).

It follows the changes of the records and keeps whom a case accuses though another names them as a victim; of these
alone records are opened, when a desk is next to be told, or something about them has changed. A desk is told in one
transaction of the book, so a process that is killed has told it once or not at all, and looks again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from services.records.app.context import Context
from services.records.app.guarding import every_guard, has_both_sides
from services.records.app.guards import Matter, matters, stages_of, waits_since
from services.records.app.one_person import numbers_of
from services.records.change_rows import ChangedHead
from services.records.codes import class_of
from services.records.law_book_port import GuardIndex
from services.records.ports import Snapshot
from services.records.tokens import joining
from services.tables.days import DAY_MS
from services.vocabulary.protection import ACCUSED_ROLES
from services.vocabulary.records import PartyRole, RecordKind

BATCH: Final = 500
"""Changes, or people, at once."""
LOOK_AGAIN_MS: Final = DAY_MS
"""What time alone changes, such as a role that was turned, is seen so late at most (P)."""
PUT_OFF_MS: Final = 3_600_000
"""Of whom something cannot be read is looked at again after so long: one person stops no other's clock."""
OVERLAP: Final = 10_000
"""Changes that a new process takes once more: a backup may hold a newer book than records."""
_SIDES: Final = ACCUSED_ROLES | {PartyRole.VICTIM}
logger = logging.getLogger(__name__)


class GuardClock:
    """One of a node. ``context``: with the law and the book of a hub."""

    def __init__(self, context: Context, index: GuardIndex) -> None:
        self._context, self._index = context, index
        self._began = False

    async def turn(self, now_ms: int) -> None:
        """Tell every desk that is to know by now. Raises StorageUnavailable."""
        await self._follow(now_ms)
        while people := await self._index.due(now_ms, BATCH):
            for token in people:
                await self._index.looked(token, await self._next(token, now_ms))
                await asyncio.sleep(0)

    async def _follow(self, now_ms: int) -> None:
        """Take in who has come to stand on both sides. Where the records are older than what was taken, all anew."""
        after = await self._index.taken()
        if not self._began:
            after, self._began = max(after - OVERLAP, 0), True
        while True:
            async with self._context.store.snapshot() as view:
                heads = await view.heads_changed(after, BATCH)
                went_back = await view.change_head() < after
                people = await self._people(view, heads, now_ms)
            if not heads and not went_back:
                return
            after = 0 if went_back else heads[-1].number
            await self._index.take(people, after, now_ms)
            await asyncio.sleep(0)

    async def _people(self, view: Snapshot, heads: Sequence[ChangedHead], now_ms: int) -> list[str]:
        """Who is named by what has changed, and by cases whose file has, and stands on both sides."""
        classes = await self._context.classes.of(view, {head.klass for head in heads})
        records = {head.record for head in heads if classes[head.klass].role in _SIDES}
        files = [head.record for head in heads if classes[head.klass].kind == RecordKind.CASE_FILE]
        if files:
            held = await view.numbered_rows(files, (), now_ms)
            numbers = {number.partition(":")[2] for each in held for number in joining(each.row.cases)}
            members = await view.case_members(sorted(numbers), now_ms)
            known = await self._context.classes.of(view, {class_of(row.code) for row in members})
            records |= {row.record for row in members if known[class_of(row.code)].role in _SIDES}
        named = await view.numbered_rows(sorted(records), (), now_ms)
        tokens = dict.fromkeys(token for each in named for token in numbers_of(each.people))
        return [token for token in tokens if await has_both_sides(self._context, view, token, now_ms)]

    async def _next(self, token: str, now_ms: int) -> int | None:
        """Tell who is to know of one person, and say when to look again; None where nothing is held of two sides."""
        try:
            async with self._context.store.snapshot() as view:
                found = await every_guard(self._context, view, token, now_ms)
            standing = matters(self._context, token, found or ())
            await self._context.law_book.keep_only(token, [each.name for each in standing])
            if found is None:
                return None
            return min([now_ms + LOOK_AGAIN_MS, *[await self._told(each, now_ms) for each in standing]])
        except Exception as error:
            logger.error("a guard cannot be looked at, and is put off: %s", type(error).__name__)
            return now_ms + PUT_OFF_MS

    async def _told(self, matter: Matter, now_ms: int) -> int:
        """Tell the desks of one matter; when the next one is to be told."""
        law, book = self._context.guard_law, self._context.law_book
        said = await book.last(matter.name)
        if law is None or (said is not None and said.basis == matter.basis):
            return now_ms + LOOK_AGAIN_MS
        times: list[tuple[str, int]] = []
        for guard in matter.guards:
            times += stages_of(law, guard, await waits_since(book, matter, guard)).items()
        due = {desk for desk, at_ms in times if at_ms <= now_ms}
        if due:
            await book.tell(matter.name, due, now_ms, matter.basis)
        return min((at_ms for _, at_ms in times if at_ms > now_ms), default=now_ms + LOOK_AGAIN_MS)
