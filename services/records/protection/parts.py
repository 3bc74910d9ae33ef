"""Which part the writer of a record has in its case, read off the papers of the case. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.records.authority.part import CasePapers, Entered, Part, Registered, has_part, registered
from services.records.authority.speaker import CaseAuthority
from services.records.protection.groups import Group, Member, authority, group
from services.records.tokens import people_tokens

_MAY_HOLD: Final = frozenset({Part.OWNER, Part.COURT, Part.PROSECUTION, Part.CUSTODIAN})
"""Whose copy of an order holds the papers of others: who is served in the case, and not who heard of the order."""


def papers_of(members: Iterable[Member], of: CaseAuthority) -> CasePapers:
    """The papers of one case."""
    return CasePapers(of, [Entered(member.record, identity_of(member)) for member in members])


def part_of(member: Member, papers: CasePapers) -> Part:
    """The part of a record's writer in its case, as regards the person of the record."""
    return has_part(member.record.agency, papers, identity_of(member), registered(member.record), "")


class Parts:
    """Which writers of one case have a part in it, looked at once for each writer and person, where somebody asks."""

    def __init__(self, members: Sequence[Member], case: Group) -> None:
        self._members = members
        self._case = case
        self._papers: CasePapers | None = None
        self._known: dict[tuple[str, frozenset[str], Registered], bool] = {}
        self.alone = len({members[index].record.agency for index in case.everybody}) == 1

    def has(self, member: Member) -> bool:
        """Whether the writer of a record has a part as regards its person; where nobody else writes it is as good."""
        if self.alone:
            return True
        key = member.record.agency, identity_of(member), registered(member.record)
        if key not in self._known:
            if self._papers is None:
                held = [self._members[index] for index in self._case.everybody]
                self._papers = papers_of(held, authority(self._members, self._case))
            self._known[key] = part_of(member, self._papers) != Part.NONE
        return self._known[key]


def may_hold(member: Member, papers: CasePapers) -> bool:
    """Whether an order on paper holds the papers of others in its case; a former owner's of its days does too."""
    return papers.authority.owns(member.record) or part_of(member, papers) in _MAY_HOLD


def holding(members: Sequence[Member], words: Iterable[Member]) -> list[Member]:
    """Those of ``words`` that may hold the papers of others; ``members`` are whole cases with the words among them."""
    wanted = {id(word) for word in words}
    found = []
    for case in group(members) if wanted else ():
        held = [members[index] for index in case.everybody]
        if not wanted.isdisjoint(map(id, held)):
            papers = papers_of(held, authority(members, case))
            found += [member for member in held if id(member) in wanted and may_hold(member, papers)]
    return found


def identity_of(member: Member) -> frozenset[str]:
    """Tokens that tell the person of a record from others."""
    return frozenset(token for token, strength in people_tokens(member.people) if strength)
