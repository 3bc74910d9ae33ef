"""Notes that an identity was misused, of who has a say in that and of who has none. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from services.records.authority.speaker import CaseAuthority, Speaker
from services.records.authority.table import Degree, Fact, degree
from services.records.protection.groups import Group, Member

NOTE: Final = "MISUSED_IDENTITY"


def claimed(members: Sequence[Member], case: Group, of: Callable[[], CaseAuthority]) -> frozenset[int]:
    """Notes of a case whose writers have no say there: the words of these are not for others (row 23b).

    Withdrawn ones too: what they said is no less another's word. What was written before words were kept is taken as
    it was.
    """
    notes = [index for index in case.everybody if members[index].record.kind == NOTE]
    if not notes:
        return frozenset()
    authority = of()
    return frozenset(index for index in notes if not _has_a_say(authority.speaker(members[index].record)))


def _has_a_say(speaker: Speaker) -> bool:
    return speaker is Speaker.BEFORE or degree(Fact.MISUSED_IDENTITY, speaker) is Degree.DECIDES
