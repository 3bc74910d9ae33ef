"""A school department on one day: its tables, its store, and what is said of every pupil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from school_warning import tables
from school_warning.counting import current_run, school_days, warn
from school_warning.store import Visit
from school_warning.values import (
    Attendance,
    ClassDay,
    Days,
    Finding,
    Level,
    Mark,
    Period,
    Pupil,
    Standing,
    Warned,
)

ClassDays = Counter[tuple[str, str, date, bool]]
"""School, class, day, whether absent -> how many pupils."""


class NoDistrict(Exception):
    """A school that sent marks has no district, so that nobody can say on which days it had lessons."""


@dataclass(frozen=True)
class Department:
    """The tables that the department writes: calendar by district, district by school, register by token."""

    calendars: Mapping[str, Sequence[Period]]
    schools: Mapping[str, str]
    register: Mapping[str, Pupil]

    def district(self, school: str) -> str:
        """The district of a school that sent marks; raises NoDistrict where the table has lost it."""
        if school not in self.schools:
            raise NoDistrict("schools.csv lacks a school whose marks are kept")
        return self.schools[school]


def department_of(place: Path) -> Department:
    """The tables of a folder; raises tables.BadTable and OSError."""
    calendars = tables.calendars(place / "calendar.csv")
    schools = tables.schools(place / "schools.csv", calendars)
    return Department(calendars, schools, tables.register(place / "pupils.csv"))


class Roll:
    """The marks of all pupils who are enrolled, of which those up to the outcome of a visit count no more.

    ``kept``: token -> day -> mark. A pupil whose visit is open is not warned of.
    """

    def __init__(
        self, department: Department, kept: Mapping[str, Mapping[date, Attendance]], visits: Sequence[Visit]
    ) -> None:
        self._department = department
        self._open = {visit.token for visit in visits if visit.closed is None}
        settled: dict[str, date] = {}
        for visit in visits:
            if visit.closed is not None:
                settled[visit.token] = max(visit.closed, settled.get(visit.token, visit.closed))
        self._kept = {token: days for token, days in kept.items() if self._enrolled(token)}
        self._days = {token: _after(days, settled.get(token)) for token, days in self._kept.items()}
        self._classes = _class_days(self._kept)
        self._households: dict[str, list[str]] = {}
        for token in self._kept:
            if household := department.register[token].household:
                self._households.setdefault(household, []).append(token)

    def warned(self) -> list[Warned]:
        """Pupils to call or to visit, and those of whom nothing is said as their class is absent; in order of class."""
        found = [
            Warned(*self._class(token), token, self._finding(token))
            for token, days in self._days.items()
            if days and token not in self._open
        ]
        told = [one for one in found if one.finding.level is not Level.NONE or one.finding.mass]
        return sorted(told, key=lambda one: (one.school, one.group, one.token))

    def _finding(self, token: str) -> Finding:
        household = self._household(token)
        sibling_run = max((self._run(other) for other in household if other != token), default=0)
        days = self._days[token]
        return warn(days, self._calendar(token), self._rest(days, household), sibling_run)

    def _rest(self, days: Days, household: Sequence[str]) -> dict[date, ClassDay]:
        """The pupil's class by day, without the household."""
        own = _class_days({token: self._kept[token] for token in household})
        found = {}
        for day, at in days.items():
            absent, there = (
                self._classes[at.school, at.group, day, away] - own[at.school, at.group, day, away]
                for away in (True, False)
            )
            found[day] = ClassDay(absent, absent + there)
        return found

    def _household(self, token: str) -> Sequence[str]:
        """The pupil and their siblings."""
        return self._households.get(self._department.register[token].household, [token])

    def _run(self, token: str) -> int:
        return len(current_run(school_days(self._days[token], self._calendar(token))))

    def _calendar(self, token: str) -> Sequence[Period]:
        return self._department.calendars[self._department.district(self._class(token)[0])]

    def _class(self, token: str) -> tuple[str, str]:
        """School and class of the pupil's last mark."""
        days = self._kept[token]
        last = days[max(days)]
        return last.school, last.group

    def _enrolled(self, token: str) -> bool:
        pupil = self._department.register.get(token)
        return pupil is not None and pupil.standing is Standing.ENROLLED


def _after(days: Mapping[date, Attendance], settled: date | None) -> Days:
    return {day: mark for day, mark in days.items() if settled is None or day > settled}


def _class_days(kept: Mapping[str, Mapping[date, Attendance]]) -> ClassDays:
    return Counter(
        (at.school, at.group, day, at.mark is Mark.ABSENT)
        for days in kept.values()
        for day, at in days.items()
        if at.mark is not Mark.CLOSED
    )
