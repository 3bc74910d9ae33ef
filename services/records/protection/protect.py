"""What protects each record, judged over the newest versions of its case and of its person.

Every fact here is of now. A withdrawn or expunged version says nothing. Where a record belongs to several
cases the strictest word holds. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from services.records.authority.speaker import CaseAuthority
from services.records.law.rule import Dossier
from services.records.protection import interim, misuse, orders, roles
from services.records.protection.classes import Derived, Judged, Written
from services.records.protection.groups import Group, Member, authority, is_of_case
from services.records.protection.interim import NEVER, Ends
from services.records.protection.numbered import Kind, kinds_of
from services.records.protection.orders import Order
from services.records.protection.parts import Parts
from services.records.protection.persons import (
    NOBODY,
    Person,
    Stand,
    Whole,
    age_of,
    age_on_list,
    judge_person,
    least_protected,
    whole_case,
    whole_to_own,
)
from services.records.protection.stricter import strictest
from services.records.rows import PersonFacts
from services.values.dates import span_or_none
from services.values.records import ListEntry, Proclamation
from services.vocabulary.protection import FOR_ARREST, OFFENDER_ROLES, PROTECTED_ROLES
from services.vocabulary.records import Age, ListType, RecordKind


class CasePapers(NamedTuple):
    """One case with a dossier for each of its persons, in the order of ``group.people``."""

    group: Group
    dossiers: Sequence[Dossier]


class _Capping(NamedTuple):
    """An order before a record. ``addressed``: the record's writer has a part in the case in which it was made."""

    order: Order
    addressed: bool = False

    def binds(self, agency: str) -> bool:
        """Whether it binds the officers of the agency that wrote the record."""
        return self.addressed or self.order.writer == agency or self.order.body.from_owner_too


def judge(
    members: Sequence[Member],
    papers: Iterable[CasePapers],
    said: Mapping[str, PersonFacts],
    elsewhere: Iterable[Member] = (),
    ends: Ends = NEVER,
) -> list[Judged]:
    """One judgment for each member, at the time of ``ends``.

    ``members`` must hold whole cases. ``said``: what all records of a strong token say of the person;
    ``elsewhere``: protection orders about these persons from outside these cases.
    """
    found: list[list[Judged]] = [[] for _ in members]
    capping: list[list[_Capping]] = [[] for _ in members]
    for case in papers:
        parts = Parts(members, case.group)
        for index, judged in _judge_case(members, case, said, ends, parts):
            found[index].append(judged)
        _order_case(members, case.group, capping, ends, parts)
    wide = [_Capping(order) for order in orders.everywhere([*members, *elsewhere], ends)]
    return [
        _ordered(member, strictest(each), [*capped, *wide])
        for member, each, capped in zip(members, found, capping, strict=True)
    ]


def _judge_case(
    members: Sequence[Member], case: CasePapers, said: Mapping[str, PersonFacts], ends: Ends, parts: Parts
) -> Iterator[tuple[int, Judged]]:
    group = case.group
    accused = roles.accusations(members, group, lambda: _with_confirmed(members, case, ends))
    claimed = misuse.claimed(members, group, lambda: authority(members, group))
    kind = kinds_of([members[index] for index in group.everybody], lambda: authority(members, group))
    offenders: list[Person] = []
    of_case = list(group.common)
    for indexes, dossier in zip(group.people, case.dossiers, strict=True):
        held = [members[index] for index in indexes]
        if all(map(is_of_case, held)):
            of_case += indexes
            continue
        upheld = interim.upheld_for(held, ends)
        person = NOBODY
        if blamed := [member for member in held if member.record.role not in PROTECTED_ROLES]:
            person = judge_person(held, dossier, said, ends, upheld)
            if any(member.live for member in blamed):
                offenders.append(person)
        alike: dict[tuple[str, str], Judged] = {}
        for index, member in zip(indexes, held, strict=True):
            judged = _judged_alike(alike, member, person, kind(member.record.agency), parts)
            judged = _accused(judged, accused[index]) if index in accused else judged
            judged = _claimed(judged) if index in claimed else judged
            yield index, _upheld(judged, upheld.get(member.record.agency), member, parts)
    whole = NOBODY._replace(stands=partial(whole_case, offenders)) if offenders else NOBODY
    known = cache(partial(whole_to_own, offenders))
    for index in of_case:
        member = members[index]
        agency = member.record.agency
        judged = _judged(member, whole, least_protected(offenders, agency), kind(agency))
        judged = _whole_to_own(judged, member, offenders, parts, known)
        judged = _accused(judged, accused[index]) if index in accused else judged
        theirs = interim.upheld_for([member], ends).get(agency) if is_of_case(member) else None
        yield index, _upheld(judged, theirs, member, parts)


def _upheld(judged: Judged, facts: frozenset[str] | None, member: Member, parts: Parts) -> Judged:
    """What oversight lets hold; it binds the writer's officers where the writer has a part, and was told of it."""
    if not facts:
        return judged
    written = judged.as_written._replace(upheld=facts if parts.has(member) else frozenset())
    return judged._replace(upheld=facts).with_written(written)


def _to_own(judged: Judged, member: Member, person: Person, part: bool, case: Kind) -> Judged:
    """The judgment, with what binds the officers of the record's own agency."""
    agency, on_list = member.record.agency, member.record.kind in FOR_ARREST
    own = person.beside(agency, part, on_list)
    if own is None:
        return judged
    theirs = _judged(member, own, (age_on_list if on_list else age_of)(own, agency), case)
    derived = judged.derived._replace(juvenile=theirs.derived.juvenile, favourable=theirs.derived.favourable)
    days = (judged.act_day, theirs.act_day)
    day = None if None in days else min(each for each in days if each is not None)
    return judged._replace(act_day=day).with_written(Written(derived))


