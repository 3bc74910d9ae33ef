"""Whose word counts, as data: one row for each fact and speaker. The reference model beside it says it once more.

Degrees: DECIDES works on every record that the fact reaches; OWN_CASE on the speaker's own records and on the case
that it owns; OWN on the speaker's own records alone; CORROBORATES stands beside, and never as repetition; REPORTED is
shown as reported; CLAIM changes nothing of others and starts a clock; NOTHING is nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.records.authority.speaker import Speaker


class Fact(StrEnum):
    """What a record may say that bears on others."""

    COURT_STEP = "COURT_STEP"
    """A court's step that accuses or finds: charge framed, conviction, sentence, appeal."""
    FAVOURABLE_END = "FAVOURABLE_END"
    """Acquittal, quashing, composition, withdrawal, cancellation, discharge after cognizance."""
    OPEN_END = "OPEN_END"
    """What ends nothing: untraced, s. 63 release, s. 249 stop, s. 169, column 2."""
    DIVERSION = "DIVERSION"
    POLICE_STEP = "POLICE_STEP"
    """A step of the investigation, a section added or deleted, the day of the act, closing."""


class Degree(StrEnum):
    """How far a word reaches."""

    DECIDES = "DECIDES"
    OWN_CASE = "OWN_CASE"
    OWN = "OWN"
    CORROBORATES = "CORROBORATES"
    REPORTED = "REPORTED"
    CLAIM = "CLAIM"
    NOTHING = "NOTHING"


TABLE: Final[Mapping[tuple[Fact, Speaker], Degree]] = MappingProxyType(
    {
        (Fact.COURT_STEP, Speaker.COURT): Degree.DECIDES,
        (Fact.COURT_STEP, Speaker.PRISON): Degree.CORROBORATES,
        (Fact.FAVOURABLE_END, Speaker.COURT): Degree.DECIDES,
        (Fact.FAVOURABLE_END, Speaker.OWNER): Degree.OWN_CASE,
        (Fact.OPEN_END, Speaker.COURT): Degree.DECIDES,
        (Fact.OPEN_END, Speaker.OWNER): Degree.OWN_CASE,
        (Fact.DIVERSION, Speaker.COURT): Degree.DECIDES,
        (Fact.DIVERSION, Speaker.OWNER): Degree.OWN_CASE,
        (Fact.POLICE_STEP, Speaker.OWNER): Degree.OWN_CASE,
    }
)
"""What is not here has the degree of everybody else."""
OF_ANYBODY: Final[Mapping[Fact, Degree]] = MappingProxyType(
    {
        Fact.COURT_STEP: Degree.REPORTED,
        Fact.FAVOURABLE_END: Degree.CLAIM,
        Fact.OPEN_END: Degree.CLAIM,
        Fact.DIVERSION: Degree.CLAIM,
        Fact.POLICE_STEP: Degree.CLAIM,
    }
)


def degree(fact: Fact, speaker: Speaker) -> Degree:
    """How far the word of this speaker reaches on this fact."""
    return TABLE.get((fact, speaker), OF_ANYBODY[fact])
