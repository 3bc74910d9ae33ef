"""Whose a case number is, which court a code names, who protects where: read off the registry on a given day.

Days are ISO 8601 dates; ``until`` is exclusive. A prefix is whole groups of a canonical key with their slash
(``PB/LAHORE/``), a district the same without the last slash (``PB/LAHORE``). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from services.membership.rows import AgencyRow, CourtRow, ProtectionRow, RegisterRow
from services.vocabulary.access import AgencyKind

_OPEN_END: Final = "9999"


def holds_on(row: RegisterRow | CourtRow | ProtectionRow, day: str) -> bool:
    """Whether a row is in force on a day."""
    return row.since <= day < (row.until or _OPEN_END)


def overlap(one: RegisterRow, other: RegisterRow) -> bool:
    """Whether some number would be held under both rows on some day."""
    if one.type != other.type:
        return False
    if not (one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix)):
        return False
    return one.since < (other.until or _OPEN_END) and other.since < (one.until or _OPEN_END)


class _Held(NamedTuple):
    agency: str
    row: RegisterRow


class Jurisdiction:
    """Registers, courts and protecting bodies of one registry version."""

    def __init__(self, agencies: Mapping[str, AgencyRow]) -> None:
        self._agencies = agencies
        self.trying = lru_cache(maxsize=4096)(self._try)
        """Agencies of the courts in whose districts a case key lies on a day."""
        self._registers: dict[tuple[str, str], list[_Held]] = {}
        self._courts: dict[str, list[CourtRow]] = {}
        for agency in agencies.values():
            for row in agency.registers:
                self._registers.setdefault((row.type, row.prefix), []).append(_Held(agency.id, row))
            for court in agency.courts if agency.kind == AgencyKind.COURT else ():
                self._courts.setdefault(court.code, []).append(court)

    def holder(self, kind: str, key: str, day: str) -> str:
        """The agency whose register a number stands in; empty where no row holds it."""
        for prefix in _prefixes(key):
            for held in self._registers.get((kind, prefix), ()):
                if holds_on(held.row, day):
                    return held.agency
        return ""

    def court(self, agency: str, named: str, day: str) -> CourtRow | None:
        """The court of that code or name, where it speaks through the agency on that day."""
        row = self._agencies.get(agency)
        courts = row.courts if row else ()
        return next((one for one in courts if named in (one.code, one.name) and holds_on(one, day)), None)

    def codes(self, agency: str, day: str) -> frozenset[str]:
        """Codes of the courts that speak through an agency, or before which a prosecution pleads."""
        row = self._agencies.get(agency)
        return frozenset(court.code for court in (row.courts if row else ()) if holds_on(court, day))

    def tier(self, named: str, day: str) -> str:
        """Where the court of that code or name stands, whichever member it speaks through; empty for none listed."""
        courts = (court for rows in self._courts.values() for court in rows)
        return next((one.tier for one in courts if named in (one.code, one.name) and holds_on(one, day)), "")

    def court_agency(self, named: str, day: str) -> str:
        """The court member through which the court of that code or name speaks; empty where it is no member's."""
        courts = (agency for agency in self._agencies.values() if agency.kind == AgencyKind.COURT)
        return next((each.id for each in courts if named and self.court(each.id, named, day)), "")

    def only_court(self, agency: str, day: str) -> CourtRow | None:
        """The one court that speaks through an agency on that day; None where several do."""
        row = self._agencies.get(agency)
        courts = [court for court in (row.courts if row else ()) if holds_on(court, day)]
        return courts[0] if len(courts) == 1 else None

    def _try(self, key: str, day: str) -> frozenset[str]:
        rows = (
            (row, agency)
            for agency in self._agencies.values()
            if agency.kind == AgencyKind.COURT
            for row in agency.courts
        )
        return frozenset(agency.id for row, agency in rows if holds_on(row, day) and in_districts(key, row.districts))

    def prosecutions(self, kind: str, key: str, day: str) -> frozenset[str]:
        """Prosecutions that plead before the court of a case number: for a FIR, any in whose districts it lies."""
        if kind == "FIR":
            courts = (court for held in self._courts.values() for court in held)
            codes = {court.code for court in courts if holds_on(court, day) and in_districts(key, court.districts)}
        else:
            codes = set(self.codes(self.holder(kind, key, day), day))
        of_kind = [agency.id for agency in self._agencies.values() if agency.kind == AgencyKind.PROSECUTION]
        return frozenset(agency for agency in of_kind if not codes.isdisjoint(self.codes(agency, day)))

    def courts_above(self, code: str, day: str) -> tuple[str, ...]:
        """Codes of the courts above one, nearest first."""
        found: list[str] = []
        while True:
            row = next((court for court in self._courts.get(code, ()) if holds_on(court, day)), None)
            if row is None or not row.above or row.above in found:
                return tuple(found)
            code = row.above
            found.append(code)

    def protects(self, agency: str, day: str) -> tuple[ProtectionRow, ...]:
        """What makes an agency a protecting body on that day."""
        row = self._agencies.get(agency)
        return tuple(each for each in row.protects if holds_on(each, day)) if row else ()

    def protected(self, agency: str, day: str) -> frozenset[str]:
        """Districts in which an agency is a protecting body on that day; none for a body that no Act makes one."""
        return frozenset(district for row in self.protects(agency, day) for district in row.districts)

    def told_of(self, agency: str, day: str) -> Callable[[str], bool]:
        """Whether a protecting body is told of what happened in a case, by its key: in its districts, or in nobody's.

        Cases of FIA, of operations and of posts lie in none. Whom no Act makes a protecting body is told of nothing.
        """
        mine = self.protected(agency, day)
        of_any = frozenset[str]().union(*(self.protected(each, day) for each in self._agencies))
        return lambda key: bool(mine) and (in_districts(key, mine) or not in_districts(key, of_any))


NOBODYS: Final = Jurisdiction({})
"""Holds no number: what a call is judged by that carries no registry."""


def in_districts(key: str, districts: Iterable[str]) -> bool:
    """Whether a case key lies in one of these districts."""
    return any(f"{key}/".startswith(f"{district}/") for district in districts)


def _prefixes(key: str) -> Iterator[str]:
    """Every prefix that could hold a key: the longest first, the empty one last."""
    yield key
    at = key.rfind("/")
    while at >= 0:
        yield key[: at + 1]
        at = key.rfind("/", 0, at)
    yield ""
