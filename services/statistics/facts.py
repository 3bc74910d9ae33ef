"""What is counted: cases with victims and accused, referrals, claims, children; no name, number, day of one. Pure.

``by``: agencies that wrote what a fact is counted by. A word is a row or column of :mod:`services.statistics.layout`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from services.statistics.funnel import Stage


class Victim(NamedTuple):
    """``band``: of the age at the act."""

    band: str
    sex: str
    by: frozenset[str]


class Punished(NamedTuple):
    """What a court ordered, and what the law of the day says of that. ``version``: of the law."""

    form: str
    version: str
    point: str


class AccusedPerson(NamedTuple):
    """``stage``: how far the case is against them; ``outcome``: OPEN where it is not over; ``punished``: of a convict.

    ``told``: stages of the funnel, None where no victim's statement before a court names them, or none that can be
    known to name them.
    """

    stage: str
    outcome: str
    by: frozenset[str]
    punished: Punished | None = None
    told: frozenset[Stage] | None = None


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One case of its owner, as its file stands. ``form``: of exploitation, as far as the sections charged say it."""

    province: str
    statute: str
    form: str
    border: str
    investigator: str
    by: frozenset[str]
    victims: tuple[Victim, ...] = ()
    accused: tuple[AccusedPerson, ...] = ()


class CountedReferral(NamedTuple):
    """``answer``: what became of it."""

    help: str
    answer: str
    by: frozenset[str]


class CountedClaim(NamedTuple):
    """``state``: as it stands; ``offender``: YES where one is known, else NO."""

    state: str
    offender: str
    by: frozenset[str]


class CountedChild(NamedTuple):
    """Of whom no document is known. ``state``: of the registration; ``band``: of the age when it began."""

    state: str
    band: str
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one period."""

    cases: tuple[CountedCase, ...] = field(default=())
    referrals: tuple[CountedReferral, ...] = field(default=())
    claims: tuple[CountedClaim, ...] = field(default=())
    children: tuple[CountedChild, ...] = field(default=())
