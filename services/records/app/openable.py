"""Which records a search by description may find at all, class by class, before any is looked for.

A class is decided as it stands to everybody's cases. What the cited case opens beyond that, the records of the people
in it, is decided person by person and added one by one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.decision import Level, Relation, may_be_hit
from services.records.app.context import Context
from services.records.app.one_person import known, numbers_of
from services.records.codes import class_of, made_in_force
from services.records.ports import Snapshot
from services.records.protection.misuse import NOTE
from services.records.protection.view import Ask, judge
from services.records.rows import ProfileLine
from services.vocabulary.records import ListType

_BITS: Final = 2
"""Bits of a code that say how a class stands to a call (``codes.py``)."""

_TELLING: Final = Relation(of_case_accused=True, own_record=True)
"""What a record of the cited case may make of its person."""


class Openable(NamedTuple):
    """``disclosed``: classes shown in full, somewhere or other; ``also``: records that the cited case opens.

    ``hit``: classes of which a hit may be told; ``alerts``: those of them that seek a child. Whatever is found in
    any of them is still decided by itself.
    """

    disclosed: frozenset[int]
    also: frozenset[int]
    hit: frozenset[int]
    alerts: frozenset[int]


async def openable(context: Context, view: Snapshot, ask: Ask) -> Openable:
    """What the call may find, by the classes that the store has now. Raises StorageUnavailable."""
    ids = await view.class_ids()
    classes = await context.classes.of(view, ids)
    lines = [ProfileLine(code, each, 1, None) for each in ids for code in _standings(each)]
    decided = judge(ask, lines, classes)
    told = decided.codes(Level.HIT, Level.ACTION)
    hit = {
        class_of(code) for code in told if may_be_hit(decided.classes[code]) and classes[class_of(code)].kind != NOTE
    }
    disclosed = frozenset(class_of(code) for code in decided.disclosed)
    alerts = {each for each in hit if classes[each].list_type == ListType.CHILD_ALERT}
    return Openable(disclosed, await _opened_by_case(context, view, ask), frozenset(hit), frozenset(alerts))


def _standings(klass: int) -> tuple[int, int]:
    """The codes of a class beside the cited case: lapsed, and in force."""
    code = klass << _BITS
    return code, made_in_force(code)


async def _opened_by_case(context: Context, view: Snapshot, ask: Ask) -> frozenset[int]:
    """Records of the people of the cited case that the call shows in full.

    Who is hidden in the case is not looked at further, so that nobody can tell by the time that they are there.
    """
    tokens = [each for each in ask.cited if isinstance(each, str)]
    numbers = {row.record for row in await view.case_members(tokens, ask.inquiry.now_ms)} if tokens else set()
    numbers |= {each for each in ask.cited if not isinstance(each, str)}
    members = await view.numbered_rows(sorted(numbers), ask.cited, ask.inquiry.now_ms)
    codes = {each.row.code for each in members if each.people}
    classes = await context.classes.of(view, {class_of(code) for code in codes})
    shown = judge(ask, [ProfileLine(code, class_of(code), 1, None) for code in codes], classes, _TELLING)
    telling = {
        code for code in codes if code in shown.disclosed or shown.classes[code].owner == ask.inquiry.caller.agency
    }
    found: set[int] = set()
    seen: set[str] = set()
    for record in members:
        if record.row.code in telling and record.people and record.people not in seen:
            if numbers_of(record.people):
                seen.add(record.people)
            found |= {row.record for row in (await known(context, view, ask, record)).disclosed()}
    return frozenset(found)
