"""Whose word counts, as data: one row for each fact and speaker. The reference model beside it says it once more.

A row says how far the word goes: the degree, and with :data:`FARTHEST` the reach. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum
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
    ACCUSATION = "ACCUSATION"
    """Who is accused in a case."""
    TIE = "TIE"
    """That two numbers are one case; by who holds one of them, or both."""
    SEALING = "SEALING"
    """A sealing or a pseudonym within a case."""
    SEALING_EVERYWHERE = "SEALING_EVERYWHERE"
    """A sealing or a pseudonym over all cases of a person."""
    PROTECTED_PERSON = "PROTECTED_PERSON"
    AGE_FINDING = "AGE_FINDING"
    """What was found of the age for one case."""
    AGE_DOCUMENT = "AGE_DOCUMENT"
    """A birth that a deposited document shows."""
    AGE_STATEMENT = "AGE_STATEMENT"
    """A birth that is only stated."""
    AGE_CLAIM = "AGE_CLAIM"
    """That somebody claims to be, or to have been, a child."""
    PROTECTED_ROLE = "PROTECTED_ROLE"
    """That somebody is a victim, witness or complainant."""
    REFERRAL = "REFERRAL"
    EXPUNGEMENT = "EXPUNGEMENT"
    MISUSED_IDENTITY = "MISUSED_IDENTITY"
    LIFTING = "LIFTING"
    """That an order is lifted or ended."""


class Degree(StrEnum):
    """How far a word goes."""

    DECIDES = "DECIDES"
    """Works on every record within the fact's reach."""
    INTERIM = "INTERIM"
    """As DECIDES, for a time."""
    OWN_CASE = "OWN_CASE"
    """Works on the speaker's own records, and on the case that the speaker owns."""
    OWN = "OWN"
    """Works on the speaker's own records alone."""
    CORROBORATES = "CORROBORATES"
    """Stands beside, and never as repetition."""
    REPORTED = "REPORTED"
    """Is shown as reported."""
    CLAIM = "CLAIM"
    """Changes nothing of others, and starts a clock."""
    NOTHING = "NOTHING"


class Reach(IntEnum):
    """How a record stands to the one that states the fact, nearest first."""

    OWN = 0
    """The speaker's own."""
    CASE = 1
    """In the same case."""
    PERSON = 2
    """Elsewhere, about the same person by a number of strength 2."""
    NAME = 3
    """Elsewhere, about the same person by a name alone."""


def _rows(fact: Fact, degree: Degree, speakers: Iterable[Speaker]) -> dict[tuple[Fact, Speaker], Degree]:
    return {(fact, speaker): degree for speaker in speakers}


_COURTS: Final = (Speaker.COURT, Speaker.SUPERIOR, Speaker.OTHER_COURT)
_CUSTODIANS: Final = (*_COURTS, Speaker.PRISON, Speaker.CUSTODIAN)
_OF_CASE: Final = (Speaker.COURT, Speaker.OWNER)
_PROTECTIVE: Final = (
    Fact.FAVOURABLE_END,
    Fact.DIVERSION,
    Fact.TIE,
    Fact.SEALING,
    Fact.SEALING_EVERYWHERE,
    Fact.PROTECTED_PERSON,
    Fact.AGE_STATEMENT,
    Fact.AGE_CLAIM,
)
"""What protects somebody stays in force for a time where it is not known whose word it is."""

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
        **_rows(Fact.ACCUSATION, Degree.DECIDES, _OF_CASE),
        **_rows(Fact.TIE, Degree.DECIDES, _OF_CASE),
        (Fact.SEALING, Speaker.COURT): Degree.DECIDES,
        (Fact.SEALING_EVERYWHERE, Speaker.SUPERIOR): Degree.DECIDES,
        **_rows(Fact.PROTECTED_PERSON, Degree.DECIDES, _COURTS),
        (Fact.PROTECTED_PERSON, Speaker.PROTECTOR): Degree.INTERIM,
        (Fact.PROTECTED_PERSON, Speaker.CUSTODIAN): Degree.INTERIM,
        (Fact.AGE_FINDING, Speaker.COURT): Degree.DECIDES,
        **_rows(Fact.AGE_DOCUMENT, Degree.DECIDES, (*_CUSTODIANS, Speaker.REGISTRY)),
        (Fact.AGE_DOCUMENT, Speaker.OWNER): Degree.OWN_CASE,
        **_rows(Fact.AGE_STATEMENT, Degree.DECIDES, _CUSTODIANS),
        (Fact.AGE_STATEMENT, Speaker.OWNER): Degree.OWN_CASE,
        **_rows(Fact.AGE_CLAIM, Degree.DECIDES, (*_CUSTODIANS, Speaker.PROSECUTION)),
        (Fact.AGE_CLAIM, Speaker.OWNER): Degree.OWN_CASE,
        **_rows(Fact.PROTECTED_ROLE, Degree.DECIDES, _OF_CASE),
        **_rows(Fact.REFERRAL, Degree.DECIDES, _OF_CASE),
        (Fact.EXPUNGEMENT, Speaker.COURT): Degree.DECIDES,
        **_rows(Fact.MISUSED_IDENTITY, Degree.DECIDES, (*_COURTS, Speaker.OWNER, Speaker.REGISTRY)),
        (Fact.LIFTING, Speaker.COURT): Degree.DECIDES,
        **{(fact, Speaker.BEFORE): Degree.INTERIM for fact in _PROTECTIVE},
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
        Fact.ACCUSATION: Degree.CLAIM,
        Fact.TIE: Degree.NOTHING,
        Fact.SEALING: Degree.OWN,
        Fact.SEALING_EVERYWHERE: Degree.OWN,
        Fact.PROTECTED_PERSON: Degree.OWN,
        Fact.AGE_FINDING: Degree.CLAIM,
        Fact.AGE_DOCUMENT: Degree.INTERIM,
        Fact.AGE_STATEMENT: Degree.CLAIM,
        Fact.AGE_CLAIM: Degree.CLAIM,
        Fact.PROTECTED_ROLE: Degree.CLAIM,
        Fact.REFERRAL: Degree.NOTHING,
        Fact.EXPUNGEMENT: Degree.OWN,
        Fact.MISUSED_IDENTITY: Degree.CLAIM,
        Fact.LIFTING: Degree.OWN,
    }
)
FARTHEST: Final[Mapping[Fact, Reach]] = MappingProxyType(
    {
        Fact.SEALING_EVERYWHERE: Reach.PERSON,
        Fact.PROTECTED_PERSON: Reach.PERSON,
        Fact.AGE_DOCUMENT: Reach.PERSON,
        Fact.AGE_STATEMENT: Reach.PERSON,
        Fact.EXPUNGEMENT: Reach.PERSON,
        Fact.MISUSED_IDENTITY: Reach.PERSON,
    }
)
"""How far a fact reaches where somebody decides it; what is not here, within its case."""


def degree(fact: Fact, speaker: Speaker) -> Degree:
    """How far the word of this speaker goes on this fact."""
    return TABLE.get((fact, speaker), OF_ANYBODY[fact])


def works(fact: Fact, speaker: Speaker, reach: Reach) -> bool:
    """Whether the word of this speaker changes a record so far off."""
    found = degree(fact, speaker)
    if found is Degree.NOTHING:
        return False
    if reach is Reach.OWN:
        return True
    if found in (Degree.DECIDES, Degree.INTERIM):
        return reach <= FARTHEST.get(fact, Reach.CASE)
    return found is Degree.OWN_CASE and reach is Reach.CASE
