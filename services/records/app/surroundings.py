"""What the records of a case say beside each statement in it. Pure.

Who has no say in the case puts no sign on others' statements. Money is in no record of a case, so that no sign comes of
it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from services.records.law.liberty import held_at, released
from services.records.law.rule import Dossier
from services.records.statement_port import Surroundings
from services.records.tokens import names_one
from services.values import identifiers
from services.values.ages import child
from services.values.dates import span_or_none
from services.values.records import Bail, Birth, Body, CustodyEvent, ProtectionOrder, RecordVersion, Statement
from services.vocabulary.access import AgencyKind
from services.vocabulary.answers import NO
from services.vocabulary.protection import ACCUSED_ROLES

_SHELTER: Final = "SHELTER"
_ELSEWHERE: Final = frozenset({"FREE", "CUSTODY", "WITH_ACCUSED_SIDE"})
"""How free somebody is who is in no shelter."""
_MEASURES: Final = "MEASURES"


class Said(NamedTuple):
    """A statement with its record. ``numbers``: by which who spoke is known, of strength 2."""

    record: RecordVersion
    body: Statement
    numbers: frozenset[str]


def surroundings(records: Sequence[RecordVersion], now_ms: int) -> list[tuple[RecordVersion, Surroundings]]:
    """Each statement that stands, in the order of ``records``, which are those of one case."""
    case = Dossier(records, now_ms)
    said = [Said(each, each.body, _numbers(each)) for each in case.records if isinstance(each.body, Statement)]
    counted = [record for record in case.records if record.name not in case.strange]
    heard = [each for each in said if each.record.name not in case.strange]
    accused = [record for record in counted if record.role in ACCUSED_ROLES]
    sections, releases = case.sections(), tuple(filter(None, (released(record.body) for record in accused)))
    names = {name for record in accused for name in _own_names(record)}
    bodies, found = _by_number(counted), []
    for each in said:
        of_person = [body for number in sorted(each.numbers) for body in bodies.get(number, ())]
        others = [one for one in heard if one.body.takes_back and not _one_person(one, each)]
        around = Surroundings(
            each.body,
            sections,
            child=child(_births(each.record), each.body.at) != NO,
            guardian_accused=any(_plain(one.name) in names for one in each.body.attendance if one.role == "GUARDIAN"),
            releases=releases,
            held=held_at(of_person, each.body.at),
            left_shelter=_left_shelter(each, heard),
            unprotected=any(isinstance(body, ProtectionOrder) and _lacks(body, each.body) for body in of_person),
            alike=max((likeness(each.body.text, one.body.text) for one in others), default=0.0),
            same_drafter=bool(each.body.drafter)
            and any(_plain(one.body.drafter) == _plain(each.body.drafter) for one in others),
            earlier_164=sum(_before(one, each) for one in heard if one.body.type == "164" and _one_person(one, each)),
        )
        found.append((each.record, around))
    return found


def likeness(one: str, other: str) -> float:
    """How many of the pairs of neighbouring words two texts share, 0 to 1 (Dice). Takes time in their lengths alone."""
    ours, theirs = (Counter(pairwise(text.split())) for text in (one, other))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def _left_shelter(each: Said, heard: Sequence[Said]) -> str:
    """The last day on which the person is known to have been in a shelter that they had left when they spoke."""
    if each.body.left_shelter or each.body.liberty not in _ELSEWHERE:
        return each.body.left_shelter
    there = [one for one in heard if one.body.liberty == _SHELTER and _one_person(one, each) and _before(one, each)]
    return max((one.body.at for one in there), default="")


def _lacks(order: ProtectionOrder, said: Statement) -> bool:
    """Whether measures were ordered for who spoke, and one of them was not in force when they did."""
    since, ends, spoke = span_or_none(order.at), (order.lifted, order.until), span_or_none(said.at)
    if spoke is None or since is None or since.last_ms >= spoke.first_ms or set(order.measures) <= set(said.measures):
        return False
    return not any(end.last_ms < spoke.first_ms for end in map(span_or_none, ends) if end is not None)


def _by_number(records: Sequence[RecordVersion]) -> dict[str, list[Body]]:
    """What tells where somebody was held and what a court ordered for them, by each number that says who they are."""
    found = dict[str, list[Body]]()
    for record in records:
        body = record.body
        ordered = isinstance(body, ProtectionOrder) and body.type == _MEASURES and record.voice.kind == AgencyKind.COURT
        if body is not None and (ordered or isinstance(body, Bail | CustodyEvent)):
            for number in _numbers(record):
                found.setdefault(number, []).append(body)
    return found


def _births(record: RecordVersion) -> list[Birth]:
    subject = record.subject
    return [subject.birth] if subject is not None and subject.birth is not None else []


def _own_names(record: RecordVersion) -> list[str]:
    return [_plain(name.text) for name in record.subject.names if name.type == "OWN"] if record.subject else []


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _one_person(one: Said, other: Said) -> bool:
    """By a number of strength 2, or since one names the other as what was said earlier; never by a name."""
    if one is other or one.record.record_name in other.body.earlier or other.record.record_name in one.body.earlier:
        return True
    return not one.numbers.isdisjoint(other.numbers)


def _numbers(record: RecordVersion) -> frozenset[str]:
    held = record.subject.identifiers if record.subject else ()
    return frozenset(key for each in held if names_one(each) for key in identifiers.search_keys(each))


def _before(one: Said, other: Said) -> bool:
    first, then = span_or_none(one.body.at), span_or_none(other.body.at)
    return one is not other and first is not None and then is not None and first.first_ms < then.first_ms
