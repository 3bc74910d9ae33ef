"""The sentence that stands under every accused of a watched charge, in whatever answer shows them as accused.

It rests on what this answer shows and on nothing else: the sections of the records that accuse the person. Whether
another case names them a victim changes no byte of it, and it stops nothing (AUTHORITY 6.2). Where no section is shown
the charge may be a watched one, and the sentence stands.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.app.hits import acting_rows
from services.records.app.one_person import numbers_of
from services.records.app.references import reference_by_record, reference_of
from services.records.rows import ViewRow
from services.records.timeline.banner_words import REFERENCE
from services.records.timeline.banners import with_codes
from services.records.tokens import joining
from services.values.records import Banner, RecordVersion, Section
from services.vocabulary.protection import ACCUSED_ROLES, LIVE, Side, side_of

BANNER: Final = "review-first"


class _Accusing(NamedTuple):
    """A record that is shown and accuses somebody. ``token``: of the number asked for; ``cases``: its case numbers."""

    record: RecordVersion
    token: str
    cases: frozenset[str]

    @property
    def sections(self) -> tuple[Section, ...]:
        """That it states itself."""
        return getattr(self.record.body, "sections", ())


def refer_accused(
    context: Context, parts: Iterable[Carried], told: tuple[Banner, ...], among: Container[str] | None = None
) -> tuple[Banner, ...]:
    """The banners, with this one where a record that is shown in full accuses somebody of a watched charge.

    ``among``: names of the versions that the answer shows, where it shows fewer than the parts hold.
    """
    law, accusing = context.guard_law, [each for part in parts for each in _accusing(part)]
    if among is not None:
        accusing = [each for each in accusing if each.record.name in among]
    if law is None:
        return told
    watched = (each for each in accusing if _is_open(each, accusing) or law.is_watched(each.sections))
    return _with_sentence(context, next(watched, None), told)


def refer_stopped(context: Context, parts: Iterable[Carried]) -> tuple[Banner, ...]:
    """This banner where a post is told what to do with somebody for a case, of whatever charge: it is shown none."""
    stopped = (each for part in parts for each in _stopped(part) if each.cases)
    return _with_sentence(context, next(stopped, None) if context.guard_law else None, ())


def _accusing(part: Carried) -> Iterator[_Accusing]:
    disclosed = part.seen.person.disclosed
    rows = (row for row in part.shown.rows if row.code in disclosed)
    for each in (_one(part, row) for row in rows):
        if each.record.role in ACCUSED_ROLES and each.record.status in LIVE:
            yield each


def _stopped(part: Carried) -> Iterator[_Accusing]:
    person = part.seen.person
    for row in acting_rows(person, part.shown.rows):
        klass = person.classes[row.code]
        if side_of(klass.role, klass.kind, klass.list_type) == Side.OFFENDER:
            yield _one(part, row)


def _one(part: Carried, row: ViewRow) -> _Accusing:
    return _Accusing(part.shown.versions[row.record].record, part.seen.token, frozenset(joining(row.cases)))


def _is_open(one: _Accusing, accusing: Iterable[_Accusing]) -> bool:
    """Whether no section is shown: neither by the record nor by another that accuses in one of its cases."""
    return not one.sections and not any(each.sections and each.cases & one.cases for each in accusing)


def _with_sentence(context: Context, one: _Accusing | None, told: tuple[Banner, ...]) -> tuple[Banner, ...]:
    if one is None:
        return told
    reference = _reference(context, one)
    return tuple(
        replace(each, text=each.text.replace(REFERENCE, reference), text_ur=each.text_ur.replace(REFERENCE, reference))
        if each.code == BANNER
        else each
        for each in with_codes(told, BANNER)
    )


def _reference(context: Context, one: _Accusing) -> str:
    """By the number asked for where the record bears it, else by the first that names one person, or by the record.

    A member's own node names it by the record alone.
    """
    if context.holds_copies:
        return reference_by_record(one.record.record_name)
    numbers = numbers_of(context.blinder.people(one.record.subject)) if one.record.subject else ()
    token = one.token if one.token in numbers else next(iter(numbers), one.record.record_name)
    return reference_of(context, token)
