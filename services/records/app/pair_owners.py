"""Who owns the two records of a decision on who is one person, and whether what they say keeps the two apart."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.record import head_by_name
from services.records.ports import Snapshot
from services.records.tokens import BLIND
from services.values.records import Birth, RecordVersion, Subject

LASTING_MS: Final = 30 * 86_400_000
"""How long a record stands under a number before its owner's word on the person counts (P)."""
_CARDS: Final = ("CNIC", "NICOP", "POC", BLIND)


class Owners(NamedTuple):
    """``owners``: who owns one of the two under a number of its own register; ``lasting``: of each, who did so 30 days
    ago already. ``contradicted``: two different cards and two different births, which the registry does not join.
    ``persons``: of each the blind token of a card, or else the record's name.
    """

    owners: frozenset[str]
    lasting: tuple[frozenset[str], frozenset[str]]
    contradicted: bool
    persons: tuple[str, str]


class _Record(NamedTuple):
    now: RecordVersion
    before: RecordVersion | None


async def owners_of(context: Context, inquiry: Inquiry, one: str, other: str) -> Owners:
    """Of two records by their names; a name of nothing has no owner. Raises StorageUnavailable."""
    async with context.store.snapshot() as view:
        both = [await _record(context, view, name, inquiry.now_ms) for name in (one, other)]
    now = [_owner(each.now) if each else frozenset() for each in both]
    before = [_owner(each.before) if each and each.before else frozenset() for each in both]
    first, second = (each.now.subject if each else None for each in both)
    lasting = (now[0] & before[0], now[1] & before[1])
    persons = _person(context, first, one), _person(context, second, other)
    return Owners(now[0] | now[1], lasting, await _contradicted(context, first, second), persons)


async def _record(context: Context, view: Snapshot, name: str, now_ms: int) -> _Record | None:
    head = await head_by_name(view, name, now_ms)
    if head is None:
        return None
    before = (await view.versions_as_of([head.record], now_ms - LASTING_MS)).get(head.record)
    seqs = [head.seq] if before is None else sorted({head.seq, before})
    versions = (await open_versions(context, view, seqs)).versions
    return _Record(versions[head.seq].record, None if before is None else versions[before].record)


def _owner(record: RecordVersion) -> frozenset[str]:
    """The writer, where the record stands under a number of the writer's own register."""
    return frozenset({record.agency} & set(record.voice.holders))


async def _contradicted(context: Context, one: Subject | None, other: Subject | None) -> bool:
    if one is None or other is None or not _apart(one.birth, other.birth):
        return False
    first, second = _cards(context, one), _cards(context, other)
    if not first or not second or first & second:
        return False
    same = {token for card in first for token in await context.identities.same_person(card)}
    return same.isdisjoint(second)


def _cards(context: Context, subject: Subject) -> set[str]:
    return {context.blinder.of_identifier(each) for each in subject.identifiers if each.type in _CARDS}


def _person(context: Context, subject: Subject | None, name: str) -> str:
    return min(_cards(context, subject), default=name) if subject else name


def _apart(one: Birth | None, other: Birth | None) -> bool:
    """Whether no day of birth is possible for both."""
    if one is None or other is None or not (one.earliest and other.earliest):
        return False
    return one.earliest > (other.latest or other.earliest) or other.earliest > (one.latest or one.earliest)
