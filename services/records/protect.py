"""What protects each record, judged over the newest versions of its case and of its person (RECORDS 1 to 4).

Every fact here is of now. A withdrawn or expunged version says nothing. Where a record belongs to several
cases the strictest word holds. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from services.records import juvenile, standing
from services.records.classes import NOTHING, Derived
from services.records.dates import day_text, span_or_none
from services.records.domain import (
    PROTECTED_ROLES,
    Birth,
    CaseFile,
    ListEntry,
    ProtectionOrder,
    RecordVersion,
    Subject,
)
from services.records.facts import UNKNOWN_FROM, UNKNOWN_TO
from services.records.groups import Group, Member
from services.records.rows import LIVE, PersonFacts
from services.records.tokens import people_tokens

_AGE_ORDER: Final = ("NO", "POSSIBLE", "YES", "DONE")
_STANDING_ORDER: Final = ("", "ALLEGATION", "ACCUSATION", "FINDING")
_CHARGED: Final = frozenset({"FIR", "COMPLAINT", "CHALLAN", "COURT_CASE", "APPEAL"})


class Judged(NamedTuple):
    """What case and person add to a record, and the day his age was judged at: the first of the act.

    ``act_day`` is None where no day is known, ``UNKNOWN_TO`` where age does not matter.
    """

    derived: Derived
    act_day: int | None


class _Person(NamedTuple):
    standing: str
    favourable: bool
    juvenile: str
    act_day: int | None


class _Order(NamedTuple):
    body: ProtectionOrder
    strong: frozenset[str]
    names: frozenset[str]
    of_case: bool


class _Case(NamedTuple):
    enquiry_only: bool
    missing: bool
    orders: tuple[_Order, ...]


_NOBODY: Final = _Person("", False, "NO", UNKNOWN_TO)


def judge(
    members: Sequence[Member],
    groups: Sequence[Group],
    said: Mapping[str, PersonFacts],
    orders: Iterable[Member] = (),
) -> list[Judged]:
    """One judgment for each member.

    ``members`` must hold whole cases, ``groups`` is :func:`services.records.groups.group` of them. ``said``:
    what all records of a strong token say of the person; ``orders``: protection orders about these persons
    from outside these cases.
    """
    found: list[list[Judged]] = [[] for _ in members]
    for each in groups:
        for index, judged in _judge_group(members, each, said):
            found[index].append(judged)
    stated = [order for member in (*members, *orders) if (order := _order(member))]
    wide = [order for order in stated if not order.of_case]
    return [_ordered(member, _strictest(each), wide) for member, each in zip(members, found, strict=True)]


def _judge_group(
    members: Sequence[Member], group: Group, said: Mapping[str, PersonFacts]
) -> Iterator[tuple[int, Judged]]:
    inside = [*group.common, *(index for person in group.people for index in person)]
    case = _case_facts([members[index] for index in inside])
    common = [members[index].record for index in group.common]
    persons = [_judge_person([members[index] for index in person], common, said) for person in group.people]
    for indexes, person in zip(group.people, persons, strict=True):
        for index in indexes:
            yield index, _judged(members[index], person, case)
    offenders = [p for each, p in zip(group.people, persons, strict=True) if _offender(members, each)]
    whole = _whole_case(offenders)
    for index in group.common:
        yield index, _judged(members[index], whole, case)


def _case_facts(members: Sequence[Member]) -> _Case:
    types = {reference.type for member in members for reference in member.record.case_references}
    missing = "MISSING_CHILD" in types and not any(_closed(member) for member in members)
    orders = tuple(order for member in members if (order := _order(member)) and order.of_case)
    return _Case("ENQUIRY" in types and types.isdisjoint(_CHARGED), missing, orders)


def _judged(member: Member, person: _Person, case: _Case) -> Judged:
    if member.record.role in PROTECTED_ROLES:
        person = _NOBODY
    derived = Derived(
        standing=person.standing,
        juvenile="NO" if member.own.list_type == "CHILD_ALERT" else person.juvenile,
        favourable=person.favourable,
        enquiry_only=case.enquiry_only,
        missing_child=_seeks_child(member, case.missing),
    )
    return _ordered(member, Judged(derived, person.act_day), case.orders)


def _judge_person(
    members: Sequence[Member], common: Sequence[RecordVersion], said: Mapping[str, PersonFacts]
) -> _Person:
    records = [member.record for member in members if member.record.role not in PROTECTED_ROLES]
    if not records:
        return _NOBODY
    held = [*records, *common]
    events = [event for record in held if (event := standing.event_of(record))]
    verdict = standing.judge(events)
    age = juvenile.of_case([*held, *_births(members, said)])
    act = span_or_none(juvenile.act_dates([record for record in held if record.status in LIVE])[0])
    counts = bool(events) or any(record.case_references for record in records)
    return _Person(verdict.standing if counts else "", verdict.favourable, age, act.first_day if act else None)


def _births(members: Sequence[Member], said: Mapping[str, PersonFacts]) -> list[RecordVersion]:
    """What is said elsewhere of when the person was born, as a version that says nothing else."""
    tokens = {token for member in members for token, strength in people_tokens(member.people) if strength == 2}
    return [
        RecordVersion(role="ACCUSED", status="ACTIVE", subject=Subject(birth=_birth(facts.born_from, facts.born_to)))
        for token in sorted(tokens)
        if (facts := said.get(token)) and facts.born_from is not None and facts.born_to is not None
    ]


def _birth(first: int, last: int) -> Birth:
    return Birth(
        day_text(first) if first > UNKNOWN_FROM else "",
        day_text(last) if last < UNKNOWN_TO else "",
    )


def _offender(members: Sequence[Member], person: Sequence[int]) -> bool:
    return any(members[i].live and members[i].record.role not in PROTECTED_ROLES for i in person)


def _whole_case(offenders: Sequence[_Person]) -> _Person:
    """What the case's own papers are: as far as its least protected accused allows."""
    if not offenders:
        return _NOBODY
    return _Person(
        max((p.standing for p in offenders), key=_STANDING_ORDER.index),
        all(p.favourable for p in offenders),
        min((p.juvenile for p in offenders), key=_AGE_ORDER.index),
        UNKNOWN_TO,
    )


