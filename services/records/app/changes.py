"""What follows the records: each changed record once, in order, with its newest version and its class in force.

A class in force changes when other records come in (a protection order, a birth date), so the log of versions is no
feed of changes; the head's own change number is. A list entry also lapses by time, without a change: whoever follows
must not take its being in force from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from services.access.decision import RecordClass
from services.records.app.context import ClassBook
from services.records.body_keys import BodyKeys
from services.records.errors import StorageUnavailable
from services.records.ports import Store
from services.records.rows import BodyRow
from services.records.sealing import SealBroken
from services.values.records import RecordVersion


class Changed(NamedTuple):
    """``number``: of the change; ``recorded_ms``: when the hub learnt the version; ``klass``: in force.

    ``record``, ``class_id``: numbers of the record and of the class in the store.
    ``held_until_ms``: until when others see the role that protected its person before, 0 where none is held back.
    """

    number: int
    version: RecordVersion
    recorded_ms: int
    klass: RecordClass
    record: int
    class_id: int
    held_until_ms: int = 0


class Follow:
    """Reads changes from a store. ``bodies``: what version bytes are sealed with; ``decode``: the wire's."""

    def __init__(self, store: Store, bodies: BodyKeys, decode: Callable[[bytes], RecordVersion]) -> None:
        self._store = store
        self._bodies = bodies
        self._decode = decode
        self._classes = ClassBook()

    async def head(self) -> int:
        """Number of the last change. Raises StorageUnavailable, as all here."""
        async with self._store.snapshot() as view:
            return await view.change_head()

    async def changes(self, after: int, limit: int) -> list[Changed]:
        """Records whose last change came after, in the order of their changes."""
        async with self._store.snapshot() as view:
            heads = await view.heads_changed(after, limit)
            bodies = {row.seq: row for row in await view.bodies([head.seq for head in heads])}
            classes = await self._classes.of(view, {head.klass for head in heads})
        found = []
        for head in heads:
            row = bodies[head.seq]
            version = self._open(row)
            held_until_ms = max(-(head.until_ms or 0), 0)
            numbers = (head.record, head.klass)
            found.append(Changed(head.number, version, row.recorded_ms, classes[head.klass], *numbers, held_until_ms))
        return found

    def _open(self, row: BodyRow) -> RecordVersion:
        try:
            return self._decode(self._bodies.open(row.page, row.leaf, row.body, row.sha256))
        except SealBroken:
            raise StorageUnavailable from None
