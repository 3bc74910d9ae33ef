"""From a description to records in the order of their likeness, each decided and opened before it counts.

What an index gives is decided one by one, and more is asked for until enough is shown: so what is left out here leaves
no gap.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from services.access.decision import Level, may_be_hit
from services.matching.person import Described
from services.matching.score import Score, Zone
from services.records.app.context import Context
from services.records.app.one_person import Known, known
from services.records.described import described
from services.records.matching_port import Found
from services.records.numbered_port import NumberedRow
from services.records.ports import Snapshot
from services.records.protection.misuse import NOTE
from services.records.protection.view import Ask
from services.values.records import VisibleVersion

FIRST: Final = 64
"""Entries asked of the index at first; twice as many each time that too few of them are shown."""
_NAME: Final = "name"


class Ranked(NamedTuple):
    """One record of which something is shown, with what its person scores on that."""

    record: NumberedRow
    person: Known
    version: VisibleVersion
    score: Score


class Wish(NamedTuple):
    """What is ranked. ``nearest``: entries by likeness, so many; ``least``: bits below which nothing is of use.

    ``shows``: whether a record counts, as decided and as scored; ``skips``: whether it need not be looked at.
    """

    nearest: Callable[[int], Awaitable[Found]]
    least: float
    shows: Callable[[Known, NumberedRow, Score], bool]
    skips: Callable[[NumberedRow], bool] = lambda _: False


async def ranked(
    context: Context, ask: Ask, who: Described, wish: Wish, most: int
) -> tuple[list[Ranked], tuple[str, ...]]:
    """Up to ``most`` records, best first, and the words that the index brakes. Raises StorageUnavailable.

    The index is another process, so no snapshot is open while it is awaited. What it gives is decided in a newer one.
    """
    kept: list[Ranked] = []
    looked: set[int] = set()
    number = FIRST
    while True:
        found = await wish.nearest(number)
        near = [each for each in found.hits if each.bits > wish.least]
        fresh = [each.record for each in near if each.record not in looked]
        looked.update(fresh)
        async with context.store.snapshot() as view:
            rows = {each.row.record: each for each in await view.numbered_rows(fresh, ask.cited, ask.inquiry.now_ms)}
            for each in fresh:
                if len(kept) < most and each in rows and not wish.skips(rows[each]):
                    kept += await _judged(context, view, ask, who, wish, rows[each])
        if len(kept) == most or len(near) < number:
            return sorted(kept, key=lambda each: -each.score.bits), found.braked
        number *= 2


async def _judged(
    context: Context, view: Snapshot, ask: Ask, who: Described, wish: Wish, record: NumberedRow
) -> list[Ranked]:
    """The record, where it counts."""
    person = await known(context, view, ask, record, alone=True)
    version = person.shown.versions.get(record.row.record)
    if version is None or version.record.subject is None:
        return []
    told = context.matching.score(who, described(version.record.subject))
    return [Ranked(record, person, version, told)] if wish.shows(person, record, told) else []


def is_candidate(found: Known, record: NumberedRow, told: Score) -> bool:
    """Whether the record is shown in full under the real name, and its person is at all like the one described.

    Of a name alone everybody is more likely somebody else: then it suffices that the names agree in part.
    """
    return (told.zone != Zone.REJECT or _names_agree(told)) and record.row.code in found.person.disclosed


def is_hit(found: Known, record: NumberedRow, told: Score) -> bool:
    """Whether that the owner holds the record may be told, and no more; of nobody whose name is another."""
    code = record.row.code
    level, klass = found.person.decisions[code].level, found.person.classes[code]
    may = level in (Level.HIT, Level.ACTION) and may_be_hit(klass) and klass.kind != NOTE
    return may and _names_agree(told)


def _names_agree(told: Score) -> bool:
    """Whether the names agree at least in part."""
    return any(each.field == _NAME and each.level != "differs" for each in told.fields)
