"""Whom a case's owner or court calls its victim, witness or complainant, and who accuses them all the same. Pure.

By a number of strength 2: a name alone takes no role from one agency's record to another's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.records.authority.speaker import CaseAuthority
from services.records.authority.table import Fact, Reach, works
from services.records.protection.classes import Own
from services.records.protection.groups import Group, Member
from services.records.tokens import people_tokens
from services.vocabulary.protection import PROTECTED_ROLES, Side, side_of


def contradicted(members: Sequence[Member], case: Group, of: Callable[[], CaseAuthority]) -> frozenset[int]:
    """Records of a case by anybody else that accuse whom its owner or court protects there (row 23a)."""
    protecting = [members[i] for person in case.people for i in person if members[i].record.role in PROTECTED_ROLES]
    if not protecting:
        return frozenset()
    authority = of()
    protected = {
        token
        for member in protecting
        if member.live and works(Fact.PROTECTED_ROLE, authority.speaker(member.record), Reach.CASE)
        for token in _numbers(member)
    }
    return frozenset(
        index
        for person in case.people
        for index in person
        if _accuses(members[index].own)
        and not protected.isdisjoint(_numbers(members[index]))
        and not works(Fact.ACCUSATION, authority.speaker(members[index].record), Reach.CASE)
    )


def _accuses(own: Own) -> bool:
    return side_of(own.role, own.kind, own.list_type) == Side.OFFENDER


def _numbers(member: Member) -> set[str]:
    return {token for token, strength in people_tokens(member.people) if strength == 2}
