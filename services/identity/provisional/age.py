"""How old a child may be by a range of birth: an adult is no child; who may be either is taken with a mark. Pure.

Under 18 is a child: PTPA 2018 s. 2 (V), ICT Child Protection Act 2018 s. 25 (V), ZARRA Act 2020 s. 2 (V).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.values.dates import span, today, years_between
from services.values.records import Birth

OF_AGE: Final = 18


class Ages(NamedTuple):
    """Completed years, at least and at most."""

    youngest: int
    oldest: int

    @property
    def of_age(self) -> bool:
        """On every day of the range."""
        return self.youngest >= OF_AGE

    @property
    def to_be_determined(self) -> bool:
        """On some days of the range and not on others."""
        return self.youngest < OF_AGE <= self.oldest


def ages(birth: Birth, now_ms: int) -> Ages:
    """On the day in Pakistan at ``now_ms``. ``birth``: both ends are ISO 8601; ValueError where they are not."""
    day = today(now_ms)
    return Ages(
        years_between(span(birth.latest).last_day, day), years_between(span(birth.earliest).first_day, day)
    )  # fmt: skip
