"""What protects each record, judged over the newest versions of its case and of its person.

Every fact here is of now. A withdrawn or expunged version says nothing. Where a record belongs to several
cases the strictest word holds. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.records import juvenile
from services.records.classes import NOTHING, Derived
from services.records.dates import day_text, span_or_none, years_between
from services.records.domain import (
    PROTECTED_ROLES,
    Birth,
    CaseFile,
    ListEntry,
    Proclamation,
    RecordVersion,
    Subject,
)
from services.records.facts import UNKNOWN_FROM, UNKNOWN_TO
from services.records.groups import Group, Member
from services.records.orders import Order, apply_orders, orders_of
from services.records.rows import PersonFacts
from services.records.rule import Dossier
from services.records.tokens import people_tokens

_AGE_ORDER: Final = ("NO", "POSSIBLE", "YES", "DONE")
_STANDING_ORDER: Final = ("", "ALLEGATION", "ACCUSATION", "FINDING")
_CHARGED: Final = frozenset({"FIR", "COMPLAINT", "CHALLAN", "COURT_CASE", "APPEAL"})


class Judged(NamedTuple):
    """What case and person add to a record, and the first day of the act where he was of age then.

    ``act_day`` is None where he was not, or no day is known; ``UNKNOWN_TO`` where age does not matter. A victim's
    paper has that of the person it is joined with in the case: what is said of the one's birth bears on the other.
    """

    derived: Derived
    act_day: int | None


class CasePapers(NamedTuple):
    """One case with a dossier for each of its persons, in the order of ``group.people``."""

    group: Group
    dossiers: Sequence[Dossier]


class _Person(NamedTuple):
    """``ended``: day on which the case ended in his favour; ``by``: who alone says so, empty where a court decided."""

    standing: str
    favourable: bool
    juvenile: str
    act_day: int | None
    ended: int | None = None
    by: str = ""


class _Case(NamedTuple):
    enquiry_only: bool
    missing: bool
    orders: tuple[Order, ...]


_FOR_ARREST: Final = frozenset({"LIST_ENTRY", "PROCLAMATION"})
_NOBODY: Final = _Person("", False, "NO", UNKNOWN_TO)


def judge(
    members: Sequence[Member],
    papers: Iterable[CasePapers],
    said: Mapping[str, PersonFacts],
    orders: Iterable[Member] = (),
) -> list[Judged]:
    """One judgment for each member.

    ``members`` must hold whole cases. ``said``: what all records of a strong token say of the person;
    ``orders``: protection orders about these persons from outside these cases.
    """
    found: list[list[Judged]] = [[] for _ in members]
    stated = orders_of(members)
    for case in papers:
        for index, judged in _judge_case(members, case, said, stated):
            found[index].append(judged)
    strictest = [_strictest(each) for each in found]
    wide = [order for order in (*stated.values(), *orders_of(list(orders)).values()) if not order.of_case]
    if not wide:
        return strictest
    return [_ordered(member, each, wide) for member, each in zip(members, strictest, strict=True)]


def _judge_case(
    members: Sequence[Member], case: CasePapers, said: Mapping[str, PersonFacts], stated: Mapping[int, Order]
) -> Iterator[tuple[int, Judged]]:
    group = case.group
    facts = _case_facts(members, [*group.common, *(i for person in group.people for i in person)], stated)
    offenders: list[_Person] = []
    for indexes, dossier in zip(group.people, case.dossiers, strict=True):
        held = [members[index] for index in indexes]
        person = _NOBODY
        if blamed := [member for member in held if member.record.role not in PROTECTED_ROLES]:
            person = _judge_person(held, dossier, said)
            if any(member.live for member in blamed):
                offenders.append(person)
        alike: dict[str, Judged] = {}
        for index, member in zip(indexes, held, strict=True):
            yield index, _judged_alike(alike, member, person, facts)
    whole = _whole_case(offenders)
    for index in group.common:
        yield index, _judged(members[index], whole, facts)


def _case_facts(members: Sequence[Member], indexes: Sequence[int], stated: Mapping[int, Order]) -> _Case:
    types = {each.partition(":")[0] for cases in {members[i].cases for i in indexes} for each in cases.split()}
    missing = "MISSING_CHILD" in types and not any(_closed(members[i]) for i in indexes)
    orders = tuple(order for i in indexes if (order := stated.get(i)) and order.of_case) if stated else ()
    return _Case("ENQUIRY" in types and types.isdisjoint(_CHARGED), missing, orders)


def _judged_alike(alike: dict[str, Judged], member: Member, person: _Person, case: _Case) -> Judged:
    """The judgment of a record; but for entries and orders, all of one person's in one role have the same."""
    if case.orders or member.record.kind in _FOR_ARREST:
        return _judged(member, person, case)
    known = alike.get(member.record.role)
    if known is None:
        known = alike[member.record.role] = _judged(member, person, case)
    return known