def _closed(member: Member) -> bool:
    body = member.record.body
    return member.live and isinstance(body, CaseFile) and body.closed


def _seeks_child(member: Member, missing: bool) -> bool:
    body = member.record.body
    if isinstance(body, ListEntry):
        return member.own.list_type == "CHILD_ALERT" and not body.cancelled
    return missing and member.record.role not in ("SUSPECT", "ACCUSED", "LISTED")


def _order(member: Member) -> _Order | None:
    """The order that a record states, while it is in force. A date of lifting counts from when it is told."""
    body = member.record.body
    if not isinstance(body, ProtectionOrder) or not member.live or body.lifted:
        return None
    tokens = people_tokens(member.people)
    strong = frozenset(token for token, strength in tokens if strength == 2)
    names = frozenset(token for token, strength in tokens if strength == 1)
    known = bool(strong or names)
    in_case = bool(member.record.case_references) and not (known and body.type == "PROTECTED_PERSON")
    return _Order(body, strong, names, in_case)


def _ordered(member: Member, judged: Judged, orders: Sequence[_Order]) -> Judged:
    applied = [order.body for order in orders if _reaches(order, member)]
    if not applied:
        return judged
    types = {body.type for body in applied}
    was = judged.derived
    return judged._replace(
        derived=was._replace(
            sealed=was.sealed or "SEALED" in types,
            pseudonym=was.pseudonym or "PSEUDONYM" in types,
            protected_person=was.protected_person or "PROTECTED_PERSON" in types,
            spared=was.spared.union(*(body.spared for body in applied)),
        )
    )


def _reaches(order: _Order, member: Member) -> bool:
    """Whether an order is about the record: about the whole case, or about its person.

    A name key alone joins within a case, and elsewhere only where one side has no number.
    """
    if not order.strong and not order.names:
        return order.of_case
    tokens = people_tokens(member.people)
    strong = {token for token, strength in tokens if strength == 2}
    if not order.strong.isdisjoint(strong):
        return True
    alike = any(strength == 1 and token in order.names for token, strength in tokens)
    return alike and (order.of_case or not order.strong or not strong)


def _strictest(judged: Sequence[Judged]) -> Judged:
    """Over all cases that a record belongs to."""
    if len(judged) == 1:
        return judged[0]
    all_of = [each.derived for each in judged]
    if not all_of:
        return Judged(NOTHING, None)
    days = [each.act_day for each in judged]
    derived = Derived(
        standing=max((d.standing for d in all_of), key=_STANDING_ORDER.index),
        juvenile=max((d.juvenile for d in all_of), key=_AGE_ORDER.index),
        sealed=any(d.sealed for d in all_of),
        protected_person=any(d.protected_person for d in all_of),
        pseudonym=any(d.pseudonym for d in all_of),
        spared=frozenset().union(*(d.spared for d in all_of)),
        favourable=all(d.favourable for d in all_of),
        enquiry_only=all(d.enquiry_only for d in all_of),
        missing_child=any(d.missing_child for d in all_of),
    )
    return Judged(derived, None if None in days else min(day for day in days if day is not None))
