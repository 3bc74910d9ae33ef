"""What a page's versions come to as far as the page alone can tell, worked out before its turn. Pure.

In the transaction most pages turn out to meet nothing in the store that changes it: new cases, and persons of whom
the store says the same. Then it is taken as it is; otherwise single dossiers are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import is_

from services.records.app.checked import Checked
from services.records.app.flagging import case_findings
from services.records.app.people import identity, stated
from services.records.authority.speaker import CaseAuthority
from services.records.law.rule import Dossier
from services.records.protection.classes import Derived, Judged
from services.records.protection.groups import Group, Member, authority, dossier, group
from services.records.protection.interim import Ends, steps
from services.records.protection.protect import CasePapers, judge
from services.records.rows import PersonFacts


class Precomputed:
    """``papers``, ``judged`` and ``later`` of the page's versions among themselves at ``now_ms``.

    Not of words that hold for a time on their writer's word: when those began only the store knows.
    """

    def __init__(self, checked: Sequence[Checked], now_ms: int) -> None:
        self._members = [each.member for each in checked]
        self._now_ms = now_ms
        self._ready: dict[tuple[tuple[int, ...], tuple[int, ...]], Dossier] = {}
        self._said = stated(checked, {})
        self._numbers = {token for each in checked for token in identity(each.member.people, strongest=True)}
        self.papers = [self._papers(case) for case in group(self._members)]
        ends = Ends(at_ms=now_ms)
        self.judged: Sequence[Judged] = judge(self._members, self.papers, self._said, (), ends)
        ahead = steps(self._members, ends)
        self.again_ms = ahead.again_ms
        self.later = [
            (at, judge(self._members, self.papers, self._said, (), ends._replace(at_ms=at))) for at in ahead.times
        ]

    def holds(self, members: Sequence[Member], said: Mapping[str, PersonFacts]) -> bool:
        """Whether it is so for ``members`` and nobody besides, given what all records say of their births.

        Only what is said under numbers of one person counts in judging; see :mod:`services.records.protection.protect`.
        """
        return (
            len(members) == len(self._members)
            and all(map(is_, members, self._members))
            and all(said.get(token) == self._said.get(token) for token in self._numbers)
        )

    def run_rules(self) -> None:
        """What the rules over cases find, where somebody is to be told: nobody is of what another node gives."""
        for made in self._ready.values():
            case_findings(made)

    def alone(self) -> Mapping[int, Derived]:
        """What the page alone makes of each of its versions, by the identity of its member."""
        return {id(member): judged.derived for member, judged in zip(self._members, self.judged, strict=True)}

    def dossiers(self, members: Sequence[Member], case: Group) -> list[Dossier]:
        """Each person's papers in one case; see :func:`services.records.protection.groups.dossier`.

        Papers of others in the case, which only the store holds, may say that it is somebody else's, or of another
        court: then nothing that is ready counts.
        """
        of = authority(members, case)
        return [self._dossier(members, case, person, of) for person in case.people]

    def _dossier(self, members: Sequence[Member], case: Group, person: Sequence[int], of: CaseAuthority) -> Dossier:
        ready = self._ready.get(_key(members, case, person))
        return ready if ready and ready.authority == of else dossier(members, case, person, self._now_ms, of=of)

    def _papers(self, case: Group) -> CasePapers:
        dossiers = []
        of = authority(self._members, case)
        for person in case.people:
            made = dossier(self._members, case, person, self._now_ms, of=of)
            self._ready[_key(self._members, case, person)] = made
            dossiers.append(made)
        return CasePapers(case, dossiers)


def _key(members: Sequence[Member], case: Group, person: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """By identity: the members that are ready are held here, so that no other can take their place."""
    return tuple(id(members[i]) for i in case.common), tuple(id(members[i]) for i in person)
