"""The words and values of the warning: marks of a day, days that do not count, and what is said of a pupil."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TOKEN = re.compile(r"[A-Z](?!.*[0-9]{7})[A-Z0-9]{7,31}")
"""A pupil's token: 8 to 32 capitals and digits. It begins with a letter and has no 7 digits in a row, so that it can be
neither a CNIC nor the number of a telephone."""

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
"""A code of a school, class, district, household or officer."""


class Mark(StrEnum):
    """What a school says of a pupil on one day."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    EXCUSED = "EXCUSED"
    CLOSED = "CLOSED"


class Closing(StrEnum):
    """Why a district has no lessons on a day; only after a vacation does a pupil have to come back."""

    HOLIDAY = "HOLIDAY"
    VACATION = "VACATION"
    EXAM = "EXAM"
    CLOSURE = "CLOSURE"


class Standing(StrEnum):
    """Whether a pupil is to come to school; of one who is not, nothing is said."""

    ENROLLED = "ENROLLED"
    TRANSFER_ASKED = "TRANSFER_ASKED"
    LEFT = "LEFT"


class Sex(StrEnum):
    """The sex that the school department has on its roll; rates of visits are published by it."""

    F = "F"
    M = "M"
    X = "X"


class Level(StrEnum):
    """What is to be done: nothing, a call of the school to the family, or a visit by a welfare officer."""

    NONE = "NONE"
    CALL = "CALL"
    VISIT = "VISIT"


class Ground(StrEnum):
    """Why a level is said; those of a visit are the reason codes of a welfare request."""

    TEN_DAYS_ABSENT = "TEN_DAYS_ABSENT"
    SIBLINGS_ABSENT = "SIBLINGS_ABSENT"
    NOT_BACK_AFTER_VACATION = "NOT_BACK_AFTER_VACATION"
    FIVE_DAYS_ABSENT = "FIVE_DAYS_ABSENT"
    OFTEN_ABSENT = "OFTEN_ABSENT"


@dataclass(frozen=True)
class Attendance:
    """One pupil's mark on one day, and the class that they were in on that day."""

    school: str
    group: str
    mark: Mark


@dataclass(frozen=True)
class Pupil:
    """A line of the register. Pupils of one household are siblings; an empty household is nobody's."""

    token: str
    household: str
    sex: Sex
    standing: Standing


@dataclass(frozen=True)
class Period:
    """Days without lessons, the first and the last of them included."""

    first: date
    last: date
    kind: Closing


@dataclass(frozen=True)
class ClassDay:
    """How many of the rest of a class were absent on a day, of how many that were marked."""

    absent: int
    marked: int


@dataclass(frozen=True)
class Finding:
    """What is said of one pupil. ``mass``: so much of the class was absent too that nothing is said of the pupil."""

    level: Level
    ground: Ground | None = None
    mass: bool = False


@dataclass(frozen=True)
class Warned:
    """What is said of one pupil, and the class of their last mark."""

    school: str
    group: str
    token: str
    finding: Finding


Days = Mapping[date, Attendance]
"""A pupil's marks by day."""