def _judged(member: Member, person: _Person, case: _Case) -> Judged:
    act_day = person.act_day
    if member.record.role in PROTECTED_ROLES:
        person = _NOBODY
    alert = member.own.list_type == "CHILD_ALERT"
    judged = _as_judged(
        person,
        act_day,
        "NO" if alert else person.juvenile,
        case.enquiry_only,
        _seeks_child(member, alert, case.missing),
        _ended(member, person),
    )
    return _ordered(member, judged, case.orders) if case.orders else judged


@lru_cache(maxsize=4096)
def _as_judged(
    person: _Person, act_day: int | None, age: str, enquiry_only: bool, missing_child: bool, favourable: bool
) -> Judged:
    derived = Derived(
        standing=person.standing,
        juvenile=age,
        favourable=favourable,
        enquiry_only=enquiry_only,
        missing_child=missing_child,
    )
    return Judged(derived, act_day)


def _ended(member: Member, person: _Person) -> bool:
    """Whether the case's end in his favour hides a record.

    What may have him arrested goes only where it was issued by the day of that end, and where a court's record or a
    confirmed extract shows the end, or the owner of both the case and the entry says so.
    """
    if member.record.kind not in _FOR_ARREST or not person.favourable:
        return person.favourable
    body = member.record.body
    issued = span_or_none(
        body.issued if isinstance(body, ListEntry) else body.at if isinstance(body, Proclamation) else ""
    )
    return (
        issued is not None
        and person.ended is not None
        and issued.last_day <= person.ended
        and person.by in ("", member.record.agency)
    )


def _judge_person(members: Sequence[Member], dossier: Dossier, said: Mapping[str, PersonFacts]) -> _Person:
    place = dossier.place()
    phase = place.phase
    act = span_or_none(juvenile.act_dates(dossier.records)[0])
    day = act.first_day if act else None
    known = bool(dossier.all_events) or any(member.cases for member in members)
    age = _age(members, dossier, said, day)
    by = "" if place.decided or not phase.favourable else dossier.authority.owner
    act_day = day if age == "NO" else None
    return _Person(phase.standing if known else "", phase.favourable, age, act_day, place.since, by)


def _age(members: Sequence[Member], dossier: Dossier, said: Mapping[str, PersonFacts], act_day: int | None) -> str:
    """Whether he was a child at the act, over every birth that is stated of him anywhere."""
    tokens = {
        token for people in {m.people for m in members} for token, strength in people_tokens(people) if strength == 2
    }
    if juvenile.found_by_court(dossier.records, dossier.authority) is not None:
        return juvenile.of_case(dossier.records, dossier.authority)
    elsewhere = [facts for token in sorted(tokens) if (facts := said.get(token)) and facts.born_to is not None]
    diverted = any(event.type == "DIVERTED" for event in dossier.all_events)
    if (
        tokens
        and not diverted
        and all(_adult(facts.born_to, act_day) for facts in elsewhere)
        and _all_numbered(members)
    ):
        return "NO"
    return juvenile.of_case([*dossier.records, *map(_birth_record, elsewhere)], dossier.authority)


def _all_numbered(members: Sequence[Member]) -> bool:
    """Whether every record of the person carries a strong token, so that ``said`` covers what it states."""
    return all(any(strength == 2 for _, strength in people_tokens(each)) for each in {m.people for m in members})


def _adult(born_to: int | None, act_day: int | None) -> bool:
    if born_to is None or act_day is None or born_to >= UNKNOWN_TO or born_to > act_day:
        return False
    return years_between(born_to, act_day) >= juvenile.MAJORITY


def _birth_record(facts: PersonFacts) -> RecordVersion:
    """What is said of when the person was born, as a version that says nothing else."""
    first, last = facts.born_from, facts.born_to
    birth = Birth(
        day_text(first) if first is not None and first > UNKNOWN_FROM else "",
        day_text(last) if last is not None and last < UNKNOWN_TO else "",
    )
    return RecordVersion(role="ACCUSED", status="ACTIVE", subject=Subject(birth=birth))


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


def _seeks_child(member: Member, alert: bool, missing: bool) -> bool:
    body = member.record.body
    if isinstance(body, ListEntry):
        return alert and not body.cancelled
    return missing and member.record.role not in ("SUSPECT", "ACCUSED", "LISTED")


def _ordered(member: Member, judged: Judged, orders: Sequence[Order]) -> Judged:
    return judged._replace(derived=apply_orders(member, judged.derived, orders))


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