def _whole_to_own(
    judged: Judged, member: Member, offenders: Sequence[Person], parts: Parts, known: Callable[[str, bool], Whole]
) -> Judged:
    """The same of a paper of the whole case: as far as those accused allow of whom its writer knows."""
    agency = member.record.agency
    if not offenders or (parts.alone and all(one.age is one.own(agency, True) for one in offenders)):
        return judged
    age, favourable = known(agency, parts.has(member))
    return judged.with_written(Written(judged.derived._replace(juvenile=age, favourable=favourable)))


def _accused(judged: Judged, by: roles.Accusation) -> Judged:
    return judged._replace(derived=judged.derived._replace(**by._asdict()))


def _with_confirmed(members: Sequence[Member], case: CasePapers, ends: Ends) -> CaseAuthority:
    """Who owns a case that has persons and which courts speak in it, in confirmed copies too."""
    records = (members[index].record for index in case.group.everybody) if ends.confirmed else ()
    names = frozenset(each.name for each in records if (each.agency, each.record_id) in ends.confirmed)
    return case.dossiers[0].authority._replace(confirmed=names)


def _claimed(judged: Judged) -> Judged:
    return judged._replace(derived=judged.derived._replace(misuse_claimed=True))


def _order_case(
    members: Sequence[Member], group: Group, capping: list[list[_Capping]], ends: Ends, parts: Parts
) -> None:
    """Put the orders of one case to each of its records."""
    everybody = group.everybody
    if not any(members[index].record.kind == RecordKind.PROTECTION_ORDER for index in everybody):
        return
    of_case = orders.in_case([members[index] for index in everybody], authority(members, group), ends)
    for index in everybody if of_case else ():
        addressed = parts.has(members[index])
        capping[index] += [_Capping(order, addressed) for order in of_case]


def _judged_alike(
    alike: dict[tuple[str, str], Judged], member: Member, person: Person, case: Kind, parts: Parts
) -> Judged:
    """The judgment of a record; but for entries, all of one person's in one role of one agency have the same."""
    agency = member.record.agency
    if member.record.kind in FOR_ARREST:
        judged = _judged(member, person, age_on_list(person, agency), case)
        return judged if person.age is None else _to_own(judged, member, person, parts.has(member), case)
    key = member.record.role, agency
    known = alike.get(key)
    if known is None:
        known = _judged(member, person, age_of(person, agency), case)
        if person.age is not None and member.record.role not in PROTECTED_ROLES:
            known = _to_own(known, member, person, parts.has(member), case)
        alike[key] = known
    return known


def _judged(member: Member, person: Person, age: str, case: Kind) -> Judged:
    act_day = person.act_day(member.record.agency) if age == Age.NO or person.age is None else None
    if member.record.role in PROTECTED_ROLES:
        person, age = NOBODY, "NO"
    alert = member.own.list_type == ListType.CHILD_ALERT
    stand = person.stands(member.record.agency)
    return _as_judged(
        stand.standing,
        act_day,
        "NO" if alert else age,
        case.enquiry_only,
        _seeks_child(member, alert, case.missing),
        _ended(member, stand),
    )


@lru_cache(maxsize=4096)
def _as_judged(
    standing: str, act_day: int | None, age: str, enquiry_only: bool, missing_child: bool, favourable: bool
) -> Judged:
    derived = Derived(
        standing=standing,
        juvenile=age,
        favourable=favourable,
        enquiry_only=enquiry_only,
        missing_child=missing_child,
    )
    return Judged(derived, act_day)


def _ended(member: Member, stand: Stand) -> bool:
    """Whether the case's end in the accused's favour hides a record.

    What may get somebody arrested goes only where it was issued by the day of that end, and where a court's record or a
    confirmed extract shows the end, or the owner of both the case and the entry says so.
    """
    if member.record.kind not in FOR_ARREST or not stand.favourable:
        return stand.favourable
    body = member.record.body
    issued = span_or_none(
        body.issued if isinstance(body, ListEntry) else body.at if isinstance(body, Proclamation) else ""
    )
    return (
        issued is not None
        and stand.ended is not None
        and issued.last_day <= stand.ended
        and stand.by in ("", member.record.agency)
    )


def _seeks_child(member: Member, alert: bool, missing: bool) -> bool:
    body = member.record.body
    if isinstance(body, ListEntry):
        return alert and not body.cancelled
    return missing and (is_of_case(member) or member.record.role not in OFFENDER_ROLES)


def _ordered(member: Member, judged: Judged, capping: Sequence[_Capping]) -> Judged:
    if not capping and not judged.upheld:
        return judged
    derived = _by_orders(member, judged.derived, [each.order for each in capping], judged.upheld)
    own = judged.as_written
    binding = [each.order for each in capping if each.binds(member.record.agency)]
    written = own._replace(derived=_by_orders(member, own.derived, binding, own.upheld))
    return judged._replace(derived=derived).with_written(written)


def _by_orders(member: Member, derived: Derived, capping: Sequence[Order], upheld: frozenset[str]) -> Derived:
    derived = orders.apply_orders(member, derived, capping) if capping else derived
    if "SEALED" in upheld:
        derived = derived._replace(sealed=True)
    return derived._replace(protected_person=True) if "PROTECTED_PERSON" in upheld else derived
