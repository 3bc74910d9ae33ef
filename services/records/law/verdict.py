"""What :mod:`services.records.law.standing` answers: where a person stands in one case, and on whose word."""

from __future__ import annotations

from typing import NamedTuple

from services.records.law.phases import Phase
from services.records.law.steps import Event
from services.values.records import Section


class Place(NamedTuple):
    """Where a person stands. ``since``: day on which it ended in their favour, None where it did not.

    ``decided``: by a court's record or a confirmed extract.
    """

    phase: Phase
    since: int | None
    decided: bool


class Verdict(NamedTuple):
    """Where the person stands. ``evidence``: versions that decided it; ``disputed``: events that cannot also hold.

    ``repeats``: may count as a previous conviction. ``on_probation``: found guilty, and every sentence that stands
    is an order of probation or admonition, so that it is no offence and repeats nothing (Probation of Offenders
    Ordinance 1960 s. 11 (K)). ``decided``: by a court's record. ``told``: versions of steps that their writers only
    report or claim; ``conviction_reported``: one of them a conviction that no court's record shows, in a case that is
    not over.
    """

    phase: str
    standing: str
    finality: str
    outcome: str
    outcome_ur: str
    offence: bool
    repeats: bool
    acquitted: bool
    favourable: bool
    decided: bool
    sections: tuple[Section, ...]
    evidence: tuple[str, ...]
    disputed: tuple[Event, ...]
    told: frozenset[str]
    conviction_reported: bool
    on_probation: bool = False

    @property
    def found_guilty(self) -> bool:
        """Whether a finding of guilt stands, be it deemed a conviction or not."""
        return self.offence or self.on_probation
