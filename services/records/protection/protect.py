"""What protects each record, judged over the newest versions of its case and of its person.

Every fact here is of now. A withdrawn or expunged version says nothing. Where a record belongs to several
cases the strictest word holds. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority
from services.records.law import ages
from services.records.law.ages import AgeInCase
from services.records.law.births import UNKNOWN_TO
from services.records.law.rule import Dossier
from services.records.protection import interim, misuse, orders, roles
from services.records.protection.classes import Derived, Judged
from services.records.protection.groups import Group, Member, authority, is_of_case
from services.records.protection.interim import NEVER, Ends
from services.records.protection.numbered import Kind, kinds_of
from services.records.protection.orders import Order
from services.records.protection.stricter import STANDING_ORDER, strictest
from services.records.rows import PersonFacts
from services.records.tokens import people_tokens
from services.values.dates import span_or_none
from services.values.records import ListEntry, Proclamation
from services.vocabulary.protection import ACCUSED_ROLES, FOR_ARREST, OFFENDER_ROLES, PROTECTED_ROLES
from services.vocabulary.records import Age, ListType, RecordKind


class CasePapers(NamedTuple):
    """One case with a dossier for each of its persons, in the order of ``group.people``."""

    group: Group
    dossiers: Sequence[Dossier]


class _Stand(NamedTuple):
    """Where a person stands in a case, for the records of an agency.

    ``ended``: day on which it ended in the accused's favour; ``by``: who alone says so, empty where a court decided.
    """

    standing: str = ""
    favourable: bool = False
    ended: int | None = None
    by: str = ""


class _Person(NamedTuple):
    """``stands``: by agency. ``age``: None where it does not matter."""

    stands: Callable[[str], _Stand]
    age: AgeInCase | None

    def act_day(self, agency: str) -> int | None:
        """First day of the act for the records of an agency; None for unknown."""
        return UNKNOWN_TO if self.age is None else self.age.acts.first_day(agency)


_NOBODY: Final = _Person(lambda _: _Stand(), None)


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
    capping: list[list[Order]] = [[] for _ in members]
    for case in papers:
        for index, judged in _judge_case(members, case, said, ends):
            found[index].append(judged)
        _order_case(members, case.group, capping, ends)
    wide = orders.everywhere([*members, *elsewhere], ends)
    return [
        _ordered(member, strictest(each), [*capped, *wide])
        for member, each, capped in zip(members, found, capping, strict=True)
    ]


def _judge_case(
    members: Sequence[Member], case: CasePapers, said: Mapping[str, PersonFacts], ends: Ends
) -> Iterator[tuple[int, Judged]]:
    group = case.group
    accused = roles.accusations(members, group, lambda: _with_confirmed(members, case, ends))
    claimed = misuse.claimed(members, group, lambda: authority(members, group))
    kind = kinds_of([members[index] for index in group.everybody], lambda: authority(members, group))
    offenders: list[_Person] = []
    of_case = list(group.common)
    for indexes, dossier in zip(group.people, case.dossiers, strict=True):
        held = [members[index] for index in indexes]
        if all(map(is_of_case, held)):
            of_case += indexes
            continue
        upheld = interim.upheld_for(held, ends)
        person = _NOBODY
        if blamed := [member for member in held if member.record.role not in PROTECTED_ROLES]:
            person = _judge_person(held, dossier, said, ends, upheld)
            if any(member.live for member in blamed):
                offenders.append(person)
        alike: dict[tuple[str, str], Judged] = {}
        for index, member in zip(indexes, held, strict=True):
            judged = _judged_alike(alike, member, person, kind(member.record.agency))
            judged = _accused(judged, accused[index]) if index in accused else judged
            judged = _claimed(judged) if index in claimed else judged
            theirs = upheld.get(member.record.agency)
            yield index, judged._replace(upheld=theirs) if theirs else judged
    whole = _NOBODY._replace(stands=partial(_whole_case, offenders)) if offenders else _NOBODY
    for index in of_case:
        member = members[index]
        agency = member.record.agency
        judged = _judged(member, whole, _least_protected(offenders, agency), kind(agency))
        judged = _accused(judged, accused[index]) if index in accused else judged
        theirs = interim.upheld_for([member], ends).get(agency) if is_of_case(member) else None
        yield index, judged._replace(upheld=theirs) if theirs else judged


def _accused(judged: Judged, by: roles.Accusation) -> Judged:
    return judged._replace(derived=judged.derived._replace(**by._asdict()))


def _with_confirmed(members: Sequence[Member], case: CasePapers, ends: Ends) -> CaseAuthority:
    """Who owns a case that has persons and which courts speak in it, in confirmed copies too."""
    records = (members[index].record for index in case.group.everybody) if ends.confirmed else ()
    names = frozenset(each.name for each in records if (each.agency, each.record_id) in ends.confirmed)
    return case.dossiers[0].authority._replace(confirmed=names)


def _claimed(judged: Judged) -> Judged:
    return judged._replace(derived=judged.derived._replace(misuse_claimed=True))


def _order_case(members: Sequence[Member], group: Group, capping: list[list[Order]], ends: Ends) -> None:
    """Put the orders of one case to each of its records."""
    everybody = group.everybody
    if not any(members[index].record.kind == RecordKind.PROTECTION_ORDER for index in everybody):
        return
    of_case = orders.in_case([members[index] for index in everybody], authority(members, group), ends)
    for index in everybody:
        capping[index] += of_case


def _judged_alike(alike: dict[tuple[str, str], Judged], member: Member, person: _Person, case: Kind) -> Judged:
    """The judgment of a record; but for entries, all of one person's in one role of one agency have the same."""
    if member.record.kind in FOR_ARREST:
        return _judged(member, person, _age_on_list(person, member.record.agency), case)
    key = member.record.role, member.record.agency
    known = alike.get(key)
    if known is None:
        known = alike[key] = _judged(member, person, _age_of(person, member.record.agency), case)
    return known


