"""From an identifier to what the caller may see of it, class by class, before any body is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.access.decision import Relation
from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.ports import Snapshot
from services.records.protection.view import Ask, View, judge, person_relation, side_for
from services.records.rows import FOREVER, NOW, ProfileLine, ViewRow
from services.records.tokens import joining


class Look(NamedTuple):
    """One person as one call sees them. ``until_ms``: when time alone changes it; ``of``: what is true of them."""

    token: str
    as_of_ms: int
    person: View
    until_ms: int
    of: Relation


class Papers(NamedTuple):
    """What stands in the person's cases about nobody, as the call sees it. ``tokens``: of those cases."""

    tokens: tuple[str, ...]
    papers: View
    until_ms: int


FOLLOWED: Final = "followed-read"
"""Alarm of a read of whom the caller's agency wrote a record that others' words raised at once (``turned.py``)."""


async def note_followed(view: Snapshot, inquiry: Inquiry, tokens: Sequence[str]) -> None:
    """Tell oversight, in the sealed part alone, where the agency's reads under these tokens are followed."""
    if await view.reads_followed(inquiry.caller.agency, tokens, inquiry.now_ms):
        inquiry.trail.alarms.append(FOLLOWED)


async def look(context: Context, view: Snapshot, ask: Ask, token: str, as_of_ms: int = NOW) -> Look:
    """Decide every class of records that carry the token."""
    lines = await view.person_profile(token, as_of_ms, ask.cited, ask.inquiry.now_ms)
    classes = await context.classes.of(view, {line.klass for line in lines})
    of = person_relation(ask, lines, classes)
    return Look(token, as_of_ms, judge(ask, lines, classes, of, side_for(ask)), _lapses(lines), of)


async def rows_of(view: Snapshot, ask: Ask, seen: Look) -> list[ViewRow]:
    """The person's records of which anything may be shown; the filter is in the statement."""
    if not seen.person.visible:
        return []
    return await view.person_rows(seen.token, seen.as_of_ms, ask.cited, ask.inquiry.now_ms, seen.person.visible)


async def papers_of(context: Context, view: Snapshot, ask: Ask, seen: Look, rows: Iterable[ViewRow]) -> Papers:
    """Decide the papers of the cases in which one of the ``rows`` is disclosed."""
    disclosed = seen.person.disclosed
    numbers = {number for row in rows if row.code in disclosed for number in joining(row.cases)}
    tokens = tuple(sorted(number.partition(":")[2] for number in numbers))
    lines = await view.case_profile(tokens, seen.as_of_ms, ask.cited, ask.inquiry.now_ms) if tokens else []
    classes = await context.classes.of(view, {line.klass for line in lines})
    return Papers(tokens, judge(ask, lines, classes), _lapses(lines))


async def case_rows_of(view: Snapshot, ask: Ask, seen: Look, found: Papers) -> list[ViewRow]:
    """Papers of the cases that may be shown in full; the filter is in the statement."""
    codes = found.papers.disclosed
    if not codes:
        return []
    return await view.case_rows(found.tokens, seen.as_of_ms, ask.cited, ask.inquiry.now_ms, codes)


def _lapses(lines: Sequence[ProfileLine]) -> int:
    return min((line.lapses_ms for line in lines if line.lapses_ms is not None), default=FOREVER)
