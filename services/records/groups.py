"""Records put together as cases, and within a case by person: what standing, age and rules look at. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.records import cases
from services.records.classes import Own
from services.records.domain import RecordVersion
from services.records.rows import LIVE
from services.records.tokens import people_tokens


class Member(NamedTuple):
    """One record of a case or person. ``record`` is full or bare (``facts.py``), its case numbers blind."""

    record: RecordVersion
    own: Own
    people: str

    @property
    def live(self) -> bool:
        """Whether what it says still counts."""
        return self.record.status in LIVE


class Group(NamedTuple):
    """One case: indexes of its papers that are about nobody, and of each person's. ``numbered``: has a case number."""

    common: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]
    numbered: bool


def group(members: Sequence[Member]) -> list[Group]:
    """The cases among ``members``; a record in none stands alone."""
    found = [case.members for case in cases.group([member.record for member in members])]
    inside = {index for case in found for index in case}
    alone = [(index,) for index in range(len(members)) if index not in inside]
    return [_group(members, case, True) for case in found] + [_group(members, case, False) for case in alone]


def _group(members: Sequence[Member], case: Sequence[int], numbered: bool) -> Group:
    common = tuple(index for index in case if members[index].record.subject is None)
    return Group(common, _people(members, [i for i in case if members[i].record.subject is not None]), numbered)


def _people(members: Sequence[Member], case: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Within one case a name key joins as well as a number does; a phone or a car joins nobody."""
    if len(case) == 1:
        return (tuple(case),)
    parent = {index: index for index in case}
    seen: dict[str, int] = {}

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for index in case:
        for token, strength in people_tokens(members[index].people):
            if strength:
                parent[root(index)] = root(seen.setdefault(token, index))
    found: dict[int, list[int]] = {}
    for index in case:
        found.setdefault(root(index), []).append(index)
    return tuple(tuple(each) for each in found.values())