def _age_of(person: _Person, agency: str) -> str:
    return "NO" if person.age is None else ages.judge(person.age, agency)


def _age_on_list(person: _Person, agency: str) -> str:
    """The age for an entry: whoever is on a list is as an accused, so that an age nobody recorded stands as unknown."""
    age = _age_of(person, agency)
    silent = age == Age.NO and person.age is not None and not ages.recorded(person.age, agency)
    return "UNKNOWN" if silent else age


def _judged(member: Member, person: _Person, age: str, case: Kind) -> Judged:
    act_day = person.act_day(member.record.agency) if age == Age.NO or person.age is None else None
    if member.record.role in PROTECTED_ROLES:
        person, age = _NOBODY, "NO"
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


def _ended(member: Member, stand: _Stand) -> bool:
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


def _judge_person(
    members: Sequence[Member],
    dossier: Dossier,
    said: Mapping[str, PersonFacts],
    ends: Ends,
    upheld: Mapping[str, frozenset[str]],
) -> _Person:
    known = bool(dossier.all_events) or any(member.cases for member in members)
    age = _age(members, dossier, said, ends, upheld)

    def stands(agency: str) -> _Stand:
        place = dossier.place(agency)
        phase = place.phase
        by = "" if place.decided or not phase.favourable else dossier.authority.owner
        return _Stand(phase.standing if known else "", phase.favourable, place.since, by)

    return _Person(stands, age)


def _age(
    members: Sequence[Member],
    dossier: Dossier,
    said: Mapping[str, PersonFacts],
    ends: Ends,
    upheld: Mapping[str, frozenset[str]],
) -> AgeInCase:
    """What is said of their age, in the case and under their numbers anywhere."""
    people = {member.people for member in members}
    tokens = {token for one in people for token, strength in people_tokens(one) if strength == 2}
    held = [facts for token in sorted(tokens) if (facts := said.get(token))]
    return ages.in_case(
        dossier.records,
        [word for facts in held for word in facts.words],
        dossier.authority,
        accused=any(member.record.role in ACCUSED_ROLES and member.live for member in members),
        ended=interim.ended_births(members, held, ends) if ends.rows else frozenset(),
        upheld=frozenset((agency, fact) for agency, facts in upheld.items() for fact in facts & {"AGE", "DIVERSION"}),
    )


def _whole_case(offenders: Sequence[_Person], agency: str) -> _Stand:
    """What an agency's own papers of the case are: as far as its least protected accused allows."""
    found = [person.stands(agency) for person in offenders]
    standing = max((each.standing for each in found), key=STANDING_ORDER.index)
    return _Stand(standing, all(each.favourable for each in found))


def _least_protected(offenders: Sequence[_Person], agency: str) -> str:
    """The age by which the case's own papers of an agency are judged; that one is not recorded is no matter there."""
    least = min((_age_of(p, agency) for p in offenders), key=ages.ORDER.index, default="NO")
    return "NO" if least == "UNKNOWN" else least


def _seeks_child(member: Member, alert: bool, missing: bool) -> bool:
    body = member.record.body
    if isinstance(body, ListEntry):
        return alert and not body.cancelled
    return missing and (is_of_case(member) or member.record.role not in OFFENDER_ROLES)


def _ordered(member: Member, judged: Judged, capping: Sequence[Order]) -> Judged:
    derived = orders.apply_orders(member, judged.derived, capping) if capping else judged.derived
    if "SEALED" in judged.upheld:
        derived = derived._replace(sealed=True)
    if "PROTECTED_PERSON" in judged.upheld:
        derived = derived._replace(protected_person=True)
    return judged._replace(derived=derived)
