"""How often a visit is asked for, by sex within a district, and whether one sex is visited far more than another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from school_warning.values import Sex

MINIMUM_TOLD = 10
"""A smaller number of visits is not told, as it may point at a child, and a district without as many is not judged."""


@dataclass(frozen=True)
class Rate:
    """Visits of one sex in one district, of so many pupils who are enrolled."""

    district: str
    sex: Sex
    visits: int
    pupils: int

    @property
    def told(self) -> int | None:
        """The visits, where they are enough to be published."""
        return self.visits if self.visits >= MINIMUM_TOLD else None


def rates(visits: Iterable[tuple[str, Sex]], pupils: Iterable[tuple[str, Sex]]) -> list[Rate]:
    """A rate for each district and sex that has pupils; each visit and each pupil is given as district and sex."""
    asked, enrolled = Counter(visits), Counter(pupils)
    return [Rate(*group, asked[group], enrolled[group]) for group in sorted(enrolled)]


def uneven(found: Iterable[Rate]) -> list[str]:
    """Districts where one sex is visited less than four fifths as often as another that has 10 visits or more."""
    every = list(found)
    return sorted(
        {
            low.district
            for low in every
            for high in every
            if low.district == high.district and high.visits >= MINIMUM_TOLD
            if low.visits * 5 * high.pupils < high.visits * 4 * low.pupils
        }
    )
