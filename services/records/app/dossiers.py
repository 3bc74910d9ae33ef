"""What a page's own versions are together, worked out before its turn: dossiers, phases, findings.

In the transaction most cases of a page turn out to hold just the page's versions. Then what was worked out
is taken as it is; any other case is put together there. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.records.app.flagging import case_findings
from services.records.groups import Group, Member, dossier, group
from services.records.rule import Dossier


class Dossiers:
    """Dossiers of cases at ``now_ms``; those of ``members`` among themselves are ready."""

    def __init__(self, members: Sequence[Member], now_ms: int) -> None:
        self._members = members
        self._now_ms = now_ms
        self._ready: dict[tuple[tuple[int, ...], tuple[int, ...]], Dossier] = {}
        for case in group(members):
            for person in case.people:
                made = self._ready[_key(members, case, person)] = dossier(members, case, person, now_ms)
                made.phase()
                case_findings(made)

    def of(self, members: Sequence[Member], case: Group, person: Sequence[int]) -> Dossier:
        """One person's papers in one case; see :func:`services.records.groups.dossier`."""
        ready = self._ready.get(_key(members, case, person))
        return ready or dossier(members, case, person, self._now_ms)


def _key(members: Sequence[Member], case: Group, person: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """By identity: the members that are ready are held here, so that no other can take their place."""
    return tuple(id(members[i]) for i in case.common), tuple(id(members[i]) for i in person)
