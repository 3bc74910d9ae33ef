"""The law on victims who are accused, as the records ask for it: dated rows and pure functions of the room of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.records.guard_port import Charged, Found, Victim
from services.statutes.charged import means
from services.statutes.guard import Accused, Basis, Guard, Status, Victimhood, guard, guards, is_watched, stages
from services.statutes.offence_rows import offence_rows
from services.values.records import Section
from services.vocabulary.answers import YES


class ReadGuards:
    """See :class:`services.records.guard_port.GuardLaw`. Reads the rows once; raises BadLaw."""

    def __init__(self) -> None:
        self._rows = guards()
        self._exploiting = [text for row in offence_rows().values() if row.purposes for text in row.charged]

    def guard(self, victim: Victim, charged: Charged, *, misused: bool) -> Found | None:
        """See the port."""
        held = Victimhood(self._status(victim), victim.first, victim.last, misused=misused)
        accused = Accused(charged.sections, charged.act_from, charged.act_to, charged.own)
        found = guard(held, accused, self._rows)
        return None if found.guard is Guard.NONE else Found(found.guard, found.confirm_identity)

    def is_watched(self, sections: Sequence[Section]) -> bool:
        """See the port."""
        return any(is_watched(each, self._rows) for each in sections)

    def basis(self, victim: Victim, charged: Charged) -> str:
        """See the port."""
        return Basis(self._status(victim), charged.sections).text

    def stages(self, since_ms: int, *, custody: bool) -> Mapping[str, int]:
        """See the port."""
        return {str(desk): at_ms for desk, at_ms in stages(since_ms, custody=custody).items()}

    def _status(self, victim: Victim) -> Status:
        """Of whom nobody states one: possible where the case is about exploitation; of a child then presumed."""
        exploited = any(means(text, section) for section in victim.sections for text in self._exploiting)
        stated = Status(victim.status or (Status.POSSIBLE if exploited else Status.NONE))
        presumed = stated is Status.POSSIBLE and exploited and victim.child == YES
        return Status.PRESUMED if presumed else stated
