"""Records put together as cases, and within a case by person: what standing, age and rules look at. Pure.

Case numbers are compared blind, as the store keeps them. Most records name one case by one number; only where
one names several are the rules of ``cases.py`` asked which cases those are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.records.authority.ownership import handing
from services.records.authority.speaker import CaseAuthority, case_authority
from services.records.law import cases
from services.records.law.rule import Dossier
from services.records.protection.classes import Own
from services.records.protection.facts import bare
from services.records.tokens import joining, people_tokens
from services.values.records import RecordVersion
from services.vocabulary.protection import LIVE, PROTECTED_ROLES, is_numbers_of_case

Confirmed = frozenset[tuple[str, str]]
"""Agency and id of records of which oversight confirmed that a court says so."""


@dataclass
class Member:
    """One record of a case or person. ``record``: full, or ``blind`` as the store keeps it (``facts.py``).

    Never changed. Not frozen all the same: one is made for every version of every page, at a third of the price.

    ``people`` and ``cases``: its tokens, as in a head.
    """

    record: RecordVersion
    own: Own
    people: str
    cases: str
    blind: bool

    @property
    def live(self) -> bool:
        """Whether what it says still counts."""
        return self.record.status in LIVE

    @cached_property
    def as_stored(self) -> RecordVersion:
        """The record with its case numbers blind, so that it can be put beside stored ones."""
        return self.record if self.blind else bare(self.record, self.cases)


class Group(NamedTuple):
    """One case: indexes of its papers that are about nobody, and of each person's. ``numbered``: has a case number."""

    common: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]
    numbered: bool

    @property
    def everybody(self) -> tuple[int, ...]:
        """Indexes of all papers of the case."""
        return (*self.common, *(index for person in self.people for index in person))


def group(members: Sequence[Member]) -> list[Group]:
    """The cases among ``members``; a record in none stands alone."""
    return [_group(members, case, numbered) for case, numbered in _cases(members)]


def authority(members: Sequence[Member], case: Group) -> CaseAuthority:
    """Who owns a case and which courts are seized of it, by all its papers."""
    held = [members[index] for index in case.everybody]
    handed = any(handing(member.record) is not None for member in held)
    return case_authority(member.as_stored if handed else member.record for member in held)


def dossier(
    members: Sequence[Member],
    case: Group,
    person: Sequence[int],
    now_ms: int,
    agency: str = "",
    of: CaseAuthority | None = None,
    confirmed: Confirmed = frozenset(),
) -> Dossier:
    """One person's papers in one case with the case's own; of one agency only where given.

    What a person is as a victim or witness is no part of what they are accused of. ``of``: as :func:`authority` says,
    asked here where it is not given. ``confirmed``: records whose certified extract is.
    """
    held = [members[index] for index in (*case.common, *person)]
    charged = [member for member in held if member.record.role not in PROTECTED_ROLES]
    chosen = held if not person or len(charged) == len(case.common) else charged
    blind = any(member.blind for member in chosen)
    records = [member.as_stored if blind else member.record for member in chosen]
    chosen_records = [record for record in records if record.agency == agency] if agency else records
    names = frozenset(each.name for each in chosen_records if (each.agency, each.record_id) in confirmed)
    return Dossier(chosen_records, now_ms, of or authority(members, case), names)


def is_of_case(member: Member) -> bool:
    """Whether a paper states numbers of the case that nobody is known to use: it is judged as the case's own papers."""
    return is_numbers_of_case(member.own.role, member.own.kind)


def _cases(members: Sequence[Member]) -> Iterator[tuple[Sequence[int], bool]]:
    for numbers, part in _connected(members):
        if not numbers:
            yield from (((index,), False) for index in part)
        elif len(numbers) == 1:
            yield part, True
        else:
            for case in cases.group([members[index].as_stored for index in part]):
                yield [part[place] for place in case.members], True


def _connected(members: Sequence[Member]) -> Iterator[tuple[set[str], list[int]]]:
    """Members that share case numbers, directly or through others, with those numbers; first those with none."""
    leader: dict[str, str] = {}

    def root(number: str) -> str:
        while (above := leader[number]) != number:
            number = above
        return number

    loose: list[int] = []
    for index, member in enumerate(members):
        numbers = joining(member.cases)
        if not numbers:
            loose.append(index)
        for number in numbers:
            leader.setdefault(number, number)
            if number != numbers[0]:
                leader[root(number)] = root(numbers[0])
    yield set(), loose
    parts: dict[str, list[int]] = {}
    numbers_of: dict[str, set[str]] = {}
    for number in leader:
        numbers_of.setdefault(root(number), set()).add(number)
    for index, member in enumerate(members):
        if numbers := joining(member.cases):
            parts.setdefault(root(numbers[0]), []).append(index)
    yield from ((numbers_of[key], part) for key, part in parts.items())


def _group(members: Sequence[Member], case: Sequence[int], numbered: bool) -> Group:
    common = tuple(index for index in case if members[index].record.subject is None)
    about = [index for index in case if members[index].record.subject is not None]
    return Group(common, _people(members, about), numbered)


def _people(members: Sequence[Member], about: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Within one case a name key joins as well as a number does; a phone or a car joins nobody."""
    if len({members[index].people for index in about}) == 1 and members[about[0]].people != "-":
        return (
            (tuple(about),)
            if any(strength for _, strength in people_tokens(members[about[0]].people))
            else _each(about)
        )
    parent = {index: index for index in about}
    seen: dict[str, int] = {}

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for index in about:
        for token, strength in people_tokens(members[index].people):
            if strength:
                parent[root(index)] = root(seen.setdefault(token, index))
    found: dict[int, list[int]] = {}
    for index in about:
        found.setdefault(root(index), []).append(index)
    return tuple(tuple(each) for each in found.values())


def _each(about: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    return tuple((index,) for index in about)
