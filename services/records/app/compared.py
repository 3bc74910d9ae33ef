"""What a model may compare of the records, and what it finds of two of them, as their newest versions describe them."""

from __future__ import annotations

from services.access.decision import RecordClass
from services.matching.person import Described
from services.matching.score import Score
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.record import head_by_name
from services.records.described import described
from services.records.ports import Snapshot
from services.records.timeline.history import side_of_record
from services.values.records import RecordVersion
from services.vocabulary.protection import LIVE, Side


def may_be_compared(version: RecordVersion, klass: RecordClass, held_until_ms: int, now_ms: int) -> bool:
    """Whether a model may compare the record at all: fail closed.

    Whom the law protects as a victim or witness, whose record is sealed or gone, or whose name is a pseudonym is not
    compared. ``held_until_ms``: until when others see the role that protected the person before, 0 for none.
    """
    if version.subject is None or version.status not in LIVE or side_of_record(version) == Side.PROTECTED:
        return False
    withheld = klass.sealed or klass.own_sealed or klass.protected_person or klass.pseudonym or klass.expunged
    return not (withheld or klass.stranger_to != "" or klass.missing_child or held_until_ms > now_ms)


async def score_pair(context: Context, one: str, other: str, now_ms: int) -> Score | None:
    """The model's word on two records by their names; None where either is none, describes nobody, or may not be
    compared. Raises StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        first, second = [await _described(context, view, name, now_ms) for name in (one, other)]
    return context.matching.score(first, second) if first and second else None


async def _described(context: Context, view: Snapshot, name: str, now_ms: int) -> Described | None:
    head = await head_by_name(view, name, now_ms)
    if head is None:
        return None
    version = (await open_versions(context, view, [head.seq])).versions[head.seq].record
    klass = (await context.classes.of(view, [head.klass]))[head.klass]
    if version.subject is None or not may_be_compared(version, klass, max(-(head.until_ms or 0), 0), now_ms):
        return None
    who = described(version.subject)
    return who if who.name.tokens else None
